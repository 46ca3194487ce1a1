/** Request and decision as the recorder writes them into an exchange. */
import { panOf } from '../../authorizer/check-format.ts';
import { isFollowUpCommand } from '../../limits/rules/command.ts';
import type { TransactionRequest } from '../../protocol/message.ts';
import type { TracedDecision } from '../format/lines.ts';
import { tracedRequest } from '../format/request-fields.ts';
import type { TracedRequest } from '../format/traced-request.ts';
import type { DecidedCommand, PinBlocks } from './decided-commands.ts';
import { type PinNumbers, tracedPins } from './pin-numbers.ts';

/** @param decided undefined if no store decided the request, which may then be malformed */
export function recordedRequest(request: TransactionRequest, decided: DecidedCommand | undefined): TracedRequest {
  if (decided === undefined) return tracedRequest(request, readablePan(request));
  return { ...tracedRequest(request, panOf(request)), ...blockFields(decided.blocks) };
}

/** The PAN of a message that may be malformed; empty if it is not 12 to 19 digits. */
function readablePan({ pan }: TransactionRequest): string {
  return /^\d{12,19}$/.test(pan) ? pan : '';
}

function blockFields({ pinBlock, newPinBlock }: PinBlocks): Partial<PinBlocks> {
  return { ...(pinBlock === '' ? {} : { pinBlock }), ...(newPinBlock === '' ? {} : { newPinBlock }) };
}

/** The decision of the store as an exchange holds it. */
export function recordedDecision({ command, decision }: DecidedCommand, pins: PinNumbers): TracedDecision {
  const { event, refusal } = command;
  const { ledgerMinor, availableMinor, decidedAtMs, repeated } = decision;
  return {
    event,
    ...(refusal === '' ? {} : { refusal }),
    ...(isFollowUpCommand(command) ? {} : tracedPins(command, pins)),
    ledgerMinor,
    availableMinor,
    ...(repeated ? { decidedAtMs } : {}),
  };
}
