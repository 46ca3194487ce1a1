/**
 * Original data elements: they name the message that a reversal, completion or increment refers to.
 *
 *     DE90, 1987, n 42     MTI 4, STAN 6, DE7 of the original 10, acquirer 11, forwarder 11;
 *                          zero filled on the left
 *     DE56, 1993, n ..35   MTI 4, STAN 6, local date and time YYMMDDhhmmss 12,
 *                          length of the acquirer 2, acquirer ..11
 */
import type { OriginalData, TransactionClass } from '../../message.ts';
import { digitsValue, isDigits, paddedDigits, withoutLeadingZeros } from '../codec/digits.ts';
import { isDayOfMonth, isTimeOfDay, nearestInstantMs, transmissionDigits } from './times.ts';

const STAN_AT = 4;
const STAN_DIGITS = 6;
const TIME_AT = 10;
const TRANSMISSION_DIGITS = 10;
const ACQUIRER_DIGITS_MAX = 11;
const DE90_DIGITS = 42;
const DE90_ACQUIRER_AT = TIME_AT + TRANSMISSION_DIGITS;
const NO_TRANSMISSION_TIME = '0'.repeat(TRANSMISSION_DIGITS);
const NO_FORWARDER = '0'.repeat(ACQUIRER_DIGITS_MAX);
const LOCAL_DIGITS = 12;
const NO_LOCAL_TIME = '0'.repeat(LOCAL_DIGITS);
const DE56_LENGTH_AT = TIME_AT + LOCAL_DIGITS;
const DE56_ACQUIRER_AT = DE56_LENGTH_AT + 2;
const DE56_DIGITS_MAX = DE56_ACQUIRER_AT + ACQUIRER_DIGITS_MAX;

/** The original's MTI by class; zeros when the class is not known. */
const MTI_1987: Readonly<Record<TransactionClass | '', string>> = {
  authorization: '0100',
  financial: '0200',
  advice: '0220',
  reversal: '0400',
  '': '0000',
};
const MTI_1993: Readonly<Record<TransactionClass | '', string>> = {
  authorization: '1100',
  financial: '1200',
  advice: '1220',
  reversal: '1420',
  '': '0000',
};

/**
 * The class from digits 2 and 3 of an MTI: message class and function (ISO 8583:1987 4.1). '' for a
 * class that moves no money.
 */
function classOfMti(text: string): TransactionClass | '' {
  const messageClass = text[1];
  if (messageClass === '4') return 'reversal';
  const isAdvice = text[2] === '2' || text[2] === '3';
  if (messageClass === '1') return isAdvice ? 'advice' : 'authorization';
  if (messageClass === '2') return isAdvice ? 'advice' : 'financial';
  return '';
}

/** The acquirer as in DE32, at most 11 digits. The error does not quote the value. */
function acquirerDigits(acquirerId: string): string {
  if (acquirerId.length > ACQUIRER_DIGITS_MAX || !isDigits(acquirerId, 0, acquirerId.length)) {
    throw new RangeError(`The acquirer of the original must be at most ${ACQUIRER_DIGITS_MAX} digits.`);
  }
  return acquirerId;
}

/**
 * Reads DE90. The year of the original is the one nearest to `nearMs`. A time of zeros is read as
 * 0, an acquirer of zeros as ''. Undefined when it is not 42 digits or its time is not a date and
 * time.
 */
export function readDe90(text: string, nearMs: number): OriginalData | undefined {
  if (text.length !== DE90_DIGITS || !isDigits(text, 0, DE90_DIGITS)) return undefined;
  let transmissionTimeMs = 0;
  if (!text.startsWith(NO_TRANSMISSION_TIME, TIME_AT)) {
    transmissionTimeMs = nearestInstantMs(digitsValue(text, TIME_AT, TRANSMISSION_DIGITS), nearMs);
    if (Number.isNaN(transmissionTimeMs)) return undefined;
  }
  return {
    class: classOfMti(text),
    stan: digitsValue(text, STAN_AT, STAN_DIGITS),
    transmissionTimeMs,
    acquirerId: withoutLeadingZeros(text.slice(DE90_ACQUIRER_AT, DE90_ACQUIRER_AT + ACQUIRER_DIGITS_MAX)),
    rrn: '',
    approvalCode: '',
    localDate: '',
  };
}

