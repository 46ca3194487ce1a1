/**
 * What brings a card to the state in which a trace found it: issued with more money, then used as it was used before. Posted
 * spends come as advices, which no limit declines; live holds as pre-authorizations and increments; used PIN tries as wrong PINs.
 */
import type { Attempt, FollowUp } from '../../limits/rules/command.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { TracedCard } from '../format/format.ts';

type Asked =
  | { readonly kind: 'attempt'; readonly attempt: Attempt; readonly fine: readonly Outcome[] }
  | { readonly kind: 'followUp'; readonly followUp: FollowUp; readonly fine: readonly Outcome[] };

export interface Opening {
  readonly balanceMinor: number;
  /** Until all is brought back; then the card gets its own. */
  readonly expiry: string;
  readonly asked: readonly Asked[];
}

type TracedSpend = TracedCard['spends'][number];

const APPROVED: readonly Outcome[] = ['approved'];
const REFUSED_PIN: readonly Outcome[] = ['incorrectPin', 'pinTriesExceeded'];
const FAR_EXPIRY = '9912';
const WRONG_PIN = ['1:9999'];
/** Reference of PIN number 0. */
const RIGHT_PIN = ['1:0000'];

function keyed(
  card: TracedCard,
  key: string,
  instantMs: number,
  spend: TracedSpend | undefined,
): Omit<FollowUp, 'event' | 'replacementMinor' | 'toleranceMinor' | 'unknownOriginal'> {
  return {
    cardToken: card.token,
    key,
    fingerprint: `opening.${key}`,
    attemptId: `opening.${key}`,
    instantMs,
    refusal: '',
    terminalId: '',
    type: spend?.type ?? 'balanceInquiry',
    channel: spend?.channel ?? 'pos',
    mcc: spend?.mcc ?? 0,
    amountMinor: spend?.amountMinor ?? 0,
    rrn: '',
    stanDate: '',
    original: undefined,
    approvalCode: '',
  };
}

const REQUEST = {
  terminalType: '',
  entryMode: '',
  domestic: true,
  pin: 'given',
  newPinReference: '',
  holdMs: 0,
  allowPartial: false,
  wantsSnapshot: false,
} as const;

function heldSpend(card: TracedCard, spend: TracedSpend, key: string, isFirst: boolean): Asked {
  const hold = card.holds.find((each) => each.key === spend.hold);
  const holdMs = Math.max(0, (hold?.expiresAtMs ?? 0) - spend.atMs);
  const base = { ...keyed(card, isFirst ? (spend.hold ?? key) : key, spend.atMs, spend), ...REQUEST, pinReferences: RIGHT_PIN };
  const original = isFirst ? undefined : { key: spend.hold ?? '', rrn: '', approvalCode: '', stanDate: '' };
  return { kind: 'attempt', attempt: { ...base, event: isFirst ? 'hold' : 'increment', original, holdMs }, fine: APPROVED };
}

function postedSpend(card: TracedCard, spend: TracedSpend, key: string): Asked {
  const base = keyed(card, key, spend.atMs, spend);
  const followUp: FollowUp = { ...base, event: 'advice', replacementMinor: 0, toleranceMinor: 0, unknownOriginal: 'approved' };
  return { kind: 'followUp', followUp, fine: APPROVED };
}

function wrongPin(card: TracedCard, instantMs: number, number: number): Asked {
  const attempt: Attempt = {
    ...keyed(card, `opening.pin.${number}`, instantMs, undefined),
    ...REQUEST,
    event: 'inquiry',
    pinReferences: WRONG_PIN,
  };
  return { kind: 'attempt', attempt, fine: REFUSED_PIN };
}

export function openingAttempts(card: TracedCard): Opening {
  const asked: Asked[] = [];
  const holdsSeen = new Set<string>();
  let postedMinor = 0;
  for (const [index, spend] of card.spends.entries()) {
    const key = `opening.spend.${index}`;
    if (spend.hold === undefined) {
      postedMinor += spend.amountMinor;
      asked.push(postedSpend(card, spend, key));
    } else {
      asked.push(heldSpend(card, spend, key, !holdsSeen.has(spend.hold)));
      holdsSeen.add(spend.hold);
    }
  }
  const lastMs = Math.max(card.clockMs, card.spends.at(-1)?.atMs ?? 0, 1);
  for (let number = 1; number <= card.pinTriesUsed; number += 1) {
    asked.push(wrongPin(card, lastMs, number));
  }
  return { balanceMinor: card.ledgerMinor + postedMinor, expiry: asked.length === 0 ? card.expiry : FAR_EXPIRY, asked };
}
