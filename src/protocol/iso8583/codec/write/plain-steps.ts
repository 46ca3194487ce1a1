/** Writes the elements that hold one field of the request each, without a code table. */
import { NOK } from '../../../iso-codes.ts';
import type { OriginalData, TransactionRequest } from '../../../message.ts';
import { type AmountEntry, amountText } from '../../elements/amounts.ts';
import { buildAcceptor, buildAcceptor1993 } from '../../elements/card-acceptor.ts';
import { alpha3Of } from '../../elements/country.ts';
import { writeDe56, writeDe90 } from '../../elements/original-data.ts';
import { writeDe30, writeDe95 } from '../../elements/replacement-amount.ts';
import { transmissionDigits } from '../../elements/times.ts';
import { ASCII } from '../layout.ts';
import type { Plan } from '../plan.ts';
import { inAscii } from './ascii.ts';
import { namesByStan, type Put, type RequestStep } from './request-step.ts';
import { track2Reader } from './required-elements.ts';

const DE90_DIGITS = 42;
const DE95_CHARACTERS = 42;
const LONG_LOCAL_TIME = 12;
const FIXED_ACCEPTOR = 40;
const ACCEPTORS_MAX = 4_096;
const NOK_TEXT = String(NOK);
const PIN_BLOCK_BYTES = 8;

function cashbackEntry(request: TransactionRequest): AmountEntry {
  const currency = request.currency === 0 ? NOK_TEXT : String(request.currency).padStart(3, '0');
  return { accountType: '00', amountType: '40', currency, sign: 'D', amountMinor: request.cashbackMinor };
}

/** False for a transaction that moves no money, unless the request has an amount all the same. */
function hasAmount(request: TransactionRequest): boolean {
  return request.amountMinor !== 0 || (request.type !== 'balanceInquiry' && request.type !== 'pinChange');
}

/**
 * The local time of the original, `YYMMDDhhmmss`. Assumes that its offset from UTC is that of the
 * request. '' when the request has no local time.
 */
function originalLocalTime(request: TransactionRequest, original: OriginalData): string {
  const { localTime, transmissionTimeMs } = request;
  if (localTime.length !== 14 || original.transmissionTimeMs === 0) return '';
  const part = (from: number, to: number): number => Number(localTime.slice(from, to));
  const localMs = Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
  const offsetMs = localMs - Math.floor(transmissionTimeMs / 1000) * 1000;
  const instant = new Date(original.transmissionTimeMs + offsetMs);
  return instant.toISOString().replace(/[-:T]/g, '').slice(2, 14);
}

function putOriginal(plan: Plan, element: number): Put {
  const isDe90 = plan.layout.unitsMax[element] === DE90_DIGITS;
  return (request, writer) => {
    const { original } = request;
    if (!namesByStan(original)) return;
    writer.putText(element, isDe90 ? writeDe90(original) : writeDe56(original, originalLocalTime(request, original)));
  };
}

function putApprovalCode(element: number): Put {
  return (request, writer) => {
    const code = request.original?.approvalCode ?? '';
    if (code !== '') writer.putText(element, code);
  };
}

function putLocalTime(plan: Plan, element: number): Put {
  const from = plan.layout.unitsMax[element] === LONG_LOCAL_TIME ? 2 : 8;
  return (request, writer) => {
    if (request.localTime !== '') writer.putText(element, request.localTime.slice(from));
  };
}

function putAcceptor(plan: Plan, element: number): Put {
  const isFixed = plan.layout.unitsMax[element] === FIXED_ACCEPTOR;
  const isAscii = plan.layout.encoding[element] === ASCII;
  // Texts built so far, for one country, because a terminal rarely changes its country.
  const built = new Map<string, string>();
  let builtFor = Number.NaN;
  return (request, writer) => {
    const { merchantName, merchantCountry } = request;
    if (merchantName === '' && merchantCountry === 0) return;
    let text = built.get(merchantName);
    if (text === undefined || builtFor !== merchantCountry) {
      if (builtFor !== merchantCountry || built.size >= ACCEPTORS_MAX) built.clear();
      builtFor = merchantCountry;
      const country = merchantCountry === 0 ? '' : alpha3Of(merchantCountry) || String(merchantCountry);
      text = (isFixed ? buildAcceptor : buildAcceptor1993)(isAscii ? inAscii(merchantName) : merchantName, '', country);
      built.set(merchantName, text);
    }
    writer.putText(element, text);
  };
}

