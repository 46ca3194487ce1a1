import type { Decision } from '../limits/store.ts';
import type {
  LimitHeadroom,
  NetworkRequest,
  NetworkResponse,
  TransactionClass,
  TransactionRequest,
  TransactionResponse,
} from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { outcomeRow } from '../protocol/outcome.ts';

const NO_HEADROOM: readonly LimitHeadroom[] = [];
/** There is no card whose balance could be shown. */
const CARDLESS: ReadonlySet<Outcome> = new Set<Outcome>(['noSuchIssuer', 'invalidCardNumber']);

/** What a malformed request still said; the rest echoes as not given. */
export type Readable = Partial<TransactionRequest> & { readonly class: TransactionClass; readonly stan: number };

function balancesOf(request: TransactionRequest, decision: Decision): TransactionResponse['balances'] {
  const inquired = request.type === 'balanceInquiry' && request.class !== 'reversal' && decision.outcome === 'approved';
  if (!inquired && !(request.explain && !CARDLESS.has(decision.outcome))) return undefined;
  return { ledgerMinor: decision.ledgerMinor, availableMinor: decision.availableMinor };
}

/** The response to a request that the store decided. */
export function decidedResponse(request: TransactionRequest, decision: Decision): TransactionResponse {
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
    outcome: decision.outcome,
    approvalCode: decision.approvalCode,
    approvedAmountMinor: decision.approvedAmountMinor,
    balances: balancesOf(request, decision),
    decidedAtMs: decision.decidedAtMs,
    repeated: decision.repeated,
    headroom: request.explain ? decision.headroom : NO_HEADROOM,
    reason: request.explain ? outcomeRow(decision.outcome).en : '',
  };
}

/** The response to a request that no store decided: malformed, too late, or hit by a fault. */
export function straightResponse(request: Readable, outcome: Outcome, reason: string): TransactionResponse {
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
    outcome,
    approvalCode: '',
    approvedAmountMinor: 0,
    balances: undefined,
    decidedAtMs: 0,
    repeated: false,
    headroom: NO_HEADROOM,
    reason: reason === '' && request.explain === true ? outcomeRow(outcome).en : reason,
  };
}

export function networkResponse(request: NetworkRequest, outcome: Outcome): NetworkResponse {
  return {
    class: 'networkManagement',
    function: request.function,
    stan: request.stan,
    transmissionTimeMs: request.transmissionTimeMs,
    terminalId: request.terminalId,
    outcome,
  };
}
