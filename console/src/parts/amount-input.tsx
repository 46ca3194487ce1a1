/** A field for an amount in kroner, as a text that the page reads with minorOfText. */
import type { Signal } from '@preact/signals';

/** `99999999,99` with blanks between the groups. */
const LENGTH_MAX = 14;

export function AmountInput({ id, value }: { readonly id: string; readonly value: Signal<string> }) {
  return (
    <input
      id={id}
      inputMode="decimal"
      autocomplete="off"
      maxLength={LENGTH_MAX}
      value={value.value}
      onInput={({ currentTarget }) => {
        value.value = currentTarget.value;
      }}
    />
  );
}