function putReplacementAmount(plan: Plan, element: number): Put {
  const isDe95 = plan.layout.unitsMax[element] === DE95_CHARACTERS;
  return (request, writer) => {
    const { replacementAmountMinor } = request;
    if (replacementAmountMinor === 0) return;
    writer.putText(element, isDe95 ? writeDe95(replacementAmountMinor) : writeDe30(replacementAmountMinor));
  };
}

/** A step that writes a text field, unless it is empty. */
function text(element: number, of: (request: TransactionRequest) => string): RequestStep {
  return {
    element,
    put: (request, writer) => {
      const value = of(request);
      if (value !== '') writer.putText(element, value);
    },
  };
}

/** A step that writes a whole number, unless it is 0. */
function integer(element: number, of: (request: TransactionRequest) => number): RequestStep {
  return {
    element,
    put: (request, writer) => {
      const value = of(request);
      if (value !== 0) writer.putInteger(element, value);
    },
  };
}

function cardSteps({ fields }: Plan, track2: (request: TransactionRequest) => string): readonly RequestStep[] {
  return [
    text(fields.pan, (request) => request.pan),
    text(fields.expiry, (request) => request.expiry),
    integer(fields.cardSequence, (request) => request.cardSequence),
    text(fields.track2, track2),
    {
      element: fields.pinBlock,
      put: (request, writer) => {
        if (request.pinBlock.length === PIN_BLOCK_BYTES) writer.putBytes(fields.pinBlock, request.pinBlock);
      },
    },
    {
      element: fields.chipData,
      put: (request, writer) => {
        if (request.chipData.length > 0) writer.putBytes(fields.chipData, request.chipData);
      },
    },
  ];
}

function amountSteps(plan: Plan): readonly RequestStep[] {
  const { fields } = plan;
  return [
    {
      element: fields.amount,
      put: (request, writer) => {
        if (hasAmount(request)) writer.putInteger(fields.amount, request.amountMinor);
      },
    },
    integer(fields.currency, (request) => request.currency),
    {
      element: fields.amounts,
      put: (request, writer) => {
        if (request.cashbackMinor !== 0) writer.putText(fields.amounts, amountText(cashbackEntry(request)));
      },
    },
    { element: fields.standing, put: putReplacementAmount(plan, fields.standing) },
  ];
}

function terminalSteps(plan: Plan): readonly RequestStep[] {
  const { fields } = plan;
  return [
    integer(fields.mcc, (request) => request.mcc),
    integer(fields.acquirerCountry, (request) => request.acquirerCountry),
    text(fields.acquirerId, (request) => request.acquirerId),
    text(fields.terminalId, (request) => request.terminalId),
    text(fields.merchantId, (request) => request.merchantId),
    { element: fields.merchantName, put: putAcceptor(plan, fields.merchantName) },
  ];
}

/** What identifies the message and its original: times, STAN, RRN, approval code. */
function referenceSteps(plan: Plan): readonly RequestStep[] {
  const { fields } = plan;
  return [
    {
      element: fields.transmissionTime,
      put: (request, writer) => {
        if (request.transmissionTimeMs !== 0) writer.putText(fields.transmissionTime, transmissionDigits(request.transmissionTimeMs));
      },
    },
    integer(fields.stan, (request) => request.stan),
    { element: fields.localTime, put: putLocalTime(plan, fields.localTime) },
    text(fields.localDate, (request) => request.localTime.slice(4, 8)),
    text(fields.rrn, (request) => request.rrn),
    { element: fields.approvalCode, put: putApprovalCode(fields.approvalCode) },
    { element: fields.original, put: putOriginal(plan, fields.original) },
  ];
}

/** The steps in no particular order. A field that this dialect does not have is for element 0. */
export function plainSteps(plan: Plan): readonly RequestStep[] {
  return [...referenceSteps(plan), ...amountSteps(plan), ...cardSteps(plan, track2Reader(plan)), ...terminalSteps(plan)];
}
