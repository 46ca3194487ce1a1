/** What happens in a month, told as it happens. Texts for people are made of it by who shows it. */

export const MONTH_EVENTS = [
  'opened',
  'ordered',
  'received',
  'pinsProduced',
  'handedOut',
  'loaded',
  'loadedNextDay',
  'used',
  'lost',
  'expired',
  'closed',
] as const;
export type MonthEventKind = (typeof MONTH_EVENTS)[number];

export interface MonthEvent {
  readonly kind: MonthEventKind;
  /** In Oslo. */
  readonly date: string;
  readonly counts: Readonly<Record<string, number>>;
  /** In øre. */
  readonly amountsMinor: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}
