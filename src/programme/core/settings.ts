/**
 * What the handbook leaves open, and the time that the bank takes for a step. Each is a choice;
 * docs/back-office.md lists them.
 */
export interface ProgrammeSettings {
  /** A cancelled order does not count as the order of its day. */
  readonly cancelledOrderFreesDay: boolean;
  /** Charged to the return account for each card of an order. */
  readonly cardPriceMinor: number;
  /** Banking days from the order to `Kort Bestilt`. */
  readonly bankingDaysToOrdered: number;
  /** Banking days from there to `Konto mottatt`. */
  readonly bankingDaysToAccounts: number;
  /** Approved by then, Oslo time, money is on the card the same banking day. */
  readonly cutOff: string;
  /** From then, Oslo time, payments of a later day than that of their approval are executed. */
  readonly executionFrom: string;
  /** A batch that asks for a day before the upload is refused, or moved to the first possible day. */
  readonly pastDates: 'refused' | 'moved';
  /** A batch whose debtor account lacks funds waits for them until midnight, or is refused at once. */
  readonly lackingFunds: 'waits' | 'refused';
  /** A card is valid to the end of the month that is printed on it, or to the day two years after the order. */
  readonly expiry: 'monthEnd' | 'exactDate';
  /** From the expiry of a card until its account is closed. */
  readonly monthsToClosing: number;
  /** From the last use of an emptied account until the list of accounts to close has it. */
  readonly daysToUnused: number;
  /** 24 and 31 December are banking days. */
  readonly christmasEveIsBankingDay: boolean;
  /** The serial is kept in the name of an account that is named: `L0001 K-42 Kari Nordmann`. */
  readonly serialStaysInName: boolean;
  /** What a card becomes whose account is marked `Tapt`. */
  readonly cardStatusOfTapt: MarkedCardStatus;
  /** The same for `Mistet`. */
  readonly cardStatusOfMistet: MarkedCardStatus;
}

/** Declined `lostCard` (41), `stolenCard` (43) or `restrictedCard` (62). */
export type MarkedCardStatus = 'lost' | 'stolen' | 'blocked';

export const PROGRAMME_DEFAULTS: ProgrammeSettings = {
  cancelledOrderFreesDay: true,
  cardPriceMinor: 0,
  bankingDaysToOrdered: 1,
  bankingDaysToAccounts: 3,
  cutOff: '14:30',
  executionFrom: '06:00',
  pastDates: 'refused',
  lackingFunds: 'waits',
  expiry: 'monthEnd',
  monthsToClosing: 1,
  daysToUnused: 90,
  christmasEveIsBankingDay: true,
  serialStaysInName: false,
  cardStatusOfTapt: 'lost',
  cardStatusOfMistet: 'stolen',
};
