/** Decides whether a fault rule applies to a message. */
import type { Known } from '../../../protocol/codec.ts';
import { panOf } from '../../check-format.ts';
import type { FaultMatch } from './rule.ts';

/** What fault rules know about a message. */
export interface ObservedMessage {
  readonly message: Known;
  /** True when the message was only partly readable: fields that `message` lacks are unknown. */
  readonly malformed: boolean;
  readonly codec: string;
}

function anyOf<T>(list: readonly T[], value: T | undefined): boolean {
  return list.length === 0 || (value !== undefined && list.includes(value));
}

function matchesTerminal(pattern: string, terminalId: string): boolean {
  return pattern.endsWith('*') ? terminalId.startsWith(pattern.slice(0, -1)) : terminalId === pattern;
}

/** The conditions that only a transaction can meet. */
function matchesTransaction({ amount, panPrefixes, types }: FaultMatch, message: Known): boolean {
  const { amountMinor = Number.NaN, pan = '', track2 = '' } = message;
  if (!anyOf<string>(types, message.type)) return false;
  if (amount !== undefined && !(amountMinor >= amount.fromMinor && amountMinor <= amount.toMinor)) return false;
  if (panPrefixes.length === 0) return true;
  const digits = panOf({ pan, track2 });
  return panPrefixes.some((prefix) => digits.startsWith(prefix));
}

/**
 * The conditions that depend on the request alone: not on time, share, counts and outcome. A
 * condition on an unknown field does not hold.
 */
export function matchesMessage(match: FaultMatch, { message, malformed, codec }: ObservedMessage): boolean {
  if (!anyOf(match.codecs, codec) || !anyOf(match.classes, message.class)) return false;
  if (match.malformed !== undefined && match.malformed !== malformed) return false;
  const { kinds, terminals } = match;
  const { terminalId } = message;
  if (kinds.length > 0 && !kinds.some((kind) => kind.class === message.class && kind.repeat === message.repeat)) return false;
  if (terminals.length > 0 && !(terminalId !== undefined && terminals.some((pattern) => matchesTerminal(pattern, terminalId))))
    return false;
  const aboutTransactions = match.types.length > 0 || match.amount !== undefined || match.panPrefixes.length > 0;
  return !aboutTransactions || (message.class !== 'networkManagement' && matchesTransaction(match, message));
}
