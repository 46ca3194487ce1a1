/** Reads the valid parts of a malformed message: its MTI and the elements that are well-formed. */
import type { Known } from '../../../codec.ts';
import { lookUp } from '../../dialect/code-table.ts';
import { mtiKind } from '../../elements/mti.ts';
import type { Plan } from '../plan.ts';
import type { Scanner } from '../scan/scanner.ts';
import { integerOf, textOf, trimmedTextOf } from '../scan/values.ts';

/**
 * `scanner` stands on a message with a readable MTI and STAN. `wrongElement` is the element with
 * the problem. The class is read from the MTI even when its version is not the dialect's.
 */
export function knownOf(plan: Plan, scanner: Scanner, stan: number, wrongElement: number): Known {
  const { amount, pan, processingCode, terminalId, track2 } = plan.fields;
  const isSound = (element: number): boolean =>
    element > 0 && element !== wrongElement && scanner.has(element) && !scanner.isFaulty(element);
  const kind = mtiKind(scanner.mti);
  return {
    stan,
    ...(kind === undefined ? {} : { class: kind.class, repeat: kind.repeat }),
    ...(isSound(processingCode) ? { type: lookUp(scanner, plan.types) ?? 'unknown' } : {}),
    ...(isSound(amount) ? { amountMinor: integerOf(scanner, amount) } : {}),
    ...(isSound(pan) ? { pan: textOf(scanner, pan) } : {}),
    ...(isSound(track2) ? { track2: textOf(scanner, track2) } : {}),
    ...(isSound(terminalId) ? { terminalId: trimmedTextOf(scanner, terminalId) } : {}),
  };
}
