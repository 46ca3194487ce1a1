/** From the elements of a request to the domain's message, without anything in between. */
import { DAY_MS } from '../../../config/duration.ts';
import type {
  MacCheck,
  NetworkRequest,
  OriginalData,
  Purpose,
  Request,
  ReversalReason,
  TransactionClass,
  TransactionRequest,
  WireContext,
} from '../../message.ts';
import { ENTRY_MODES, PIN_BLOCK_FORMATS, PURPOSES, REVERSAL_REASONS, TERMINAL_TYPES } from '../../message.ts';
import { lookUp, lookUpAny } from '../dialect/code-table.ts';
import { type Additional, readAdditionalOf } from '../elements/additional.ts';
import { amountOfType } from '../elements/amounts.ts';
import { berTlvProblem, findTag } from '../elements/ber-tlv.ts';
import { readAcceptor } from '../elements/card-acceptor.ts';
import { countryOf } from '../elements/country.ts';
import type { MtiKind } from '../elements/mti.ts';
import { readDe56, readDe90 } from '../elements/original-data.ts';
import { readStanding } from '../elements/replacement-amount.ts';
import { nearestInstantMs, nearestYear } from '../elements/times.ts';
import { assumedLocalTime, assumedTransmissionMs, UNTIMED_REPEAT } from './assumed-time.ts';
import type { Plan } from './plan.ts';
import { type Problem, problemSentence } from './problem.ts';
import type { Scanner } from './scanner.ts';
import { bytesOf, integerOf, integerOfSlice, textOf, trimmedTextOf, usualTextOf } from './values.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);
const CASHBACK = '40';
const ANY_AMOUNT = '';
/** EMV: terminal country code. */
const TAG_TERMINAL_COUNTRY = 0x9f1a;
const LONG_LOCAL_TIME = 12;
const DE90_DIGITS = 42;
const CENTURY = 2_000;
/** Of DE43 with 40 characters. */
const NAME_LENGTH = 22;
const FIXED_ACCEPTOR = 40;
const BLANK = 0x20;

type Word = 'purpose' | 'entryMode' | 'terminalType' | 'reversalReason';

/** Thrown and caught within this folder, so that the readers below stay plain. */
class Unreadable extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/** What a message holds beside what its elements say. */
export interface Surroundings {
  readonly nowMs: number;
  readonly macCheck: MacCheck;
  readonly wire: WireContext;
}

function fail(plan: Plan, element: number, sentence: string): never {
  throw new Unreadable({ element, sentence: problemSentence(plan.dialect, element, sentence, -1) });
}

/** Half a year: within it the nearest year stays the same. */
const NEAR_MS = 180 * DAY_MS;
let lastTransmission = 0;
let lastTransmissionMs = 0;

/** DE7; 0 when it is not there. Most messages are of the second of the one before. */
function transmissionTimeOf(plan: Plan, scanner: Scanner, nowMs: number): number {
  const element = plan.fields.transmissionTime;
  if (!scanner.has(element)) return 0;
  const digits = integerOf(scanner, element);
  if (digits === lastTransmission && Math.abs(lastTransmissionMs - nowMs) < NEAR_MS) return lastTransmissionMs;
  const month = Math.floor(digits / 100_000_000);
  const day = Math.floor(digits / 1_000_000) % 100;
  const hour = Math.floor(digits / 10_000) % 100;
  const instantMs = nearestInstantMs(month, day, hour, Math.floor(digits / 100) % 100, digits % 100, nowMs);
  if (Number.isNaN(instantMs)) fail(plan, element, 'it is no date and time MMDDhhmmss');
  lastTransmission = digits;
  lastTransmissionMs = instantMs;
  return instantMs;
}

let lastDate = 0;
let lastTime = 0;
let lastYear = 0;
let lastLocalTime = '';

