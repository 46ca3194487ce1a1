/**
 * Numbers the PINs of one card, so that a trace can tell them apart without holding any.
 * The recorder sees only reference values: 0 is the PIN that the card had when it was first seen,
 * 1 and up are other PINs in the order in which they came.
 */
import type { Attempt } from '../../limits/rules/command.ts';
import { PIN_NUMBER_MAX } from '../format/fields.ts';
import type { TracedDecision } from '../format/lines.ts';

export class PinNumbers {
  readonly #numbers = new Map<string, number>();
  /** Reference value of the PIN that the card had when it was first seen. */
  firstReference: string | undefined;

  /** @param references the reference values of one PIN: one under each key, the newest key last */
  numberOf(references: readonly string[]): number {
    if (this.firstReference !== undefined && references.includes(this.firstReference)) return 0;
    const newest = references.at(-1) ?? '';
    const known = this.#numbers.get(newest);
    if (known !== undefined) return known;
    const number = Math.min(this.#numbers.size + 1, PIN_NUMBER_MAX);
    // All PINs past the limit share the last number, so that the map stays small.
    if (number < PIN_NUMBER_MAX) this.#numbers.set(newest, number);
    return number;
  }
}

export function tracedPins(attempt: Attempt, numbers: PinNumbers): Pick<TracedDecision, 'pin' | 'newPin'> {
  const { pin, pinReferences, event, newPinReference } = attempt;
  const number = pin === 'given' ? numbers.numberOf(pinReferences) : pin;
  if (event !== 'pinChange') return { pin: number };
  return { pin: number, newPin: newPinReference === '' ? 'malformed' : numbers.numberOf([newPinReference]) };
}
