/**
 * From the domain's request to a message of a dialect: what a terminal sends. What the dialect's elements and code tables
 * can't say goes into its private element as tags, so that the message reads back as it was meant.
 */
import { NOK } from '../../iso-codes.ts';
import { MESSAGE_CLASSES, type NetworkRequest, type OriginalData, type Request, type TransactionRequest } from '../../message.ts';
import type { CompiledTable } from '../dialect/code-table.ts';
import type { AdditionalField, Slice } from '../dialect/dialect.ts';
import { writeAdditional } from '../elements/additional-data.ts';
import { type AmountEntry, amountText } from '../elements/amounts.ts';
import { buildAcceptor, buildAcceptor1993 } from '../elements/card-acceptor.ts';
import { alpha3Of } from '../elements/country.ts';
import { writeDe56, writeDe90 } from '../elements/original-data.ts';
import { writeDe30, writeDe95 } from '../elements/replacement-amount.ts';
import { transmissionDigits } from '../elements/times.ts';
import { inAscii } from './ascii.ts';
import { demandedOf, track2Reader } from './demanded.ts';
import { ASCII } from './layout.ts';
import type { Plan } from './plan.ts';
import type { MessageWriter } from './writer.ts';

export type Tags = Map<AdditionalField, string>;

/** Everything that one element takes its value from; undefined: the element is not sent. */
type Put = (request: TransactionRequest, writer: MessageWriter, tags: Tags) => void;

export interface RequestStep {
  readonly element: number;
  readonly put: Put;
}

type Coded = 'type' | 'purpose' | 'entryMode' | 'terminalType' | 'reversalReason';

const TRANSACTION_CLASSES = MESSAGE_CLASSES.filter((name) => name !== 'networkManagement');
const DE90_DIGITS = 42;
const LONG_LOCAL_TIME = 12;
const FIXED_ACCEPTOR = 40;
const ACCEPTORS_MAX = 4_096;
const NOK_TEXT = String(NOK);
const PIN_BLOCK_BYTES = 8;

function cashbackEntry(request: TransactionRequest): AmountEntry {
  const currency = request.currency === 0 ? NOK_TEXT : String(request.currency).padStart(3, '0');
  return { accountType: '00', amountType: '40', currency, sign: 'D', amountMinor: request.cashbackMinor };
}

/** Types that move no money are sent without an amount unless they say one. */
function hasAmount(request: TransactionRequest): boolean {
  return request.amountMinor !== 0 || (request.type !== 'balanceInquiry' && request.type !== 'pinChange');
}

/** DE90 and DE56 name by STAN; an original without one is named by RRN, or by the message's own STAN and date. */
function namesByStan(original: OriginalData | undefined): original is OriginalData {
  return original !== undefined && original.stan !== 0;
}

/** The terminal's clock at the original: as far from UTC as it is now. `YYMMDDhhmmss`; '' when it is not known. */
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
  // Of one country: terminals seldom change it.
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