/** DE12 and DE13 as `YYYYMMDDhhmmss`; '' unless both are there. The year is the one nearest to the transmission. */
function localTimeOf(plan: Plan, scanner: Scanner, nearMs: number): string {
  const { localTime, localDate } = plan.fields;
  if (!scanner.has(localTime)) return '';
  const isLong = plan.layout.unitsMax[localTime] === LONG_LOCAL_TIME;
  if (!isLong && (localDate === 0 || !scanner.has(localDate))) return '';
  const date = isLong ? integerOfSlice(scanner, localTime, 2, 6) : integerOf(scanner, localDate);
  const time = isLong ? integerOfSlice(scanner, localTime, 6, LONG_LOCAL_TIME) : integerOf(scanner, localTime);
  const nearest = nearestYear(Math.floor(date / 100), date % 100, nearMs);
  if (nearest === 0) fail(plan, isLong ? localTime : localDate, 'it is no date');
  if (time >= 240_000 || time % 10_000 >= 6_000 || time % 100 >= 60) fail(plan, localTime, 'it is no time');
  const year = isLong ? CENTURY + integerOfSlice(scanner, localTime, 0, 2) : nearest;
  if (date === lastDate && time === lastTime && year === lastYear) return lastLocalTime;
  lastLocalTime = String(year) + String(date).padStart(4, '0') + String(time).padStart(6, '0');
  lastDate = date;
  lastTime = time;
  lastYear = year;
  return lastLocalTime;
}

function cashbackOf(plan: Plan, scanner: Scanner, additional: Additional): number {
  const element = plan.fields.amounts;
  if (element !== 0 && scanner.has(element)) {
    const amounts = textOf(scanner, element);
    const flagged = lookUpAny(scanner, plan.cashbackFlags) !== '';
    const named = amountOfType(amounts, CASHBACK);
    const minor = flagged && named === 0 ? amountOfType(amounts, ANY_AMOUNT) : named;
    return minor < 0 ? fail(plan, element, 'it must be up to six amounts of 20 characters') : minor;
  }
  const told = additional?.get('cashback');
  return told === undefined ? 0 : Number(told);
}

/** The strongest evidence: the terminal's own word, then what the chip was told. */
function terminalCountryOf(plan: Plan, scanner: Scanner, chipData: Buffer, additional: Additional): number {
  const { countries } = plan;
  for (let index = 0; index < countries.length; index += 1) {
    const slice = countries[index];
    const said = slice === undefined ? 0 : integerOfSlice(scanner, slice.element, slice.from, slice.to);
    if (said > 0) return said;
  }
  const told = additional?.get('terminalCountry');
  if (told !== undefined) return countryOf(told);
  if (chipData.length === 0) return 0;
  const tag = findTag(chipData, TAG_TERMINAL_COUNTRY);
  return tag === undefined ? 0 : countryOf(tag.toString('hex'));
}

let lastCountryKey = 0;
let lastCountry = 0;

/** The country at the end of the fixed form of DE43. */
function fixedCountryOf(scanner: Scanner, element: number): number {
  const units = scanner.units[element] as number;
  const first = scanner.charAt(element, units - 3);
  const second = scanner.charAt(element, units - 2);
  const third = scanner.charAt(element, units - 1);
  const key = (first << 16) | (second << 8) | third;
  if (key !== lastCountryKey) {
    lastCountry = countryOf(String.fromCharCode(first, second, third));
    lastCountryKey = key;
  }
  return lastCountry;
}

interface Acceptor {
  readonly name: string;
  readonly country: number;
}

const ACCEPTORS_MAX = 4_096;
const acceptors = new Map<string, Acceptor>();

/** DE43 of variable length; terminals send the same again and again. */
function variableAcceptorOf(scanner: Scanner, element: number): Acceptor {
  const text = usualTextOf(scanner, element);
  const known = acceptors.get(text);
  if (known !== undefined) return known;
  const { name, country } = readAcceptor(text);
  const acceptor = { name, country: countryOf(country) };
  if (acceptors.size >= ACCEPTORS_MAX) acceptors.clear();
  acceptors.set(text, acceptor);
  return acceptor;
}

