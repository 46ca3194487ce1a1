/** Builds a response of the domain from the elements that a terminal received. */

import type { LimitHeadroom } from '../../../explanation.ts';
import type { Flag, ReceivedCode, Response, TransactionClass, TransactionResponse } from '../../../message.ts';
import { FLAGS } from '../../../message.ts';
import { isApproval, isOutcome, type Outcome } from '../../../outcome.ts';
import { lookUp, lookUpAny } from '../../dialect/code-table.ts';
import { readAdditionalOf } from '../../elements/additional.ts';
import { readAmounts } from '../../elements/amounts.ts';
import type { MtiKind } from '../../elements/mti.ts';
import { nearestInstantMs } from '../../elements/times.ts';
import type { Plan } from '../plan.ts';
import type { Scanner } from '../scan/scanner.ts';
import { integerOf, textOf, trimmedTextOf } from '../scan/values.ts';

const NO_HEADROOM: readonly LimitHeadroom[] = [];
const LEDGER = '01';
const AVAILABLE = '02';
const APPROVED_AMOUNT = '53';
const ORIGINAL_AMOUNT = '57';
/** An unknown response code is never an approval. */
const UNKNOWN: Outcome = 'systemMalfunction';
const NO_CODE = 'none';

/**
 * The outcome's name where the response has it and it agrees with the code; else by the code alone.
 * Undefined for a code that the dialect does not have.
 */
function outcomeOf(plan: Plan, scanner: Scanner): Outcome | undefined {
  const code = textOf(scanner, plan.fields.responseCode);
  const told = trimmedTextOf(scanner, plan.fields.outcomeName).split(' ')[0] ?? '';
  if (isOutcome(told) && plan.codeOf.get(told) === code) return told;
  return plan.outcomeOf.get(code);
}

/** The code as received; one that the dialect does not have can hold any characters. */
function receivedCodeOf(plan: Plan, scanner: Scanner, isKnown: boolean): ReceivedCode {
  const code = textOf(scanner, plan.fields.responseCode);
  if (isKnown) return { responseCode: code, unknownCode: undefined };
  const shown = code.replace(/[^\x21-\x7e]/g, '.') || NO_CODE;
  return { responseCode: shown, unknownCode: shown };
}

function transmissionTimeOf(plan: Plan, scanner: Scanner, nowMs: number): number {
  const digits = integerOf(scanner, plan.fields.transmissionTime);
  return digits === 0 ? 0 : nearestInstantMs(digits, nowMs) || 0;
}

function flagOf(plan: Plan, scanner: Scanner): Flag | '' {
  const additional = readAdditionalOf(plan, scanner);
  const told = additional === undefined || additional === 'malformed' ? '' : (additional.get('flag') ?? '');
  return FLAGS.find((row) => row.name === told)?.name ?? '';
}

function readTransaction(plan: Plan, scanner: Scanner, messageClass: TransactionClass, nowMs: number): TransactionResponse {
  const { fields } = plan;
  const known = outcomeOf(plan, scanner);
  const outcome = known ?? UNKNOWN;
  const amounts = readAmounts(textOf(scanner, fields.amounts)) ?? [];
  const signed = (amountType: string): number | undefined => {
    const found = amounts.find((amount) => amount.amountType === amountType);
    return found === undefined ? undefined : found.sign === 'D' ? -found.amountMinor : found.amountMinor;
  };
  const [ledgerMinor, availableMinor] = [signed(LEDGER), signed(AVAILABLE)];
  const toldMinor = integerOf(scanner, fields.amount);
  return {
    class: messageClass,
    stan: integerOf(scanner, fields.stan),
    rrn: trimmedTextOf(scanner, fields.rrn),
    transmissionTimeMs: transmissionTimeOf(plan, scanner, nowMs),
    terminalId: trimmedTextOf(scanner, fields.terminalId),
    merchantId: trimmedTextOf(scanner, fields.merchantId),
    acquirerId: textOf(scanner, fields.acquirerId),
    type: scanner.has(fields.processingCode) ? (lookUp(scanner, plan.types) ?? 'unknown') : '',
    amountMinor: outcome === 'approvedPartially' ? (signed(ORIGINAL_AMOUNT) ?? toldMinor) : toldMinor,
    currency: integerOf(scanner, fields.currency),
    context: undefined,
    outcome,
    approvalCode: isApproval(outcome) ? trimmedTextOf(scanner, fields.approvalCode) : '',
    approvedAmountMinor: isApproval(outcome) ? (signed(APPROVED_AMOUNT) ?? toldMinor) : 0,
    balances: ledgerMinor === undefined || availableMinor === undefined ? undefined : { ledgerMinor, availableMinor },
    decidedAtMs: 0,
    repeated: false,
    flag: flagOf(plan, scanner),
    headroom: NO_HEADROOM,
    reason: textOf(scanner, fields.reason),
    explanation: undefined,
    ...receivedCodeOf(plan, scanner, known !== undefined),
  };
}

/** Reads the response on which the scanner stands. The scanner must have found no problem. */
export function readResponse(plan: Plan, scanner: Scanner, kind: MtiKind, nowMs: number): Response {
  if (kind.class !== 'networkManagement') return readTransaction(plan, scanner, kind.class, nowMs);
  const known = outcomeOf(plan, scanner);
  return {
    class: 'networkManagement',
    function: lookUpAny(scanner, plan.networkFunctions),
    stan: integerOf(scanner, plan.fields.stan),
    transmissionTimeMs: transmissionTimeOf(plan, scanner, nowMs),
    terminalId: trimmedTextOf(scanner, plan.fields.terminalId),
    context: undefined,
    outcome: known ?? UNKNOWN,
    ...receivedCodeOf(plan, scanner, known !== undefined),
  };
}
