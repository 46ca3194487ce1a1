/** Makes the response to a request, decided or not. */
import type { StoreCommand } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type {
  NetworkRequest,
  NetworkResponse,
  Response,
  TransactionClass,
  TransactionRequest,
  TransactionResponse,
} from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { outcomeRow } from '../protocol/outcome.ts';
import { explained, NOT_EXPLAINED } from './explain-response.ts';

const NO_HEADROOM: readonly LimitHeadroom[] = [];
/** Outcomes without a card whose balance could be shown. */
const CARDLESS: ReadonlySet<Outcome> = new Set<Outcome>(['noSuchIssuer', 'invalidCardNumber']);

/** The readable part of a request. The response returns the other fields as not given. */
export type PartialRequest = Partial<TransactionRequest> & { readonly class: TransactionClass; readonly stan: number };

function balancesOf(request: TransactionRequest, decision: Decision): TransactionResponse['balances'] {
  const inquired = request.type === 'balanceInquiry' && request.class !== 'reversal' && decision.outcome === 'approved';
  if (!inquired && !(request.explain && !CARDLESS.has(decision.outcome))) return undefined;
  return { ledgerMinor: decision.ledgerMinor, availableMinor: decision.availableMinor };
}

/** Makes the response to a request that the store decided by these profiles. */
export function decidedResponse(
  request: TransactionRequest,
  command: StoreCommand,
  decision: Decision,
  profiles: ProfileSet,
): TransactionResponse {
  const { headroom, reason, explanation } = request.explain ? explained(request, command, decision, profiles) : NOT_EXPLAINED;
  return {
    class: request.class,
    stan: request.stan,
    rrn: request.rrn,
    transmissionTimeMs: request.transmissionTimeMs,
    terminalId: request.terminalId,
    merchantId: request.merchantId,
    acquirerId: request.acquirerId,
    type: request.type,
    amountMinor: request.amountMinor,
    currency: request.currency,
    context: request.context,
    outcome: decision.outcome,
    approvalCode: decision.approvalCode,
    approvedAmountMinor: decision.approvedAmountMinor,
    balances: balancesOf(request, decision),
    decidedAtMs: decision.decidedAtMs,
    repeated: decision.repeated,
    flag: decision.flag,
    headroom,
    reason,
    explanation,
  };
}

/**
 * Makes the response to a request that no store decided: malformed, too late, or answered by a
 * fault rule.
 */
export function undecidedResponse(request: PartialRequest, outcome: Outcome, reason: string): TransactionResponse {
  return {
    class: request.class,
    stan: request.stan,
    rrn: request.rrn ?? '',
    transmissionTimeMs: request.transmissionTimeMs ?? 0,
    terminalId: request.terminalId ?? '',
    merchantId: request.merchantId ?? '',
    acquirerId: request.acquirerId ?? '',
    type: request.type ?? '',
    amountMinor: request.amountMinor ?? 0,
    currency: request.currency ?? 0,
    context: request.context,
    outcome,
    approvalCode: '',
    approvedAmountMinor: 0,
    balances: undefined,
    decidedAtMs: 0,
    repeated: false,
    flag: '',
    headroom: NO_HEADROOM,
    reason: reason === '' && request.explain === true ? outcomeRow(outcome).en : reason,
    explanation: undefined,
  };
}

export function networkResponse(request: NetworkRequest, outcome: Outcome): NetworkResponse {
  return {
    class: 'networkManagement',
    function: request.function,
    stan: request.stan,
    transmissionTimeMs: request.transmissionTimeMs,
    terminalId: request.terminalId,
    context: request.context,
    outcome,
  };
}

/** Sent when a response cannot be encoded. The terminal then reverses its request. */
export function malfunctionResponse(response: Response): Response {
  if (response.class === 'networkManagement') return { ...response, outcome: 'systemMalfunction' };
  return {
    ...response,
    outcome: 'systemMalfunction',
    approvalCode: '',
    approvedAmountMinor: 0,
    balances: undefined,
    flag: '',
    headroom: NO_HEADROOM,
    reason: '',
    explanation: undefined,
  };
}
