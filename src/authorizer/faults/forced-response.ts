/** Makes the response that a fault rule gives instead of a decision. */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response, TransactionResponse } from '../../protocol/message.ts';
import { isApproval, type Outcome } from '../../protocol/outcome.ts';
import { networkResponse, undecidedResponse } from '../respond.ts';
import type { MatchedRule } from './rules/rule-book.ts';
import type { SeededRandom } from './rules/seeded-random.ts';

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 6;

function approvalCode(random: SeededRandom): string {
  let code = '';
  while (code.length < CODE_LENGTH) code += CODE_CHARACTERS[Math.floor(random.next() * CODE_CHARACTERS.length)];
  return code;
}

/** A partial approval is for half the amount, rounded down. The store books nothing. */
function withApproval(response: TransactionResponse, random: SeededRandom): TransactionResponse {
  const { outcome, amountMinor } = response;
  if (!isApproval(outcome)) return response;
  const approvedAmountMinor = outcome === 'approved' ? amountMinor : Math.floor(amountMinor / 2);
  return { ...response, approvalCode: approvalCode(random), approvedAmountMinor };
}

export function forcedResponse(request: Request, outcome: Outcome, { rule, random }: MatchedRule): Response {
  if (request.class === 'networkManagement') return networkResponse(request, outcome);
  const reason = request.explain ? `The fault rule ${rule.name} says so; nothing was decided.` : '';
  return withApproval(undecidedResponse(request, outcome, reason), random);
}

/** Replaces formatError. An approval is for 0 when the amount cannot be read. */
export function forcedMalformedResponse({ message, known }: Malformed, outcome: Outcome, random: SeededRandom): Response {
  const { stan, context } = message;
  if (known.class === 'networkManagement') {
    return { class: 'networkManagement', function: '', stan, transmissionTimeMs: 0, terminalId: '', context, outcome };
  }
  const amountMinor = isApproval(outcome) ? (known.amountMinor ?? 0) : 0;
  return withApproval(undecidedResponse({ ...message, amountMinor }, outcome, ''), random);
}
