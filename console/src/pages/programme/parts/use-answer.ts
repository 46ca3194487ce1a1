/** What a page asks the server for when it is drawn, and again after a change. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { language } from '../../../settings.ts';
import { ask } from '../ask.ts';

export interface Answer<T> {
  readonly value: Signal<T | undefined>;
  /** The sentence of a refusal; else empty. */
  readonly problem: Signal<string>;
  again(): Promise<void>;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `path` undefined: nothing is asked for yet. */
export function useAnswer<T>(path: string | undefined): Answer<T> {
  const value = useSignal<T | undefined>(undefined);
  const problem = useSignal('');
  const asked = useSignal(0);
  const again = async (): Promise<void> => {
    if (path === undefined) return;
    asked.value += 1;
    const turn = asked.value;
    try {
      const answer = await ask<T>(path);
      if (turn !== asked.value) return;
      value.value = answer;
      problem.value = '';
    } catch (error) {
      if (turn === asked.value) problem.value = messageOf(error);
    }
  };
  useEffect(() => {
    void again();
  }, [path, language.value]);
  return { value, problem, again };
}
