/** The answer that a rule gives instead of a decision. */
import type { Malformed } from '../../protocol/codec.ts';
import type { Request, Response, TransactionResponse } from '../../protocol/message.ts';
import { isApproval, type Outcome } from '../../protocol/outcome.ts';
import { networkResponse, straightResponse } from '../respond.ts';
import type { Draws } from './draws.ts';

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 6;

function approvalCode(draws: Draws): string {
  let code = '';
  while (code.length < CODE_LENGTH) code += CODE_CHARACTERS[Math.floor(draws.next() * CODE_CHARACTERS.length)];
  return code;
}

/** Approved in part is approved for half, rounded down. Nothing is on the books of an approval that nobody decided. */
function withApproval(response: TransactionResponse, draws: Draws): TransactionResponse {
  const { outcome, amountMinor } = response;
  if (!isApproval(outcome)) return response;
  const approvedAmountMinor = outcome === 'approved' ? amountMinor : Math.floor(amountMinor / 2);
  return { ...response, approvalCode: approvalCode(draws), approvedAmountMinor };
}

export function forcedResponse(request: Request, outcome: Outcome, rule: string, draws: Draws): Response {
  if (request.class === 'networkManagement') return networkResponse(request, outcome);
  const reason = request.explain ? `The fault rule ${rule} says so; nothing was decided.` : '';
  return withApproval(straightResponse(request, outcome, reason), draws);
}

/** Instead of formatError. An amount that can not be read is none: an approval of it is for 0. */
export function forcedInMalformed({ message, known }: Malformed, outcome: Outcome, draws: Draws): Response {
  const { stan, wire } = message;
  if (known.class === 'networkManagement') {
    return { class: 'networkManagement', function: '', stan, transmissionTimeMs: 0, terminalId: '', wire, outcome };
  }
  const amountMinor = isApproval(outcome) ? (known.amountMinor ?? 0) : 0;
  return withApproval(straightResponse({ ...message, amountMinor }, outcome, ''), draws);
}
