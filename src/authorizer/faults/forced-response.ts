/** The answer that a rule gives instead of a decision. */
import type { Request, Response } from '../../protocol/message.ts';
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
export function forcedResponse(request: Request, outcome: Outcome, rule: string, draws: Draws): Response {
  if (request.class === 'networkManagement') return networkResponse(request, outcome);
  const reason = request.explain ? `The fault rule ${rule} says so; nothing was decided.` : '';
  const response = straightResponse(request, outcome, reason);
  if (!isApproval(outcome)) return response;
  const approvedAmountMinor = outcome === 'approved' ? request.amountMinor : Math.floor(request.amountMinor / 2);
  return { ...response, approvalCode: approvalCode(draws), approvedAmountMinor };
}
