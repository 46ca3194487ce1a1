/** What came of what a person did: one sentence, to which the focus moves. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { messageOf } from './use-answer.ts';

interface Said {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

export interface Outcome {
  readonly said: Signal<Said | undefined>;
  /** Something is under way: what starts it is not pressed twice. */
  readonly isBusy: Signal<boolean>;
  /** Does it and tells the sentence that it resolves with, or that of the error. */
  run(work: () => Promise<string>): Promise<void>;
  clear(): void;
}

export function useOutcome(): Outcome {
  const said = useSignal<Said | undefined>(undefined);
  const isBusy = useSignal(false);
  const run = async (work: () => Promise<string>): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    try {
      said.value = { tone: 'good', text: await work() };
    } catch (error) {
      said.value = { tone: 'bad', text: messageOf(error) };
    } finally {
      isBusy.value = false;
    }
  };
  const clear = (): void => {
    said.value = undefined;
  };
  return { said, isBusy, run, clear };
}

export function Result({ outcome: { said } }: { readonly outcome: Outcome }) {
  const place = useRef<HTMLParagraphElement>(null);
  const { value } = said;
  useEffect(() => {
    if (value !== undefined && value.text !== '') place.current?.focus();
  }, [value]);
  return (
    <p ref={place} role="status" tabIndex={-1} class={`result ${value?.tone ?? ''}`}>
      {value?.text ?? ''}
    </p>
  );
}
