/** A card and its account, as a store holds them. One card for each account. */
import type { CardStatus } from '../../cards/status.ts';
import { expiresAtMs } from '../rules/oslo-time.ts';

export interface CardRecord {
  /** Keyed hash of the PAN, 32 hex digits. Stores, logs and traces name a card by it. */
  readonly token: string;
  /** First six and last four digits. */
  readonly maskedPan: string;
  /** YYMM as printed. */
  readonly expiry: string;
  /** First instant at which it is no longer valid. */
  readonly expiresAtMs: number;
  readonly status: CardStatus;
  readonly profile: string;
  /** `<key index>:<value>`, for Visa PVV `<PVKI>:<PVV>`. */
  readonly pinReference: string;
  readonly pinTriesUsed: number;
  /** Minor units. ledger = funded − posted + givenBack, always. */
  readonly ledgerMinor: number;
  readonly holdsMinor: number;
  readonly fundedMinor: number;
  readonly postedMinor: number;
  readonly givenBackMinor: number;
  /** Last instant at which the card changed; its clock never goes behind it. Unix milliseconds. */
  readonly clockMs: number;
}

/** The reference of a card whose PIN is not produced yet: no PIN has it. */
export const NO_PIN_REFERENCE = '-';

/** What a new card starts as; the rest is zero or follows from it. */
export type NewCard = Pick<CardRecord, 'token' | 'maskedPan' | 'expiry' | 'status' | 'profile' | 'pinReference'> & {
  readonly balanceMinor: number;
};

/**
 * The record of a card that was just issued. Each field is named: a spread of the rest of an object
 * takes ten times as long and twice the room, which shows at a million cards.
 */
export function newCardRecord({ token, maskedPan, expiry, status, profile, pinReference, balanceMinor }: NewCard): CardRecord {
  return {
    token,
    maskedPan,
    expiry,
    expiresAtMs: expiresAtMs(expiry),
    status,
    profile,
    pinReference,
    pinTriesUsed: 0,
    ledgerMinor: balanceMinor,
    holdsMinor: 0,
    fundedMinor: balanceMinor,
    postedMinor: 0,
    givenBackMinor: 0,
    clockMs: 0,
  };
}

/** Why a change is refused; empty when it is not. */
export function changeRefusal(status: CardStatus, change: CardChange): string {
  if (status === 'closed' && change.status !== undefined && change.status !== 'closed')
    return 'A closed account stays closed; issue a new card.';
  if (change.expiry !== undefined && Number.isNaN(expiresAtMs(change.expiry))) return 'The expiry must be a month as YYMM.';
  return '';
}

/** The fields that a change sets. */
export function changedCard(change: CardChange): Partial<CardRecord> {
  return {
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.profile === undefined ? {} : { profile: change.profile }),
    ...(change.expiry === undefined ? {} : { expiry: change.expiry, expiresAtMs: expiresAtMs(change.expiry) }),
    ...(change.pinReference === undefined ? {} : { pinReference: change.pinReference }),
    ...(change.unblockPin === true || change.pinReference !== undefined ? { pinTriesUsed: 0 } : {}),
  };
}

/** Fields of a card that can be changed; those that are left out stay. */
export interface CardChange {
  readonly status?: CardStatus;
  readonly profile?: string;
  /** YYMM. */
  readonly expiry?: string;
  /** True: the PIN tries start anew. */
  readonly unblockPin?: boolean;
  /** Of a new PIN, with which the PIN tries start anew. Never comes over HTTP. */
  readonly pinReference?: string;
}