function isFixedAcceptor(plan: Plan, element: number): boolean {
  return plan.layout.lengthBytes[element] === 0 && plan.layout.unitsMax[element] === FIXED_ACCEPTOR;
}

function merchantCountryOf(plan: Plan, scanner: Scanner): number {
  const element = plan.fields.merchantName;
  if (element === 0 || !scanner.has(element)) return 0;
  return isFixedAcceptor(plan, element) ? fixedCountryOf(scanner, element) : variableAcceptorOf(scanner, element).country;
}

function merchantNameOf(plan: Plan, scanner: Scanner): string {
  const element = plan.fields.merchantName;
  if (element === 0 || !scanner.has(element)) return '';
  if (isFixedAcceptor(plan, element)) return trimmedTextOf(scanner, element, NAME_LENGTH);
  return variableAcceptorOf(scanner, element).name;
}

function chipDataOf(plan: Plan, scanner: Scanner): Buffer {
  const element = plan.fields.chipData;
  if (element === 0 || !scanner.has(element)) return NO_BYTES;
  const bytes = bytesOf(scanner, element);
  const problem = berTlvProblem(bytes);
  return problem === '' ? bytes : fail(plan, element, 'its tags run past its end or are cut short');
}

function standingOf(plan: Plan, scanner: Scanner): number {
  const element = plan.fields.standing;
  if (element === 0 || !scanner.has(element)) return 0;
  const minor = readStanding(textOf(scanner, element));
  return Number.isNaN(minor) ? fail(plan, element, 'its first amount must be 12 digits') : minor;
}

/** DE90 or DE56; undefined when it is not there. */
function originalElementOf(plan: Plan, scanner: Scanner, nearMs: number): OriginalData | undefined {
  const element = plan.fields.original;
  if (element === 0 || !scanner.has(element)) return undefined;
  const text = textOf(scanner, element);
  const original = plan.layout.unitsMax[element] === DE90_DIGITS ? readDe90(text, nearMs) : readDe56(text);
  return original ?? fail(plan, element, 'it does not name a message: MTI, STAN, date and time, acquirer');
}

const UNNAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };

/**
 * What a follow-up or an increment says of its original. Without DE90 (DE56) and RRN it is the message of the same STAN and
 * local date, for a transaction's messages share their STAN.
 */
function originalOf(
  plan: Plan,
  scanner: Scanner,
  messageClass: TransactionClass,
  nearMs: number,
  localTime: string,
  additional: Additional,
): OriginalData | undefined {
  const named = originalElementOf(plan, scanner, nearMs);
  if (messageClass === 'financial' && named === undefined) return undefined;
  const { fields } = plan;
  const approvalCode = messageClass === 'financial' ? '' : trimmedTextOf(scanner, fields.approvalCode);
  const rrn = additional?.get('originalRrn') ?? '';
  const time = Number(additional?.get('originalTime') ?? 0);
  // Of our own terminals, whose tags name the original exactly, the date in DE56 adds nothing.
  let localDate = additional?.get('originalDate') ?? (time === 0 ? named?.localDate : '') ?? '';
  let stan = named?.stan ?? 0;
  if (named === undefined && rrn === '' && localDate === '' && messageClass === 'reversal' && !scanner.has(fields.rrn)) {
    stan = integerOf(scanner, fields.stan);
    localDate = ownLocalDate(plan, scanner) || localTime.slice(4, 8);
  }
  if (named === undefined && approvalCode === '' && rrn === '' && localDate === '') return undefined;
  const transmissionTimeMs = time === 0 ? (named?.transmissionTimeMs ?? 0) : time;
  return { ...(named ?? UNNAMED), stan, transmissionTimeMs, rrn, approvalCode, localDate };
}

