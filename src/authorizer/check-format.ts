import type { TransactionRequest } from '../protocol/message.ts';

const STAN_MAX = 999_999;
const TERMINAL_ID_LENGTH_MAX = 8;
const PAN_DIGITS_MIN = 12;
const PAN_DIGITS_MAX = 19;
/** ISO/IEC 7813: PAN, separator, expiry and more, without sentinels. */
const TRACK2_LENGTH_MAX = 37;
const TRACK2_AFTER_SEPARATOR_MIN = 4;
/** The last millisecond of year 9999: a time beyond it is a mistake, and would stop a card's message clock for ever. */
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

/** The PAN in a track 2; empty when it can't be parsed. */
function panOfTrack2(track2: string): string {
  if (track2.length > TRACK2_LENGTH_MAX) return '';
  const equals = track2.indexOf('=');
  const separator = equals === -1 ? track2.indexOf('D') : equals;
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

/** What a response is matched on: the same for every message class. Empty when it is there. */
export function matchingProblem(request: {
  readonly stan: number;
  readonly terminalId: string;
  readonly transmissionTimeMs: number;
}): string {
  if (!isStan(request.stan)) return 'The STAN (DE11) must be 1 to 999999.';
  const { terminalId } = request;
  if (terminalId.length === 0 || terminalId.length > TERMINAL_ID_LENGTH_MAX || !isPrintableAscii(terminalId)) {
    return 'The terminal id (DE41) must be 1 to 8 printable ASCII characters.';
  }
  if (!isInstant(request.transmissionTimeMs)) return 'The transmission time (DE7) must be given, as Unix milliseconds.';
  return '';
}

function cardProblem(request: TransactionRequest): string {
  if (request.pan === '' && request.track2 === '') return 'The PAN (DE2) or track 2 (DE35) must be given.';
  if (request.pan !== '' && !isPan(request.pan)) return 'The PAN (DE2) must be 12 to 19 digits.';
  if (request.track2 === '') return '';
  const pan = panOfTrack2(request.track2);
  if (pan === '') return 'Track 2 (DE35) must be a PAN, a separator = or D, and digits, at most 37 characters.';
  if (request.pan !== '' && request.pan !== pan) return 'The PAN (DE2) and the PAN in track 2 (DE35) differ.';
  return '';
}

function originalProblem(request: TransactionRequest): string {
  const { original } = request;
  if (original === undefined || !isStan(original.stan) || !isInstant(original.transmissionTimeMs)) {
    return 'A reversal must name its original by STAN and transmission time (DE90).';
  }
  return original.class === 'reversal' ? 'The original of a reversal can not be a reversal (DE90).' : '';
}

/** Check 1 of the outcome table. One sentence that holds nothing of the message; empty when the format is right. */
export function formatProblem(request: TransactionRequest): string {
  const matching = matchingProblem(request);
  if (matching !== '') return matching;
  if (request.type === '') return 'The transaction type (DE3) must be given.';
  const card = cardProblem(request);
  if (card !== '') return card;
  return request.class === 'reversal' ? originalProblem(request) : '';
}

/** The card of a request whose format is right. */
export function panOf(request: TransactionRequest): string {
  return request.pan === '' ? panOfTrack2(request.track2) : request.pan;
}
