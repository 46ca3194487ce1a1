/** The books of a month: those of the office, those of each card, and what the terminals spent. */
import { verifyStore } from '../../issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../limits/rules/profile.ts';
import { type Books, verifyBooks } from '../bank/verify-books.ts';
import type { MonthOffice } from './month-office.ts';

const CARDS_A_PAGE = 500;

export interface MonthBooks extends Books {
  /** On cards now. */
  readonly ledgersMinor: number;
  readonly spentMinor: number;
  /** One sentence each; empty when the books balance. */
  readonly differences: readonly string[];
}

async function ledgersOf({ store }: MonthOffice): Promise<number> {
  let sumMinor = 0;
  for (let cursor = ''; ; ) {
    const page = await store.cards.list(cursor, CARDS_A_PAGE);
    for (const { ledgerMinor } of page.cards) sumMinor += ledgerMinor;
    cursor = page.cursor;
    if (cursor === '') return sumMinor;
  }
}

/** `spentMinor`: what the terminals say. */
export async function monthBooks(at: MonthOffice, spentMinor: number): Promise<MonthBooks> {
  const { differences, cards: _cards, differencesFound: _found, ...books } = await verifyBooks(at.office);
  const { fault } = await verifyStore(at.store.cards, BUILT_IN_PROFILES);
  const ledgersMinor = await ledgersOf(at);
  const { openingMinor, ordersMinor, bankMinor, inFlightMinor } = books;
  const expectedMinor = openingMinor + ordersMinor;
  const foundMinor = bankMinor + inFlightMinor + ledgersMinor + spentMinor;
  const whole =
    expectedMinor === foundMinor
      ? []
      : [`Of ${expectedMinor} minor units, ${foundMinor} are on accounts of the bank, on cards, or spent at terminals.`];
  return { ...books, ledgersMinor, spentMinor, differences: [...differences, ...(fault === '' ? [] : [fault]), ...whole] };
}
