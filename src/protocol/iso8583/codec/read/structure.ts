/** Checks that a request has its mandatory elements, and at most one MAC, in the right element. */
import type { TransactionRequest } from '../../../message.ts';
import type { MtiKind } from '../../elements/mti.ts';
import { FIRST_MAC, SECOND_MAC } from '../mac-element.ts';
import type { Plan } from '../plan.ts';
import { type Problem, problemSentence } from '../problem.ts';
import type { Scanner } from '../scan/scanner.ts';

/** Transaction types without money: their messages need no amount. */
const WITHOUT_AMOUNT: ReadonlySet<string> = new Set(['balanceInquiry', 'pinChange']);

function problem(plan: Plan, element: number, sentence: string): Problem {
  return { element, sentence: problemSentence(plan.dialect, element, sentence, -1) };
}

/** The first element that is missing or misplaced. The amount is left to {@link missingAmount}. */
export function structureProblem(plan: Plan, scanner: Scanner, kind: MtiKind): Problem | undefined {
  if (scanner.hasSecondary && scanner.has(FIRST_MAC)) {
    const both = scanner.has(SECOND_MAC);
    const sentence = both ? 'a message has one MAC only, and DE128 is there too' : 'with a second bitmap the MAC belongs in DE128';
    return problem(plan, FIRST_MAC, sentence);
  }
  // The usual case, a message with a PAN, is decided by comparing bitmaps.
  const hasCard = plan.panSuffices[kind.class] && (kind.class === 'networkManagement' || scanner.has(plan.fields.pan));
  if (hasCard && scanner.hasAll(plan.mandatoryBits[kind.class])) return undefined;
  for (const alternatives of plan.mandatory[kind.class]) {
    if (alternatives.length === 1 && alternatives[0] === plan.fields.amount) continue;
    if (!alternatives.some((element) => scanner.has(element))) {
      const others = alternatives.slice(1).map((element) => ` or DE${element}`);
      return problem(plan, alternatives[0] ?? 0, `this element${others.join('')} must be there`);
    }
  }
  return undefined;
}

/** The problem of a request without a mandatory amount. Its type decides whether it needs one. */
export function missingAmount(plan: Plan, scanner: Scanner, request: TransactionRequest): Problem | undefined {
  const { amount } = plan.fields;
  if (scanner.has(amount) || WITHOUT_AMOUNT.has(request.type)) return undefined;
  const isMandatory = plan.mandatory[request.class].some((alternatives) => alternatives.length === 1 && alternatives[0] === amount);
  return isMandatory ? problem(plan, amount, 'this element must be there') : undefined;
}
