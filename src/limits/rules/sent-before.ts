/**
 * Whether a stored answer is that to an earlier sending of a message: a repeat may carry a new
 * transmission time (DE7 is set for each outgoing message), so its key is another.
 */
import { DAY_MS } from '../../config/duration.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import type { SentMessage } from './command.ts';
import { senderOf } from './names.ts';

/** How far apart two sendings may be when only their content says that they are one message. */
const CONTENT_DECIDES_MS = DAY_MS;

/**
 * True for an answer to the same message: terminal, STAN, class, and local date and time (DE12 and
 * DE13). Without local times the content decides, within 24 hours. A message without the repeat
 * flag is compared only with answers to repeats that overtook it.
 */
export function isSentBefore(message: SentMessage, key: string, answer: StoredAnswer, nowMs: number): boolean {
  if (key === message.key || senderOf(key) !== senderOf(message.key)) return false;
  if (!message.repeat && !answer.fromRepeat) return false;
  const isNear = Math.abs(nowMs - answer.decidedAtMs) < CONTENT_DECIDES_MS;
  // Of the message itself nothing is known but that it is to be declined.
  if (answer.state === 'reversedFirst') return message.repeat && isNear;
  if (message.localTime !== 0 && answer.localTime !== 0) return message.localTime === answer.localTime;
  return message.fingerprint === answer.fingerprint && isNear;
}

/**
 * True when a message that was sent more than once has both keys: `named` is how another message
 * names it, and `key` is where its sender name leads.
 */
export function isOtherKeyOf(key: string, named: string): boolean {
  if (senderOf(key) !== senderOf(named)) return false;
  return Math.abs(transmissionTimeMsOf(key) - transmissionTimeMsOf(named)) < CONTENT_DECIDES_MS;
}

function transmissionTimeMsOf(key: string): number {
  return Number(key.split('.').at(-2));
}
