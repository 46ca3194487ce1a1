/**
 * The check `format`: mandatory elements, lengths, and whether the PAN (DE2) agrees with track 2
 * (DE35).
 */
import { eventRow, type MessageEvent } from '../limits/rules/event.ts';
import { track2SeparatorAt } from '../protocol/iso8583/elements/track2.ts';
import type { NetworkRequest, OriginalData, TransactionRequest } from '../protocol/message.ts';
import type { Exchange } from './exchange.ts';
import { namesOriginal } from './keys.ts';

const STAN_MAX = 999_999;
const TERMINAL_ID_LENGTH_MAX = 8;
const PAN_DIGITS_MIN = 12;
const PAN_DIGITS_MAX = 19;
const RRN_LENGTH_MAX = 12;
const APPROVAL_CODE_LENGTH_MAX = 6;
const LOCAL_TIME_DIGITS = 14;
const LOCAL_DATE_DIGITS = 4;
/** ISO/IEC 7813: PAN, separator, expiry and further data, without sentinels. */
const TRACK2_LENGTH_MAX = 37;
const TRACK2_AFTER_SEPARATOR_MIN = 4;
/**
 * The last millisecond of the year 9999. A later time is a mistake, and would stop the message
 * clock of a card forever.
 */
const INSTANT_MAX_MS = 253_402_300_799_999;

function allDigits(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function isPan(text: string): boolean {
  return text.length >= PAN_DIGITS_MIN && text.length <= PAN_DIGITS_MAX && allDigits(text, 0, text.length);
}

/** The PAN in track 2; empty when it cannot be parsed. */
function panOfTrack2(track2: string): string {
  if (track2.length > TRACK2_LENGTH_MAX) return '';
  const separator = track2SeparatorAt(track2);
  if (separator === -1 || track2.length - separator - 1 < TRACK2_AFTER_SEPARATOR_MIN) return '';
  const pan = track2.slice(0, separator);
  return isPan(pan) && allDigits(track2, separator + 1, track2.length) ? pan : '';
}

function isPrintableAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126) return false;
  }
  return true;
}

function isInstant(ms: number): boolean {
  return Number.isInteger(ms) && ms > 0 && ms <= INSTANT_MAX_MS;
}

function isStan(stan: number): boolean {
  return Number.isInteger(stan) && stan >= 1 && stan <= STAN_MAX;
}

/** The elements that a response is matched on. */
function matchingProblem({ stan, terminalId, transmissionTimeMs }: TransactionRequest | NetworkRequest): string {
  if (!isStan(stan)) return 'The STAN (DE11) must be 1 to 999999.';
  if (terminalId.length > TERMINAL_ID_LENGTH_MAX || !isPrintableAscii(terminalId)) {
    return 'The terminal id (DE41) must be 1 to 8 printable ASCII characters.';
  }
  if (!isInstant(transmissionTimeMs)) return 'The transmission time (DE7) must be given, and be a time that exists.';
  return '';
}

/** The check `format` of a network message, which a host without a terminal id may send. */
export function networkProblem(request: NetworkRequest): string {
  return matchingProblem(request);
}

/** Sets the PAN of the exchange. */
function cardProblem(exchange: Exchange): string {
  const { request } = exchange;
  exchange.pan = request.pan;
  if (request.pan === '' && request.track2 === '') return 'The PAN (DE2) or track 2 (DE35) must be given.';
  if (request.pan !== '' && !isPan(request.pan)) return 'The PAN (DE2) must be 12 to 19 digits.';
  if (request.track2 === '') return '';
  const pan = panOfTrack2(request.track2);
  if (pan === '') return 'Track 2 (DE35) must be a PAN, a separator = or D, and digits, at most 37 characters.';
  if (request.pan !== '' && request.pan !== pan) return 'The PAN (DE2) and the PAN in track 2 (DE35) differ.';
  exchange.pan = pan;
  return '';
}

function isShortText(text: string, lengthMax: number): boolean {
  return text.length <= lengthMax && isPrintableAscii(text);
}

/** Empty, or this many digits. */
function isDigitsOrNone(text: string, digits: number): boolean {
  return text === '' || (text.length === digits && allDigits(text, 0, digits));
}

function originalDataProblem(original: OriginalData): string {
  if (original.class === 'reversal') return 'The original cannot be a reversal (DE90).';
  if (original.stan !== 0 && !isStan(original.stan)) return 'The STAN of the original (DE90) must be 1 to 999999.';
  if (original.transmissionTimeMs !== 0 && !isInstant(original.transmissionTimeMs)) {
    return 'The transmission time of the original (DE90) must be Unix milliseconds.';
  }
  if (!isShortText(original.rrn, RRN_LENGTH_MAX)) return 'The RRN of the original (DE37) must be at most 12 printable ASCII characters.';
  if (!isShortText(original.approvalCode, APPROVAL_CODE_LENGTH_MAX)) {
    return 'The approval code of the original (DE38) must be at most 6 printable ASCII characters.';
  }
  return isDigitsOrNone(original.localDate, LOCAL_DATE_DIGITS) ? '' : 'The local date of the original (DE13) must be 4 digits, MMDD.';
}

function originalProblem(request: TransactionRequest, event: MessageEvent): string {
  const need = eventRow(event).original;
  if (need === 'none') return '';
  if (need === 'required' && !namesOriginal(request)) {
    return 'The original must be named: by STAN and transmission time (DE90), by RRN (DE37), or by STAN and local date.';
  }
  return request.original === undefined ? '' : originalDataProblem(request.original);
}

function eventProblem(request: TransactionRequest, event: MessageEvent): string {
  if (event === 'pinChange' && request.newPinBlock.length === 0) return 'A PIN change must bring the new PIN block.';
  return originalProblem(request, event);
}

/**
 * Describes the mistake in one sentence without data of the message. Empty when the format is
 * right; then the PAN of the exchange is set. `event` undefined: the combination of class, purpose
 * and type is not supported.
 */
export function formatProblem(exchange: Exchange, event: MessageEvent | undefined): string {
  const { request } = exchange;
  if (request.terminalId === '') return 'The terminal id (DE41) must be given.';
  const matching = matchingProblem(request);
  if (matching !== '') return matching;
  if (request.type === '') return 'The transaction type (DE3) must be given.';
  if (!isShortText(request.rrn, RRN_LENGTH_MAX)) return 'The RRN (DE37) must be at most 12 printable ASCII characters.';
  if (!isDigitsOrNone(request.localTime, LOCAL_TIME_DIGITS)) return 'The local time (DE12, DE13) must be 14 digits, YYYYMMDDhhmmss.';
  const card = cardProblem(exchange);
  if (card !== '' || event === undefined) return card;
  return eventProblem(request, event);
}

/** The PAN of a request, from DE2 or track 2; empty when neither gives one. */
export function panOf(request: Pick<TransactionRequest, 'pan' | 'track2'>): string {
  return request.pan === '' ? panOfTrack2(request.track2) : request.pan;
}
