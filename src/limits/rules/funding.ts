/**
 * Funding: the issuer adds money to a card, or takes it off, once for each key. Pure.
 * stores/redis/scripts/fund.lua is its twin.
 */
import { createHash } from 'node:crypto';
import { BALANCE_MINOR_MAX } from '../../cards/status.ts';
import type { CardRecord } from '../state/card.ts';
import type { Change } from '../state/change.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import { Effects, type EffectsView } from './effects.ts';
import { eventRow } from './event.ts';
import type { View } from './view.ts';

/** What came of a funding. A repeat of the key gets what the first one got. */
export interface Funding {
  readonly amountMinor: number;
  /** After it, minor units. */
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  /** Unix milliseconds. */
  readonly fundedAtMs: number;
  /** The key was used before: nothing was added this time. */
  readonly repeated: boolean;
}

export interface FundCommand {
  /** Below 0: taken off. */
  readonly amountMinor: number;
  /** The caller's own; empty: what is asked for twice is done twice. */
  readonly key: string;
}

/** Of a card on file; `stored` is what is kept under the key. */
export type FundingView = EffectsView & Pick<View, 'stored'>;

export const FUNDING_KEY_LENGTH_MAX = 128;

/** In the order in which they are checked. `reused` is told as `keyReused`, the others as `refused`. */
export const FUNDING_REFUSALS = {
  keyTooLong: `The key of a funding must have at most ${FUNDING_KEY_LENGTH_MAX} characters.`,
  notWhole: 'The amount to fund must be a whole number of minor units, not 0.',
  reused: 'This key belongs to a funding of the same card with another amount; use a new key for a new funding.',
  closed: 'The account is closed, and no money can be added; issue a new card.',
  high: `The balance would pass the highest that is kept, ${BALANCE_MINOR_MAX} minor units.`,
  low: 'The balance would go below zero.',
} as const;
export type FundingRefusal = keyof typeof FUNDING_REFUSALS;

export function isFundingRefusal(word: unknown): word is FundingRefusal {
  return typeof word === 'string' && Object.hasOwn(FUNDING_REFUSALS, word);
}

/** What can be told without the card; undefined when nothing is wrong. */
export function commandRefusal({ amountMinor, key }: FundCommand): FundingRefusal | undefined {
  if (key.length > FUNDING_KEY_LENGTH_MAX) return 'keyTooLong';
  return Number.isSafeInteger(amountMinor) && amountMinor !== 0 ? undefined : 'notWhole';
}

const HASH_CHARACTERS = 22;

/**
 * Under what the answer is kept: 128 bits of a hash, since a caller may put anything into its key,
 * even a card number. No key of a message has this form (it has full stops).
 */
export function fundingAnswerKey(key: string): string {
  return `fund/${createHash('sha256').update(key).digest('base64url').slice(0, HASH_CHARACTERS)}`;
}

/** The content that a repeat of the key must share. */
export function fundingFingerprint({ amountMinor }: FundCommand): string {
  return String(amountMinor);
}

export type FundTransition =
  | { readonly refusal: FundingRefusal }
  | { readonly refusal?: never; readonly funding: Funding; readonly changes: readonly Change[] };

const NO_CHANGES: readonly Change[] = [];

export function fundTransition(view: FundingView, card: CardRecord, command: FundCommand): FundTransition {
  const { stored } = view;
  const { amountMinor, key } = command;
  const refusal = commandRefusal(command);
  if (refusal !== undefined) return { refusal };
  if (stored !== undefined) {
    if (stored.fingerprint !== fundingFingerprint(command)) return { refusal: 'reused' };
    return { funding: storedFunding(stored), changes: NO_CHANGES };
  }
  if (card.status === 'closed' && amountMinor > 0) return { refusal: 'closed' };
  if (card.ledgerMinor + amountMinor > BALANCE_MINOR_MAX) return { refusal: 'high' };
  if (amountMinor < 0 && card.ledgerMinor + amountMinor - card.holdsMinor < 0) return { refusal: 'low' };
  // Decided. From here on only changes are gathered.
  const effects = new Effects(view);
  if (eventRow('fund').effect === 'load') effects.load(amountMinor);
  const { ledgerMinor, holdsMinor } = effects;
  const funding = { amountMinor, ledgerMinor, availableMinor: ledgerMinor - holdsMinor, fundedAtMs: view.nowMs, repeated: false };
  if (key !== '') effects.keepAnswer(fundingAnswerKey(key), answerOf(view, command, funding), true);
  return { funding, changes: effects.changes };
}

function storedFunding({ approvedAmountMinor, ledgerMinor, availableMinor, decidedAtMs }: StoredAnswer): Funding {
  return { amountMinor: approvedAmountMinor, ledgerMinor, availableMinor, fundedAtMs: decidedAtMs, repeated: true };
}

function answerOf({ nowMs, retentionMs }: FundingView, command: FundCommand, funding: Funding): StoredAnswer {
  const { amountMinor, ledgerMinor, availableMinor } = funding;
  return {
    fingerprint: fundingFingerprint(command),
    attemptIds: [],
    state: 'standing',
    event: 'fund',
    outcome: 'approved',
    approvalCode: '',
    approvedAmountMinor: amountMinor,
    ledgerMinor,
    availableMinor,
    decidedAtMs: nowMs,
    flag: '',
    keptUntilMs: nowMs + retentionMs,
    standingMinor: amountMinor,
    spendIds: [],
    holdKey: '',
    pinChanged: '',
    localTime: 0,
    fromRepeat: false,
  };
}
