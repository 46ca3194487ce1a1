/** Whether a fault rule is for a message. */
import type { Request, TransactionRequest } from '../../protocol/message.ts';
import { panOf } from '../check-format.ts';
import type { FaultMatch } from './fault-rule.ts';

function anyOf<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}

function isTerminal(pattern: string, terminalId: string): boolean {
  return pattern.endsWith('*') ? terminalId.startsWith(pattern.slice(0, -1)) : terminalId === pattern;
}

/** Only for rules that ask for it: a network message has none of these. */
function fitsTransaction(match: FaultMatch, request: TransactionRequest): boolean {
  const { amount, panPrefixes, types } = match;
  if (types.length > 0 && !(types as readonly string[]).includes(request.type)) return false;
  if (amount !== undefined && !(request.amountMinor >= amount.fromMinor && request.amountMinor <= amount.toMinor)) return false;
  if (panPrefixes.length === 0) return true;
  const pan = panOf(request);
  return panPrefixes.some((prefix) => pan.startsWith(prefix));
}

/** All that the request alone shows: not time, share and counts, nor the outcome. */
export function fitsRequest(match: FaultMatch, request: Request, codec: string): boolean {
  if (!anyOf(match.codecs, codec) || !anyOf(match.classes, request.class)) return false;
  const { kinds, terminals } = match;
  if (kinds.length > 0 && !kinds.some((kind) => kind.class === request.class && kind.repeat === request.repeat)) return false;
  if (terminals.length > 0 && !terminals.some((pattern) => isTerminal(pattern, request.terminalId))) return false;
  const aboutTransactions = match.types.length > 0 || match.amount !== undefined || match.panPrefixes.length > 0;
  if (!aboutTransactions) return true;
  return request.class !== 'networkManagement' && fitsTransaction(match, request);
}
