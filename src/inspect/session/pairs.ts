/** Pairs the requests and responses of an input as a client does: by STAN, otherwise in order. */
import { isResponseMti } from '../../protocol/iso8583/elements/mti.ts';
import { textOf } from '../read/parse-attempt.ts';
import type { InspectedMessage } from './session.ts';

export interface Pair {
  readonly request: InspectedMessage;
  /** Undefined: no response to it was found. */
  readonly response: InspectedMessage | undefined;
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** Responses without a request. */
  readonly unmatched: readonly InspectedMessage[];
  /** Messages without a readable MTI. */
  readonly unread: readonly InspectedMessage[];
}

function mtiOf({ examined }: InspectedMessage): string {
  return examined.shows === 'none' ? '' : examined.attempt.unpacked.mti;
}

function stanOf({ examined: { attempt } }: InspectedMessage): string {
  return textOf(attempt, attempt.dialect.fields.stan);
}

/**
 * A response belongs to the latest open request with its STAN, otherwise to the oldest of its
 * class.
 */
export function pairsOf(messages: readonly InspectedMessage[]): Pairs {
  const answers = new Map<InspectedMessage, InspectedMessage | undefined>();
  const unmatched: InspectedMessage[] = [];
  const unread: InspectedMessage[] = [];
  const open: InspectedMessage[] = [];
  for (const message of messages) {
    const mti = mtiOf(message);
    if (mti === '') unread.push(message);
    else if (!isResponseMti(Number(mti))) {
      answers.set(message, undefined);
      open.push(message);
    } else {
      const at = askedAt(open, stanOf(message), mti);
      const [request] = at < 0 ? [] : open.splice(at, 1);
      if (request === undefined) unmatched.push(message);
      else answers.set(request, message);
    }
  }
  return { pairs: [...answers].map(([request, response]) => ({ request, response })), unmatched, unread };
}

/** Index of the request that a response belongs to; -1 for none. */
function askedAt(open: readonly InspectedMessage[], stan: string, mti: string): number {
  const ofStan = stan === '' ? -1 : open.findLastIndex((request) => stanOf(request) === stan);
  if (ofStan >= 0) return ofStan;
  const ofClass = open.findIndex((request) => mtiOf(request).slice(0, 2) === mti.slice(0, 2));
  return ofClass < 0 && open.length === 1 ? 0 : ofClass;
}
