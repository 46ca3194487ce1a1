/**
 * Writes a response. It repeats elements of the request byte for byte and adds the elements that
 * the decision determines.
 */
import { NOK } from '../../../iso-codes.ts';
import type { Response, TransactionResponse } from '../../../message.ts';
import type { FieldElements } from '../../dialect/dialect.ts';
import { writeAdditional } from '../../elements/additional-data.ts';
import { type AmountEntry, amountText } from '../../elements/amounts.ts';
import { transmissionDigits } from '../../elements/times.ts';
import {
  type Plan,
  type ResponseStep,
  ROLE_ADDITIONAL,
  ROLE_AMOUNT,
  ROLE_AMOUNTS,
  ROLE_APPROVAL_CODE,
  ROLE_OUTCOME_NAME,
  ROLE_REASON,
  ROLE_RESPONSE_CODE,
} from '../plan.ts';
import type { Scanner } from '../scan/scanner.ts';
import type { MessageWriter } from './message-writer.ts';

const LEDGER = '01';
const AVAILABLE = '02';
const APPROVED_AMOUNT = '53';
const ORIGINAL_AMOUNT = '57';
/** Twelve digits. */
const ENTRY_MINOR_MAX = 999_999_999_999;
const ELEMENT_DIGITS = 3;

function entry(amountType: string, minor: number, currency: number): AmountEntry {
  const code = String(currency === 0 ? NOK : currency).padStart(3, '0');
  return { accountType: '00', amountType, currency: code, sign: minor < 0 ? 'D' : 'C', amountMinor: Math.abs(minor) };
}

function balancesFit({ ledgerMinor, availableMinor }: NonNullable<TransactionResponse['balances']>): boolean {
  return Math.max(Math.abs(ledgerMinor), Math.abs(availableMinor)) <= ENTRY_MINOR_MAX;
}

/**
 * The response that ISO 8583 can express. The balances are the answer to an inquiry: when DE54 has
 * no room for them, the terminal is told systemMalfunction and not an approval without a balance.
 */
export function expressible(response: Response): Response {
  if (response.class === 'networkManagement' || response.type !== 'balanceInquiry' || response.outcome !== 'approved') return response;
  const { balances } = response;
  if (balances === undefined || balancesFit(balances)) return response;
  return { ...response, outcome: 'systemMalfunction', approvalCode: '', balances: undefined };
}

/**
 * DE54: the balances; for a partial approval, the amount requested; and the amount approved (for a
 * reversal: released) where it differs from DE4. '' when there is none of these. Balances that do
 * not fit twelve digits are left out.
 */
function amountsOf(response: TransactionResponse): string {
  const { balances, currency, outcome, approvedAmountMinor } = response;
  let text = '';
  if (balances !== undefined && balancesFit(balances)) {
    text = amountText(entry(LEDGER, balances.ledgerMinor, currency)) + amountText(entry(AVAILABLE, balances.availableMinor, currency));
  }
  if (outcome === 'approvedPartially') return text + amountText(entry(ORIGINAL_AMOUNT, response.amountMinor, currency));
  if (outcome !== 'approved' || approvedAmountMinor === response.amountMinor) return text;
  return text + amountText(entry(APPROVED_AMOUNT, approvedAmountMinor, currency));
}

/** The outcome's name; a format error also names the wrong element: `formatError 004`. */
function outcomeNameOf(response: Response, element: number): string {
  const { outcome } = response;
  if (outcome === 'approved') return '';
  return outcome === 'formatError' && element >= 0 ? `${outcome} ${String(element).padStart(ELEMENT_DIGITS, '0')}` : outcome;
}

/** The text cut to the element. A character outside ISO-8859-1 becomes a question mark. */
function fitted(text: string, unitsMax: number): string {
  return text.slice(0, unitsMax).replace(/[^\0-\xff]/gu, '?');
}

/** The checks name elements by their numbers in ISO 8583:1987; this table gives the fields. */
const FIELD_OF_1987: Readonly<Record<string, keyof FieldElements>> = {
  2: 'pan',
  3: 'processingCode',
  7: 'transmissionTime',
  11: 'stan',
  12: 'localTime',
  13: 'localDate',
  35: 'track2',
  37: 'rrn',
  38: 'approvalCode',
  41: 'terminalId',
  90: 'original',
};

/** A reason from the checks, with element numbers replaced by those of this dialect. */
export function inOwnNumbers(plan: Plan, reason: string): string {
  return reason.replace(/\bDE(\d{1,3})\b/g, (named, number: string) => {
    const field = FIELD_OF_1987[number];
    const own = field === undefined ? 0 : plan.fields[field];
    return own === 0 ? named : `DE${own}`;
  });
}

