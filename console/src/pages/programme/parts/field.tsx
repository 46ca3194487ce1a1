/** Fields of forms, each with its label, bound to a signal: what is typed stays when a form is refused. */
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

const TEXT_CHARS_MAX = 200;

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly isOptional?: boolean;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  readonly maxLength?: number;
  readonly hint?: string;
}

export function Field({ label, value, isOptional = false, inputMode = 'text', maxLength = TEXT_CHARS_MAX, hint }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        autocomplete="off"
        required={!isOptional}
        inputMode={inputMode}
        maxLength={maxLength}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
      {hint !== undefined && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
    </div>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly options: readonly Option[];
  /** The first one is empty, and says this: the person must choose. */
  readonly empty?: string;
  readonly isOptional?: boolean;
}

export function Choice({ label, value, options, empty, isOptional = false }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        required={!isOptional}
        value={value.value}
        onChange={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TickProps {
  readonly label: string;
  readonly isTicked: boolean;
  readonly isDisabled?: boolean;
  /** The label is for those only who do not see the table around it. */
  readonly isBare?: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

export function Tick({ label, isTicked, isDisabled = false, isBare = false, onTick }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={isTicked} disabled={isDisabled} onChange={({ currentTarget }) => onTick(currentTarget.checked)} />
      <span class={isBare ? 'unseen' : ''}>{label}</span>
    </label>
  );
}

/** A tick that is bound to a signal. */
export function TickField({ label, value }: { readonly label: string; readonly value: Signal<boolean> }) {
  return (
    <Tick
      label={label}
      isTicked={value.value}
      onTick={(isTicked) => {
        value.value = isTicked;
      }}
    />
  );
}

/** The set with or without a member. */
export function toggled<T>(set: ReadonlySet<T>, member: T, isIn: boolean): ReadonlySet<T> {
  const changed = new Set(set);
  if (isIn) changed.add(member);
  else changed.delete(member);
  return changed;
}