/**
 * Writes DE90: 42 digits. It cannot hold the RRN, approval code and local date of the original.
 * Throws a RangeError when the STAN or the acquirer does not fit.
 */
export function writeDe90(original: OriginalData): string {
  const { transmissionTimeMs } = original;
  const time = transmissionTimeMs === 0 ? NO_TRANSMISSION_TIME : transmissionDigits(transmissionTimeMs);
  const stan = paddedDigits(original.stan, STAN_DIGITS, 'The STAN of the original');
  const acquirer = acquirerDigits(original.acquirerId).padStart(ACQUIRER_DIGITS_MAX, '0');
  return `${MTI_1987[original.class]}${stan}${time}${acquirer}${NO_FORWARDER}`;
}

/**
 * MMDD of a local `YYMMDDhhmmss`; '' when it is zeros, undefined when it is not a date and time.
 */
function localDateOf(text: string): string | undefined {
  if (text.startsWith(NO_LOCAL_TIME, TIME_AT)) return '';
  const isDate = isDayOfMonth(digitsValue(text, TIME_AT + 2, 2), digitsValue(text, TIME_AT + 4, 2));
  const isTime = isTimeOfDay(digitsValue(text, TIME_AT + 6, 2), digitsValue(text, TIME_AT + 8, 2), digitsValue(text, TIME_AT + 10, 2));
  return isDate && isTime ? text.slice(TIME_AT + 2, TIME_AT + 6) : undefined;
}

/**
 * Reads DE56: class, STAN, acquirer and the local date (MMDD). It has no transmission time, which
 * is 0 in the result. The length of the acquirer may be missing when there is no acquirer.
 * Undefined when it is not digits, its length is wrong, or its date and time are not valid.
 */
export function readDe56(text: string): OriginalData | undefined {
  if (text.length < DE56_LENGTH_AT || text.length > DE56_DIGITS_MAX || !isDigits(text, 0, text.length)) return undefined;
  if (text.length > DE56_LENGTH_AT) {
    const length = digitsValue(text, DE56_LENGTH_AT, 2);
    if (length === -1 || text.length !== DE56_ACQUIRER_AT + length) return undefined;
  }
  const localDate = localDateOf(text);
  if (localDate === undefined) return undefined;
  return {
    class: classOfMti(text),
    stan: digitsValue(text, STAN_AT, STAN_DIGITS),
    transmissionTimeMs: 0,
    acquirerId: withoutLeadingZeros(text.slice(DE56_ACQUIRER_AT)),
    rrn: '',
    approvalCode: '',
    localDate,
  };
}

/**
 * Writes DE56: 24 to 35 digits. `localTime` is DE12 of the original, `YYMMDDhhmmss`; '' when it is
 * not known. Throws a RangeError when the STAN, the acquirer or the local time does not fit.
 */
export function writeDe56(original: OriginalData, localTime: string): string {
  const time = localTime === '' ? NO_LOCAL_TIME : localTime;
  if (time.length !== LOCAL_DIGITS || !isDigits(time, 0, LOCAL_DIGITS)) {
    throw new RangeError('The local time of the original must be 12 digits, YYMMDDhhmmss.');
  }
  const stan = paddedDigits(original.stan, STAN_DIGITS, 'The STAN of the original');
  const acquirer = acquirerDigits(original.acquirerId);
  return `${MTI_1993[original.class]}${stan}${time}${String(acquirer.length).padStart(2, '0')}${acquirer}`;
}