/** The element that a reason names, as in `... (DE41) ...`; -1 when it names none. */
export function elementNamedIn(reason: string): number {
  const match = /\bDE(\d{1,3})\b/.exec(reason);
  return match === null ? -1 : Number(match[1]);
}

/** Writes the elements of responses. Belongs to one codec. */
export class ResponseWriter {
  readonly #plan: Plan;
  readonly #writer: MessageWriter;

  constructor(plan: Plan, writer: MessageWriter) {
    this.#plan = plan;
    this.#writer = writer;
  }

  /**
   * Writes the elements of a response to a request on which `scanner` stands. `element`: the
   * element of the request that was wrong; -1 when none was.
   */
  putEchoed(scanner: Scanner, response: Response, element: number): void {
    for (const step of this.#plan.responseSteps) {
      if (this.#putStep(step, response, element)) continue;
      if (step.echoed && scanner.has(step.element) && !scanner.isFaulty(step.element)) this.#writer.copy(step.element, scanner);
    }
  }

  /**
   * Writes the elements of a response without its request: from the fields of the response only.
   */
  putOwn(response: Response): void {
    for (const step of this.#plan.responseSteps) {
      if (!this.#putStep(step, response, -1)) this.#putField(step.element, response);
    }
  }

  /** Writes one element of the response. False when the response has no value for it. */
  #putStep(step: ResponseStep, response: Response, element: number): boolean {
    const plan = this.#plan;
    const writer = this.#writer;
    const transaction = response.class === 'networkManagement' ? undefined : response;
    switch (step.role) {
      case ROLE_RESPONSE_CODE:
        writer.putText(step.element, plan.codeOf.get(response.outcome) ?? '');
        return true;
      case ROLE_OUTCOME_NAME: {
        const name = outcomeNameOf(response, element);
        if (name !== '') writer.putText(step.element, fitted(name, plan.layout.unitsMax[step.element] as number));
        return name !== '';
      }
      case ROLE_AMOUNT:
        if (transaction?.outcome !== 'approvedPartially') return false;
        writer.putInteger(step.element, transaction.approvedAmountMinor);
        return true;
      case ROLE_APPROVAL_CODE:
        if (transaction === undefined || transaction.approvalCode === '') return false;
        writer.putText(step.element, transaction.approvalCode);
        return true;
      case ROLE_AMOUNTS: {
        const amounts = transaction === undefined ? '' : amountsOf(transaction);
        if (amounts !== '') writer.putText(step.element, amounts);
        return amounts !== '';
      }
      case ROLE_REASON:
        if (transaction === undefined || transaction.reason === '') return false;
        writer.putText(step.element, fitted(transaction.reason, plan.layout.unitsMax[step.element] as number));
        return true;
      case ROLE_ADDITIONAL: {
        const spec = plan.dialect.additionalData;
        if (spec === undefined || transaction === undefined || transaction.flag === '') return false;
        writer.putText(step.element, writeAdditional([['flag', transaction.flag]], spec));
        return true;
      }
      default:
        return false;
    }
  }

  /** Writes the field of the response that the element holds, if it has a value. */
  #putField(element: number, response: Response): void {
    const plan = this.#plan;
    const { fields } = plan;
    const put = (text: string): void => {
      if (text !== '') this.#writer.putText(element, text);
    };
    if (element === fields.transmissionTime) put(response.transmissionTimeMs === 0 ? '' : transmissionDigits(response.transmissionTimeMs));
    else if (element === fields.stan) put(String(response.stan));
    else if (element === fields.terminalId) put(response.terminalId);
    else if (response.class === 'networkManagement') {
      const table = plan.networkFunctions[0];
      if (table !== undefined && element === table.element) put((response.function && table.codes.get(response.function)) ?? '');
    } else if (element === fields.processingCode) {
      const code = response.type === '' || response.type === 'unknown' ? undefined : plan.types.codes.get(response.type);
      const template = plan.dialect.templates[String(element)] ?? '';
      put(code === undefined ? '' : code + template.slice(code.length));
    } else if (element === fields.amount) put(response.amountMinor > 0 ? String(response.amountMinor) : '');
    else if (element === fields.acquirerId) put(response.acquirerId);
    else if (element === fields.rrn) put(response.rrn);
    else if (element === fields.merchantId) put(response.merchantId);
    else if (element === fields.currency) put(response.currency === 0 ? '' : String(response.currency));
  }
}
