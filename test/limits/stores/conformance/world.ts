/** What a conformance case gets: a fresh store, and builders whose defaults are approved. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { headroomAt } from '../../../../src/limits/explain/headroom.ts';
import type { Attempt, FollowUp, OriginalReference } from '../../../../src/limits/rules/command.ts';
import type { Decision } from '../../../../src/limits/rules/decision.ts';
import { BUILT_IN_PROFILES, type Profile, type ProfileSet } from '../../../../src/limits/rules/profile.ts';
import type { NewCard } from '../../../../src/limits/state/card.ts';
import { verifyCard } from '../../../../src/limits/state/verify.ts';
import type { Store } from '../../../../src/limits/store.ts';
import type { LimitHeadroom } from '../../../../src/protocol/explanation.ts';
import type { Outcome } from '../../../../src/protocol/outcome.ts';

/** 2026-06-01T10:00:00Z, a Monday noon in Oslo. */
export const T0 = Date.UTC(2026, 5, 1, 10);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const PIN_REFERENCE = '1:3244';
export const WRONG_REFERENCE = '1:9999';

const CALENDAR: Profile = {
  ...(BUILT_IN_PROFILES.get('kronekort') as Profile),
  name: 'calendar',
  limits: [
    { name: 'atm', filter: { channels: ['atm'] }, window: { kind: 'calendarDays', days: 4 }, amountMinor: 990_000, countMax: 0 },
    { name: 'pos', filter: { channels: ['pos'] }, window: { kind: 'calendarDays', days: 4 }, amountMinor: 5_000_000, countMax: 0 },
  ],
};

/** Every kind of filter, two limits with the same spend, counts without reach of the amount. */
const FILTERED: Profile = {
  ...CALENDAR,
  name: 'filtered',
  domesticOnly: false,
  limits: [
    { name: 'fuel', filter: { mccs: [5541, 5542] }, window: { kind: 'trailing', durationMs: DAY_MS }, amountMinor: 150_000, countMax: 2 },
    { name: 'cash', filter: { types: ['cash'] }, window: { kind: 'trailing', durationMs: 7 * DAY_MS }, amountMinor: 300_000, countMax: 0 },
    {
      name: 'rest',
      filter: { exceptMccs: [5541, 5542], channels: ['pos'] },
      window: { kind: 'calendarDays', days: 2 },
      amountMinor: 200_000,
      countMax: 3,
    },
  ],
};

export const TEST_PROFILES: ProfileSet = new Map([...BUILT_IN_PROFILES, ['calendar', CALENDAR], ['filtered', FILTERED]]);

/** A token of its own, so that cases do not meet in a shared Redis. */
export function newToken(): string {
  return randomUUID().replaceAll('-', '');
}

let serial = 0;
let attempts = 0;

/** In the order of arrival, as the authorizer makes them. */
export function nextAttemptId(): string {
  attempts += 1;
  return `${String(attempts).padStart(10, '0')}test`;
}

/** DE13 and DE12 of every message that has a local time: 1 June, 12:00:00. */
export const LOCAL_TIME = 601_120_000;

export class World {
  readonly store: Store;
  readonly token: string;

  constructor(store: Store, token: string = newToken()) {
    this.store = store;
    this.token = token;
  }

  /** A card with 100,000 NOK unless told otherwise. */
  async issue(overrides: Partial<NewCard> = {}): Promise<void> {
    const card: NewCard = {
      token: this.token,
      maskedPan: '957899******0013',
      expiry: '2806',
      status: 'active',
      profile: 'kronekort',
      pinReference: PIN_REFERENCE,
      balanceMinor: 10_000_000,
      ...overrides,
    };
    expect(await this.store.cards.create([card])).toBe(1);
  }

  attempt(overrides: Partial<Attempt> = {}): Attempt {
    serial += 1;
    const attempt = {
      cardToken: this.token,
      maskedPan: '957899******0013',
      key: `POS00001.${serial}.${T0}.f`,
      attemptId: nextAttemptId(),
      repeat: false,
      localTime: 0,
      sentAs: [] as readonly string[],
      instantMs: T0,
      refusal: '' as const,
      terminalId: 'POS00001',
      event: 'spend' as const,
      type: 'purchase' as const,
      channel: 'pos' as const,
      mcc: 5411,
      terminalType: 'pos' as const,
      entryMode: 'chip' as const,
      amountMinor: 10_000,
      domestic: true,
      pin: 'given' as const,
      pinReferences: [PIN_REFERENCE],
      approvalCode: '00000A',
      rrn: '',
      stanDate: '',
      original: undefined,
      newPinReference: '',
      holdMs: 7 * DAY_MS,
      allowPartial: false,
      wantsSnapshot: false,
      ...overrides,
    };
    return { fingerprint: `${attempt.type}.${attempt.amountMinor}`, ...attempt };
  }

  hold(amountMinor: number, overrides: Partial<Attempt> = {}): Attempt {
    return this.attempt({ event: 'hold', amountMinor, ...overrides });
  }

