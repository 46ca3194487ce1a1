/**
 * Limit profiles as data: what a card may be used for, and how much.
 *
 * profile-file.ts reads and validates profiles from a file.
 */
import { HOUR_MS } from '../../config/duration.ts';
import type { EntryMode, TerminalType, TransactionType } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';

/**
 * The terminal decides which limit a use counts against, not the processing code alone: MCC 6011 is
 * an ATM.
 */
export const CHANNELS = ['pos', 'atm'] as const;
export type Channel = (typeof CHANNELS)[number];
export const ATM_MCC = 6011;

/**
 * `trailing`: a spend at t counts at now when now − durationMs < t ≤ now. `calendarDays`: today and
 * the days − 1 dates before, Europe/Oslo.
 */
export type Window = { readonly kind: 'trailing'; readonly durationMs: number } | { readonly kind: 'calendarDays'; readonly days: number };

/** Each given list must hold the use's value; a list that is not given matches all. */
export interface LimitFilter {
  readonly channels?: readonly Channel[];
  readonly types?: readonly TransactionType[];
  readonly mccs?: readonly number[];
  readonly exceptMccs?: readonly number[];
}

export interface Limit {
  readonly name: string;
  readonly filter: LimitFilter;
  readonly window: Window;
  readonly amountMinor: number;
  /** 0: no limit on the number of uses. */
  readonly countMax: number;
}

export interface Profile {
  readonly name: string;
  readonly pinTriesMax: number;
  readonly domesticOnly: boolean;
  readonly types: readonly TransactionType[];
  readonly entryModes: readonly EntryMode[];
  readonly terminalTypes: readonly TerminalType[];
  /** In the order in which they are checked. */
  readonly limits: readonly Limit[];
}

/** What a limit or permission looks at of one use of a card. */
export interface Use {
  readonly type: TransactionType;
  readonly channel: Channel;
  readonly mcc: number;
}

export interface PermissionUse extends Use {
  readonly terminalType: TerminalType | '';
  readonly entryMode: EntryMode | '';
}

/**
 * The Kronekort handbook's limits: 9,900 NOK at ATMs and 50,000 NOK in shops and tills, each per
 * rolling 4 days.
 */
export const KRONEKORT: Profile = {
  name: 'kronekort',
  pinTriesMax: 3,
  domesticOnly: true,
  types: ['purchase', 'cash', 'purchaseWithCashback', 'refund', 'balanceInquiry', 'pinChange'],
  entryModes: ['chip', 'contactless', 'magstripe'],
  terminalTypes: ['pos', 'atm', 'unattended'],
  limits: [
    {
      name: 'atm',
      filter: { channels: ['atm'] },
      window: { kind: 'trailing', durationMs: 96 * HOUR_MS },
      amountMinor: 990_000,
      countMax: 0,
    },
    {
      name: 'pos',
      filter: { channels: ['pos'] },
      window: { kind: 'trailing', durationMs: 96 * HOUR_MS },
      amountMinor: 5_000_000,
      countMax: 0,
    },
  ],
};

/**
 * An example of nested limits with a count: 8,000 NOK per 4 days, of which 2,500 NOK at ATMs, and
 * 10 uses a day.
 */
export const NESTED: Profile = {
  ...KRONEKORT,
  name: 'nested',
  limits: [
    { name: 'all', filter: {}, window: { kind: 'trailing', durationMs: 96 * HOUR_MS }, amountMinor: 800_000, countMax: 0 },
    {
      name: 'atm',
      filter: { channels: ['atm'] },
      window: { kind: 'trailing', durationMs: 96 * HOUR_MS },
      amountMinor: 250_000,
      countMax: 0,
    },
    { name: 'daily', filter: {}, window: { kind: 'calendarDays', days: 1 }, amountMinor: 800_000, countMax: 10 },
  ],
};

/** By name. The first is the default of a card issued without one. */
export type ProfileSet = ReadonlyMap<string, Profile>;
export const BUILT_IN_PROFILES: ProfileSet = new Map([KRONEKORT, NESTED].map((profile) => [profile.name, profile]));

/** True when a use counts against a limit. */
export function limitMatches(filter: LimitFilter, use: Use): boolean {
  return (
    (filter.channels === undefined || filter.channels.includes(use.channel)) &&
    (filter.types === undefined || filter.types.includes(use.type)) &&
    (filter.mccs === undefined || filter.mccs.includes(use.mcc)) &&
    !filter.exceptMccs?.includes(use.mcc)
  );
}

/** The check permission: type, entry mode and terminal of this use. Empty when they are allowed. */
export function permission(profile: Profile, use: PermissionUse): Outcome | '' {
  if (!profile.types.includes(use.type)) return 'notPermittedToCardholder';
  // Without the card at hand: what the card may be used for, not what the terminal can do.
  const remoteEntry = use.entryMode === 'ecommerce' || use.entryMode === 'moto';
  if (remoteEntry && !profile.entryModes.includes(use.entryMode)) return 'notPermittedToCardholder';
  if (use.terminalType === 'ecommerce' && !profile.terminalTypes.includes('ecommerce')) return 'notPermittedToCardholder';
  if (use.entryMode !== '' && !profile.entryModes.includes(use.entryMode)) return 'notPermittedToTerminal';
  if (use.terminalType !== '' && !profile.terminalTypes.includes(use.terminalType)) return 'notPermittedToTerminal';
  return '';
}
