/**
 * Store commands that bring a new card to the state in which a trace first saw it. The card is
 * issued with more money and then used as it was used before the recording: posted spends come as
 * advices, which no limit declines, live holds as pre-authorizations and increments, and used PIN
 * tries as wrong PINs.
 */
import type { Attempt, FollowUp, StoreCommand } from '../../limits/rules/command.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { TracedCard } from '../format/lines.ts';
import { referenceOfPin } from './numbered-pins.ts';

export interface RestoreCommand {
  readonly command: StoreCommand;
  readonly expected: readonly Outcome[];
}

export interface CardRestore {
  /** The balance to issue the card with. */
  readonly balanceMinor: number;
  /** YYMM, valid until all commands are done; the card gets its own expiry afterwards. */
  readonly expiry: string;
  readonly commands: readonly RestoreCommand[];
}

type TracedSpend = TracedCard['spends'][number];

const APPROVED: readonly Outcome[] = ['approved'];
const PIN_REFUSED: readonly Outcome[] = ['incorrectPin', 'pinTriesExceeded'];
const FAR_EXPIRY = '9912';
const WRONG_PIN = ['1:9999'];
const RIGHT_PIN = [referenceOfPin(0)];

type CommonFields = Omit<FollowUp, 'event' | 'replacementMinor' | 'toleranceMinor' | 'unknownOriginal'>;

function commonFields(card: TracedCard, key: string, instantMs: number, spend?: TracedSpend): CommonFields {
  return {
    cardToken: card.token,
    maskedPan: card.maskedPan,
    key,
    fingerprint: `opening.${key}`,
    attemptId: `opening.${key}`,
    repeat: false,
    localTime: 0,
    sentAs: [],
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

const ATTEMPT_FIELDS = {
  terminalType: '',
  entryMode: '',
  domestic: true,
  pin: 'given',
  newPinReference: '',
  holdMs: 0,
  allowPartial: false,
  wantsSnapshot: false,
} as const;

/** A spend of a live hold: the first one makes the hold, the others are increments of it. */
function heldSpend(card: TracedCard, spend: TracedSpend, key: string, isFirst: boolean): RestoreCommand {
  const hold = card.holds.find((each) => each.key === spend.hold);
  const holdMs = Math.max(0, (hold?.expiresAtMs ?? 0) - spend.atMs);
  const fields = { ...commonFields(card, isFirst ? (spend.hold ?? key) : key, spend.atMs, spend), ...ATTEMPT_FIELDS };
  const original = isFirst ? undefined : { key: spend.hold ?? '', rrn: '', approvalCode: '', stanDate: '' };
  const command: Attempt = { ...fields, pinReferences: RIGHT_PIN, event: isFirst ? 'hold' : 'increment', original, holdMs };
  return { command, expected: APPROVED };
}

function postedSpend(card: TracedCard, spend: TracedSpend, key: string): RestoreCommand {
  const fields = commonFields(card, key, spend.atMs, spend);
  const command: FollowUp = { ...fields, event: 'advice', replacementMinor: 0, toleranceMinor: 0, unknownOriginal: 'approved' };
  return { command, expected: APPROVED };
}

function wrongPin(card: TracedCard, instantMs: number, number: number): RestoreCommand {
  const fields = { ...commonFields(card, `opening.pin.${number}`, instantMs), ...ATTEMPT_FIELDS };
  const command: Attempt = { ...fields, event: 'inquiry', pinReferences: WRONG_PIN };
  return { command, expected: PIN_REFUSED };
}

export function restoreCard(card: TracedCard): CardRestore {
  const commands: RestoreCommand[] = [];
  const holdsSeen = new Set<string>();
  let postedMinor = 0;
  for (const [index, spend] of card.spends.entries()) {
    const key = `opening.spend.${index}`;
    if (spend.hold === undefined) {
      postedMinor += spend.amountMinor;
      commands.push(postedSpend(card, spend, key));
    } else {
      commands.push(heldSpend(card, spend, key, !holdsSeen.has(spend.hold)));
      holdsSeen.add(spend.hold);
    }
  }
  const lastMs = Math.max(card.clockMs, card.spends.at(-1)?.atMs ?? 0, 1);
  for (let number = 1; number <= card.pinTriesUsed; number += 1) commands.push(wrongPin(card, lastMs, number));
  return {
    balanceMinor: card.ledgerMinor + postedMinor,
    expiry: commands.length === 0 ? card.expiry : FAR_EXPIRY,
    commands,
  };
}
