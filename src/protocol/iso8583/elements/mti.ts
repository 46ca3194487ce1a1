/**
 * Message type indicators: version, class, function and origin, one digit each (ISO 8583:1987 and
 * 1993, clause 4).
 */
import type { MessageClass } from '../../message.ts';

export type MtiKind = { readonly kind: 'request' | 'response'; readonly class: MessageClass; readonly repeat: boolean };

const FUNCTIONS = ['request', 'response', 'request', 'response'] as const;
/** 0 acquirer, 1 acquirer repeat, 2 card issuer, 3 issuer repeat, 4 other, 5 other repeat. */
const ORIGIN_MAX = 5;

function classOf(classDigit: number, isAdvice: boolean): MessageClass | undefined {
  switch (classDigit) {
    case 1:
      return isAdvice ? 'advice' : 'authorization';
    case 2:
      return isAdvice ? 'advice' : 'financial';
    case 4:
      return 'reversal';
    case 8:
      return 'networkManagement';
    default:
      return undefined;
  }
}

function kindOf(mti: number): MtiKind | undefined {
  const messageFunction = FUNCTIONS[Math.trunc(mti / 10) % 10];
  const origin = mti % 10;
  if (messageFunction === undefined || origin > ORIGIN_MAX) return undefined;
  const isAdvice = Math.trunc(mti / 10) % 10 >= 2;
  const messageClass = classOf(Math.trunc(mti / 100) % 10, isAdvice);
  if (messageClass === undefined) return undefined;
  return { kind: messageFunction, class: messageClass, repeat: origin % 2 === 1 };
}

/** Indexed by the last three digits. */
const KINDS: readonly (MtiKind | undefined)[] = Array.from({ length: 1_000 }, (_none, mti) => kindOf(mti));

/** The kind of message, whatever its version; undefined for kinds that aksept does not support. */
export function mtiKind(mti: number): MtiKind | undefined {
  return KINDS[mti % 1_000];
}

/** The response MTI for a request's. A repeat gets the same response MTI as its original. */
export function responseMti(mti: number): number {
  return mti - (mti % 2) + 10;
}

/** True for a response or an acknowledgement (functions 1, 3, 5, 7, 9). */
export function isResponseMti(mti: number): boolean {
  return Math.trunc(mti / 10) % 2 === 1;
}

const NOTIFICATION = 4;
const VERSION_1993 = 1_000;

/**
 * True for a message that nobody answers, by its function digit: a response or an acknowledgement
 * (1, 3, 5, 7), or a notification (4, which ISO 8583:1987 reserves).
 */
export function isNeverAnswered(mti: number): boolean {
  return isResponseMti(mti) || (mti >= VERSION_1993 && Math.trunc(mti / 10) % 10 === NOTIFICATION);
}

/** The MTI as four digits. */
export function mtiText(mti: number): string {
  return String(mti).padStart(4, '0');
}