/** MMDD. */
function ownLocalDate(plan: Plan, scanner: Scanner): string {
  const { localTime, localDate } = plan.fields;
  if (localDate !== 0) return textOf(scanner, localDate);
  return plan.layout.unitsMax[localTime] === LONG_LOCAL_TIME ? textOf(scanner, localTime).slice(2, 6) : '';
}

/** What a message is for that no table tells: an advice of a pre-authorization completes it, one of a debit corrects it. */
function purposeFrom(plan: Plan, scanner: Scanner, messageClass: TransactionClass, original: OriginalData | undefined): Purpose | '' {
  const named = original?.class ?? '';
  if (messageClass === 'authorization') return named === 'authorization' ? 'increment' : '';
  if (messageClass !== 'advice') return '';
  if (named === 'authorization') return 'completion';
  if (named === 'financial') return 'partialDispense';
  const { rrn, approvalCode, responseCode } = plan.fields;
  return scanner.has(rrn) && scanner.has(approvalCode) && !scanner.has(responseCode) ? 'completion' : '';
}

function wordOf<Name extends string>(rows: readonly { readonly name: Name }[], told: string): Name | '' {
  return rows.find((row) => row.name === told)?.name ?? '';
}

/** What a tag tells; undefined when none does. `-` says that there is none. */
function told<Name extends string>(additional: Additional, field: Word, rows: readonly { readonly name: Name }[]): Name | '' | undefined {
  const word = additional?.get(field);
  return word === undefined ? undefined : wordOf(rows, word);
}

function reasonOf(plan: Plan, scanner: Scanner, messageClass: TransactionClass, additional: Additional): ReversalReason | '' {
  if (messageClass !== 'reversal') return '';
  return told(additional, 'reversalReason', REVERSAL_REASONS) ?? lookUpAny(scanner, plan.reversalReasons);
}

function purposeOf(
  plan: Plan,
  scanner: Scanner,
  messageClass: TransactionClass,
  additional: Additional,
  original: OriginalData | undefined,
): Purpose | '' {
  const word = told(additional, 'purpose', PURPOSES);
  if (word !== undefined) return word;
  return lookUpAny(scanner, plan.purposes) || purposeFrom(plan, scanner, messageClass, original);
}

/** Blanks at its end are seldom, and no two are the same. */
function rrnOf(scanner: Scanner, element: number): string {
  if (!scanner.has(element)) return '';
  const isFilled = scanner.charAt(element, (scanner.units[element] as number) - 1) !== BLANK;
  return isFilled ? textOf(scanner, element) : trimmedTextOf(scanner, element);
}

function hexBytes(text: string | undefined): Buffer {
  return text === undefined ? NO_BYTES : Buffer.from(text, 'hex');
}

function typeOf(plan: Plan, scanner: Scanner): TransactionRequest['type'] {
  return scanner.has(plan.fields.processingCode) ? (lookUp(scanner, plan.types) ?? 'unknown') : '';
}

