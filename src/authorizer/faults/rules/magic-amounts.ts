/**
 * Amounts that cause an outcome or a fault by themselves, as in hosted sandboxes. Off by default.
 * The øre of the amount select it: for most outcomes they are its response code in ISO 8583:1987.
 */
import type { TransactionRequest } from '../../../protocol/message.ts';
import type { Outcome } from '../../../protocol/outcome.ts';
import { EVERY_MESSAGE, type FaultAction, type FaultRule, LATE_MS_DEFAULT, NO_FAULT } from './rule.ts';

export interface MagicAmount {
  /** The last two digits of the amount in minor units. */
  readonly ore: number;
  /** The action as in a rule file and in docs/faults.md. */
  readonly what: string;
  readonly action: FaultAction;
}

function outcomeRow(ore: number, outcome: Outcome): MagicAmount {
  return { ore, what: `outcome: ${outcome}`, action: { ...NO_FAULT, outcome } };
}

function delayRow(ore: number, ms: number, what = `delay: ${ms}`): MagicAmount {
  return { ore, what, action: { ...NO_FAULT, delay: { kind: 'fixed', ms, capMs: ms } } };
}

function answerRow(ore: number, what: string, answer: FaultAction['answer']): MagicAmount {
  return { ore, what, action: { ...NO_FAULT, answer } };
}

/** An outcome that shares its response code with one of these has no amount. */
export const MAGIC_AMOUNTS: readonly MagicAmount[] = [
  outcomeRow(5, 'alreadyReversed'),
  outcomeRow(10, 'approvedPartially'),
  outcomeRow(12, 'invalidTransaction'),
  outcomeRow(13, 'invalidAmount'),
  outcomeRow(14, 'invalidCardNumber'),
  outcomeRow(15, 'noSuchIssuer'),
  outcomeRow(25, 'unableToLocateOriginal'),
  outcomeRow(30, 'formatError'),
  outcomeRow(41, 'lostCard'),
  outcomeRow(43, 'stolenCard'),
  outcomeRow(51, 'insufficientFunds'),
  outcomeRow(54, 'expiredCard'),
  outcomeRow(55, 'incorrectPin'),
  outcomeRow(57, 'notPermittedToCardholder'),
  outcomeRow(58, 'notPermittedToTerminal'),
  outcomeRow(61, 'exceedsAmountLimit'),
  outcomeRow(62, 'restrictedCard'),
  outcomeRow(63, 'macError'),
  outcomeRow(65, 'exceedsCountLimit'),
  delayRow(70, 500),
  delayRow(71, 1_000),
  delayRow(72, 3_000),
  delayRow(73, LATE_MS_DEFAULT, 'late: true'),
  answerRow(74, 'drop: true', { kind: 'drop' }),
  outcomeRow(75, 'pinTriesExceeded'),
  answerRow(76, 'duplicate: true', { kind: 'duplicate', copies: 2, everyMs: 0 }),
  answerRow(77, 'close: true', { kind: 'close', how: 'instead' }),
  outcomeRow(78, 'cardNotEffective'),
  answerRow(79, 'garbage: true', { kind: 'garbage' }),
  answerRow(80, 'trickle: {bytes: 1, everyMs: 20}', { kind: 'trickle', bytes: 1, everyMs: 20 }),
  outcomeRow(81, 'pinBlockError'),
  outcomeRow(91, 'issuerInoperative'),
  outcomeRow(94, 'duplicateTransmission'),
  outcomeRow(96, 'systemMalfunction'),
];

const MINOR_PER_NOK = 100;
/**
 * The rule name of all magic amounts in the metrics: one for each amount would be too many labels.
 */
export const MAGIC_RULE_NAME = 'magic-amount';

const RULES: ReadonlyMap<number, FaultRule> = new Map(
  MAGIC_AMOUNTS.map(({ ore, action, what }) => [ore, { name: MAGIC_RULE_NAME, match: EVERY_MESSAGE, action, source: what }]),
);

/**
 * Applies only to requests for money. Follow-ups (reversal, completion, advice) are not affected,
 * so that a terminal can clear up what its amount caused.
 */
export function magicRuleOf(request: TransactionRequest): FaultRule | undefined {
  if (request.class !== 'financial' && request.class !== 'authorization') return undefined;
  return request.amountMinor > 0 ? RULES.get(request.amountMinor % MINOR_PER_NOK) : undefined;
}
