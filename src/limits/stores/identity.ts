/**
 * What a store is: made with the store and checked at each start, so that it is not read with other
 * keys, or by another kind of clock, than it was written with.
 */
import { type ClockKind, isClockKind } from '../../config/clock-setting.ts';

/** What must be the same whenever the store is opened. */
export interface StoreIdentity {
  /** Check value of the key that tokens of PANs are made with; undefined: not checked. */
  readonly tokenCheck: string | undefined;
  readonly clock: ClockKind;
}

/** As it is kept. */
export interface StoreDescription extends StoreIdentity {
  readonly tokenCheck: string;
  readonly format: number;
  /** Random. */
  readonly store: string;
}

export interface StorePlace {
  /** Begins the sentence: `The store in ./data/store`. */
  readonly what: string;
  /** Ends it: `give another folder`. */
  readonly other: string;
}

/** One sentence when the store is another than the one that is asked for; otherwise empty. */
export function identityProblem(found: StoreDescription, wanted: StoreIdentity, { what, other }: StorePlace): string {
  if (found.clock !== wanted.clock) {
    return `${what} was made with the ${found.clock} clock; start with --clock ${found.clock}, or ${other}.`;
  }
  if (wanted.tokenCheck !== undefined && found.tokenCheck !== wanted.tokenCheck) {
    return `${what} was made with another key ring; give that one with --keys, or ${other}.`;
  }
  return '';
}

export function isDescription(value: unknown): value is StoreDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { format, store, tokenCheck, clock } = value as Partial<Record<keyof StoreDescription, unknown>>;
  return typeof format === 'number' && typeof store === 'string' && typeof tokenCheck === 'string' && isClockKind(clock);
}