function readTransaction(
  plan: Plan,
  scanner: Scanner,
  messageClass: TransactionClass,
  repeat: boolean,
  around: Surroundings,
): TransactionRequest {
  const { fields } = plan;
  const additional = readAdditionalOf(plan, scanner);
  if (additional === 'malformed')
    return fail(plan, plan.dialect.additionalData?.element ?? 0, 'a length in it runs past its end or is no number');
  const sentMs = transmissionTimeOf(plan, scanner, around.nowMs);
  const nearMs = sentMs === 0 ? around.nowMs : sentMs;
  const saidTime = localTimeOf(plan, scanner, nearMs);
  if (repeat && sentMs === 0 && saidTime === '' && messageClass !== 'reversal') fail(plan, fields.transmissionTime, UNTIMED_REPEAT);
  const transmissionTimeMs = sentMs === 0 ? assumedTransmissionMs(saidTime, nearMs) : sentMs;
  const localTime = sentMs === 0 && saidTime === '' ? assumedLocalTime(transmissionTimeMs) : saidTime;
  const chipData = chipDataOf(plan, scanner);
  const original =
    messageClass === 'financial' && !scanner.hasSecondary && fields.original > 64
      ? undefined
      : originalOf(plan, scanner, messageClass, nearMs, localTime, additional);
  const pinBlock = additional?.has('pinBlock') ? hexBytes(additional.get('pinBlock')) : bytesOf(scanner, fields.pinBlock);
  return {
    class: messageClass,
    repeat,
    purpose: purposeOf(plan, scanner, messageClass, additional, original),
    type: typeOf(plan, scanner),
    stan: integerOf(scanner, fields.stan),
    rrn: rrnOf(scanner, fields.rrn),
    transmissionTimeMs,
    localTime,
    amountMinor: integerOf(scanner, fields.amount),
    cashbackMinor: cashbackOf(plan, scanner, additional),
    replacementAmountMinor: standingOf(plan, scanner),
    currency: integerOf(scanner, fields.currency),
    pan: textOf(scanner, fields.pan),
    track2: textOf(scanner, fields.track2),
    expiry: usualTextOf(scanner, fields.expiry),
    cardSequence: integerOf(scanner, fields.cardSequence),
    entryMode: told(additional, 'entryMode', ENTRY_MODES) ?? lookUpAny(scanner, plan.entryModes),
    pinBlock,
    pinBlockFormat: additional === undefined ? '' : wordOf(PIN_BLOCK_FORMATS, additional.get('pinBlockFormat') ?? ''),
    pinKeyId: additional?.get('pinKeyId') ?? '',
    pinKsn: hexBytes(additional?.get('pinKsn')),
    newPinBlock: hexBytes(additional?.get('newPinBlock')),
    terminalId: trimmedTextOf(scanner, fields.terminalId),
    terminalType: told(additional, 'terminalType', TERMINAL_TYPES) ?? lookUpAny(scanner, plan.terminalTypes),
    merchantId: trimmedTextOf(scanner, fields.merchantId),
    merchantName: merchantNameOf(plan, scanner),
    mcc: integerOf(scanner, fields.mcc),
    acquirerId: usualTextOf(scanner, fields.acquirerId),
    terminalCountry: terminalCountryOf(plan, scanner, chipData, additional),
    merchantCountry: merchantCountryOf(plan, scanner),
    acquirerCountry: integerOf(scanner, fields.acquirerCountry),
    original,
    reversalReason: reasonOf(plan, scanner, messageClass, additional),
    allowPartialApproval: additional?.get('allowPartialApproval') === '1',
    chipData,
    mac: NO_BYTES,
    macKeyId: '',
    explain: additional?.get('explain') === '1',
    macCheck: around.macCheck,
    context: around.wire,
  };
}

function readNetwork(plan: Plan, scanner: Scanner, repeat: boolean, around: Surroundings): NetworkRequest {
  const { fields } = plan;
  return {
    class: 'networkManagement',
    repeat,
    function: lookUpAny(scanner, plan.networkFunctions),
    stan: integerOf(scanner, fields.stan),
    transmissionTimeMs: transmissionTimeOf(plan, scanner, around.nowMs) || assumedTransmissionMs('', around.nowMs),
    terminalId: trimmedTextOf(scanner, fields.terminalId),
    acquirerId: textOf(scanner, fields.acquirerId),
    macCheck: around.macCheck,
    context: around.wire,
  };
}

/** The message that a scanner has found in order, or what is wrong with it. */
export function readRequest(plan: Plan, scanner: Scanner, kind: MtiKind, around: Surroundings): Request | Problem {
  try {
    if (kind.class === 'networkManagement') return readNetwork(plan, scanner, kind.repeat, around);
    return readTransaction(plan, scanner, kind.class, kind.repeat, around);
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}