  increment(original: Attempt, amountMinor: number, overrides: Partial<Attempt> = {}): Attempt {
    const named = { event: 'increment', pin: 'absent', pinReferences: [], original: byKey(original.key) } as const;
    return this.attempt({ ...named, amountMinor, ...overrides });
  }

  /** By default full, of the message with that key. */
  followUp(event: FollowUp['event'], originalKey: string, overrides: Partial<FollowUp> = {}): FollowUp {
    serial += 1;
    const letter = event === 'reversal' ? 'r' : 'v';
    return {
      cardToken: this.token,
      maskedPan: '957899******0013',
      event,
      key: `POS00001.${serial}.${T0}.${letter}`,
      fingerprint: `${event}.${overrides.amountMinor ?? 0}`,
      attemptId: nextAttemptId(),
      repeat: false,
      localTime: 0,
      sentAs: [`f/POS00001.${serial}.${letter}.${overrides.localTime ?? 0}`],
      instantMs: T0,
      refusal: '',
      terminalId: 'POS00001',
      type: 'purchase',
      channel: 'pos',
      mcc: 5411,
      amountMinor: 0,
      rrn: '',
      stanDate: '',
      original: originalKey === '' ? undefined : byKey(originalKey),
      approvalCode: '00000R',
      replacementMinor: 0,
      toleranceMinor: 0,
      unknownOriginal: 'approved',
      ...overrides,
    };
  }

  /** The same message again, marked as a repeat and with a new transmission time. */
  resent<T extends Attempt | FollowUp>(message: T, overrides: Partial<Attempt & FollowUp> | Partial<Attempt> = {}): T {
    serial += 1;
    const [terminal = '', stan = '', time = '', letter = ''] = message.key.split('.');
    const sender = `${terminal}.${stan}.${letter}`;
    const isRequest = !('replacementMinor' in message);
    const names = [
      isRequest ? '' : `f/${sender}.${overrides.localTime ?? message.localTime}`,
      isRequest && message.stanDate !== '' ? `s/${message.stanDate}` : '',
      isRequest && message.rrn !== '' ? `r/${message.rrn}` : '',
      `x/${sender}`,
    ].filter((name) => name !== '');
    const key = `${terminal}.${stan}.${Number(time) + serial}.${letter}`;
    return { ...message, key, repeat: true, attemptId: nextAttemptId(), sentAs: names, ...overrides };
  }

  reversal(originalKey: string, overrides: Partial<FollowUp> = {}): FollowUp {
    return this.followUp('reversal', originalKey, overrides);
  }

  completion(originalKey: string, amountMinor: number, overrides: Partial<FollowUp> = {}): FollowUp {
    return this.followUp('completion', originalKey, { amountMinor, ...overrides });
  }

  async follow(followUp: FollowUp, outcome?: Outcome): Promise<Decision> {
    const decision = await this.store.decide(followUp);
    if (outcome !== undefined && decision.outcome !== outcome) expect(decision.outcome).toBe(outcome);
    return decision;
  }

  atm(amountMinor: number, overrides: Partial<Attempt> = {}): Attempt {
    return this.attempt({ type: 'cash', channel: 'atm', mcc: 6011, terminalType: 'atm', amountMinor, ...overrides });
  }

  async decide(attempt: Attempt, outcome?: Outcome): Promise<Decision> {
    const decision = await this.store.decide(attempt);
    if (outcome !== undefined && decision.outcome !== outcome) expect(decision.outcome).toBe(outcome);
    return decision;
  }

  async used(limit: string, instantMs: number = T0): Promise<number | undefined> {
    return (await this.headroom(instantMs))?.find((each) => each.name === limit)?.usedMinor;
  }

  async ledger(): Promise<number | undefined> {
    return (await this.store.cards.get(this.token))?.ledgerMinor;
  }

  async headroom(instantMs: number = T0): Promise<readonly LimitHeadroom[] | undefined> {
    const snapshot = await this.store.cards.snapshot(this.token, instantMs);
    const profile = TEST_PROFILES.get(snapshot?.card.profile ?? '');
    return snapshot === undefined || profile === undefined ? undefined : headroomAt(snapshot, profile);
  }

  async holds(): Promise<number | undefined> {
    return (await this.store.cards.get(this.token))?.holdsMinor;
  }

  /** The books of the card are right, down to its running sums. */
  async expectIdentity(): Promise<void> {
    await this.expectBooks(T0);
  }

  /** The same at another instant; 0: now by the store's clock. */
  async expectBooks(instantMs: number = 0): Promise<void> {
    const snapshot = await this.store.cards.snapshot(this.token, instantMs);
    expect(snapshot).toBeDefined();
    if (snapshot !== undefined) expect(verifyCard(snapshot, TEST_PROFILES)).toBe('');
  }
}

function byKey(key: string): OriginalReference {
  return { key, rrn: '', approvalCode: '', stanDate: '' };
}

export interface ConformanceCase {
  readonly name: string;
  readonly run: (world: World) => Promise<void>;
}