/** Elements that hold one value of the message. */
function plainSteps(plan: Plan): readonly RequestStep[] {
  const { fields } = plan;
  const text = (element: number, of: (request: TransactionRequest) => string): RequestStep => ({
    element,
    put: (request, writer) => {
      const value = of(request);
      if (value !== '') writer.putText(element, value);
    },
  });
  const integer = (element: number, of: (request: TransactionRequest) => number): RequestStep => ({
    element,
    put: (request, writer) => {
      const value = of(request);
      if (value !== 0) writer.putInteger(element, value);
    },
  });
  return [
    text(fields.pan, (request) => request.pan),
    {
      element: fields.amount,
      put: (request, writer) => {
        if (hasAmount(request)) writer.putInteger(fields.amount, request.amountMinor);
      },
    },
    {
      element: fields.transmissionTime,
      put: (request, writer) => {
        if (request.transmissionTimeMs !== 0) writer.putText(fields.transmissionTime, transmissionDigits(request.transmissionTimeMs));
      },
    },
    integer(fields.stan, (request) => request.stan),
    { element: fields.localTime, put: putLocalTime(plan, fields.localTime) },
    text(fields.localDate, (request) => request.localTime.slice(4, 8)),
    text(fields.expiry, (request) => request.expiry),
    integer(fields.mcc, (request) => request.mcc),
    integer(fields.acquirerCountry, (request) => request.acquirerCountry),
    integer(fields.cardSequence, (request) => request.cardSequence),
    text(fields.acquirerId, (request) => request.acquirerId),
    text(fields.track2, track2Reader(plan)),
    text(fields.rrn, (request) => request.rrn),
    { element: fields.approvalCode, put: putApprovalCode(fields.approvalCode) },
    text(fields.terminalId, (request) => request.terminalId),
    text(fields.merchantId, (request) => request.merchantId),
    { element: fields.merchantName, put: putAcceptor(plan, fields.merchantName) },
    integer(fields.currency, (request) => request.currency),
    {
      element: fields.pinBlock,
      put: (request, writer) => {
        if (request.pinBlock.length === PIN_BLOCK_BYTES) writer.putBytes(fields.pinBlock, request.pinBlock);
      },
    },
    {
      element: fields.amounts,
      put: (request, writer) => {
        if (request.cashbackMinor !== 0) writer.putText(fields.amounts, amountText(cashbackEntry(request)));
      },
    },
    {
      element: fields.chipData,
      put: (request, writer) => {
        if (request.chipData.length > 0) writer.putBytes(fields.chipData, request.chipData);
      },
    },
    { element: fields.original, put: putOriginal(plan, fields.original) },
    {
      element: fields.standing,
      put: (request, writer) => {
        const { replacementAmountMinor } = request;
        if (replacementAmountMinor === 0) return;
        const isDe95 = plan.layout.unitsMax[fields.standing] === DE90_DIGITS;
        writer.putText(fields.standing, isDe95 ? writeDe95(replacementAmountMinor) : writeDe30(replacementAmountMinor));
      },
    },
  ];
}

/** A code table and the word of the message that it writes. */
interface Overlay {
  readonly field: Coded;
  readonly table: CompiledTable<string>;
}

/** Of each vocabulary's tables those that are written: not where another field has the element. */
function overlaysOf(plan: Plan): ReadonlyMap<number, readonly Overlay[]> {
  const byElement = new Map<number, Overlay[]>();
  const add = (field: Coded, tables: readonly CompiledTable<string>[]): void => {
    for (const table of tables) {
      if (table.element === plan.fields.mcc) continue;
      byElement.set(table.element, [...(byElement.get(table.element) ?? []), { field, table }]);
    }
  };
  add('type', [plan.types]);
  add('purpose', plan.purposes);
  add('entryMode', plan.entryModes);
  add('terminalType', plan.terminalTypes);
  add('reversalReason', plan.reversalReasons);
  return byElement;
}

function overlaid(text: string, from: number, code: string): string {
  return text.slice(0, from) + code + text.slice(from + code.length);
}

/** 'unknown' stands for every type that this product has no name for. */
const UNKNOWN_TYPE = '99';

function codeOf(table: CompiledTable<string>, field: Coded, request: TransactionRequest): string | undefined {
  const word = request[field];
  if (word === '') return undefined;
  return field === 'type' && word === 'unknown' ? UNKNOWN_TYPE : table.codes.get(word);
}

