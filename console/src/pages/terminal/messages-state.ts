/** Which of the two messages is shown, and as what. */
import { signal } from '@preact/signals';
import { ApiError, post } from '../../api/http.ts';
import type { Encoded } from '../../api/types.ts';
import { WIRES } from '../../api/wires.ts';
import type { Exchange } from './state.ts';

export const SIDES = ['request', 'response'] as const;
export const VIEWS = [...WIRES, 'http'] as const;
export type View = (typeof VIEWS)[number];

export const side = signal<(typeof SIDES)[number]>('request');
export const view = signal<View>('1987-ascii');
export const encoded = signal<{ readonly of: Encoded | undefined; readonly problem: string }>({ of: undefined, problem: '' });

/** Asks the server how the messages are written on the wire; the newest question counts. */
export async function encodeFor({ request, answer }: Exchange, wire: View): Promise<void> {
  if (wire === 'http') return;
  const waiting = { of: undefined, problem: '' };
  encoded.value = waiting;
  let found: typeof encoded.value;
  try {
    const of = await post<Encoded>('/v1/encode', { wire, transaction: request, ...(answer === undefined ? {} : { answer }) });
    found = { of, problem: '' };
  } catch (error) {
    found = { of: undefined, problem: error instanceof ApiError ? error.message : String(error) };
  }
  if (encoded.value === waiting) encoded.value = found;
}
