/** The next free account numbers of the Kronekort range, 5606.xx.xxxxx (R12). */
import type { Sql } from '../../database/database.ts';
import { refusalsOf } from '../core/refusal.ts';
import { accountNumbers } from '../identifiers/account-number.ts';

const refuse = refusalsOf({
  accountNumbersUsedUp: {
    kind: 'conflict',
    en: 'The accounts 5606.xx.xxxxx do not suffice for {cards} more cards; no more cards can be ordered.',
    nb: 'Kontoene 5606.xx.xxxxx rekker ikke til {cards} kort til; det kan ikke bestilles flere kort.',
  },
} as const);

/** In their order, behind the last account of a card. */
export async function newAccountNumbers(sql: Sql, count: number): Promise<readonly string[]> {
  const [last] = await sql.query<{ readonly number: string }>(
    `SELECT number FROM account WHERE kind = 'card' ORDER BY number DESC LIMIT 1`,
  );
  const numbers: string[] = [];
  for (const number of accountNumbers(last?.number)) {
    if (number === last?.number) continue;
    numbers.push(number);
    if (numbers.length === count) return numbers;
  }
  throw refuse('accountNumbersUsedUp', { cards: String(count) });
}