/** An element that is made of a template and codes in it. `country` is where the terminal's country stands in it. */
function codedStep(plan: Plan, element: number, overlays: readonly Overlay[], country: Slice | undefined): RequestStep {
  const template = plan.dialect.templates[String(element)] ?? '0'.repeat(plan.layout.unitsMax[element] as number);
  // What was written last is mostly what is to be written now.
  const lastCodes: (string | undefined)[] = overlays.map(() => undefined);
  let lastCountry = 0;
  let lastText = '';
  const textOf = (): string => {
    let text = '';
    for (const [index, { table }] of overlays.entries()) {
      const code = lastCodes[index];
      if (code !== undefined) text = overlaid(text === '' ? template : text, table.from, code);
    }
    if (country === undefined || lastCountry === 0) return text;
    return overlaid(text === '' ? template : text, country.position - 1, String(lastCountry).padStart(country.length, '0'));
  };
  return {
    element,
    put: (request, writer) => {
      let isSame = true;
      for (let index = 0; index < overlays.length; index += 1) {
        const { field, table } = overlays[index] as Overlay;
        const code = codeOf(table, field, request);
        if (code === lastCodes[index]) continue;
        lastCodes[index] = code;
        isSame = false;
      }
      if (country !== undefined && request.terminalCountry !== lastCountry) {
        lastCountry = request.terminalCountry;
        isSame = false;
      }
      if (!isSame) lastText = textOf();
      if (lastText !== '') writer.putText(element, lastText);
    },
  };
}

/** What every message of its class has. */
function demandedSteps(plan: Plan, carried: ReadonlySet<number>): readonly RequestStep[] {
  return TRANSACTION_CLASSES.flatMap((messageClass) =>
    demandedOf(plan, messageClass, carried).map(({ element, text }) => ({
      element,
      put: (request: TransactionRequest, writer: MessageWriter) => {
        if (request.class === messageClass) writer.putText(element, text);
      },
    })),
  );
}

/** How a dialect's terminals write their transactions: one step an element, in ascending order. */
export function requestStepsOf(plan: Plan): readonly RequestStep[] {
  const overlays = overlaysOf(plan);
  const country = plan.dialect.terminalCountry[0];
  const elements = new Set(overlays.keys());
  if (country !== undefined) elements.add(country.element);
  const steps = plainSteps(plan).filter((step) => step.element !== 0 && !elements.has(step.element));
  for (const element of elements) {
    steps.push(codedStep(plan, element, overlays.get(element) ?? [], country?.element === element ? country : undefined));
  }
  steps.push(...demandedSteps(plan, new Set(steps.map((step) => step.element))));
  const spec = plan.dialect.additionalData;
  if (spec !== undefined) {
    steps.push({
      element: spec.element,
      put: (_request, writer, tags) => {
        if (tags.size > 0) writer.putText(spec.element, writeAdditional(tags, spec));
      },
    });
  }
  return steps.sort((a, b) => a.element - b.element);
}

/** True when an element above 64 is sent. */
export function needsSecondary(plan: Plan, request: Request): boolean {
  const { fields } = plan;
  if (request.class === 'networkManagement') return plan.networkFunctions.some((table) => table.element > 64);
  return (fields.original > 64 && namesByStan(request.original)) || (fields.standing > 64 && request.replacementAmountMinor !== 0);
}

/** Without an element for it there is no function, and the host says so. */
export function putNetwork(plan: Plan, request: NetworkRequest, writer: MessageWriter): void {
  const { fields } = plan;
  const table = plan.networkFunctions[0];
  const code = request.function === '' ? undefined : table?.codes.get(request.function);
  const steps: readonly (readonly [number, () => void])[] = [
    [
      fields.transmissionTime,
      () => request.transmissionTimeMs !== 0 && writer.putText(fields.transmissionTime, transmissionDigits(request.transmissionTimeMs)),
    ],
    [fields.stan, () => writer.putInteger(fields.stan, request.stan)],
    [fields.acquirerId, () => request.acquirerId !== '' && writer.putText(fields.acquirerId, request.acquirerId)],
    [fields.terminalId, () => request.terminalId !== '' && writer.putText(fields.terminalId, request.terminalId)],
    [table?.element ?? 0, () => code !== undefined && writer.putText(table?.element ?? 0, code)],
  ];
  const demanded = demandedOf(plan, 'networkManagement', new Set(steps.map(([element]) => element))).map(
    ({ element, text }) => [element, () => writer.putText(element, text)] as const,
  );
  for (const [element, put] of [...steps, ...demanded].sort(([a], [b]) => a - b)) if (element !== 0) put();
}
