/** Hands out the first cards in the safe: each account gets the KlientID of its holder. */
import { nameAccount } from '../accounts/name-account.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';

export interface HandOut {
  readonly bestiller: Actor;
  readonly count: number;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Returns the accounts. */
export async function handOutCards(office: Office, { bestiller, count, onProgress }: HandOut): Promise<readonly string[]> {
  const rows = await office.database.query<{ number: string; version: number }>(
    'SELECT number, version FROM card_account ORDER BY serial LIMIT $1',
    [count],
  );
  for (const [index, { number: account, version }] of rows.entries()) {
    await nameAccount(office, bestiller, { account, version, clientId: `K-${index + 1}`, reason: 'socialSupport' });
    onProgress?.(index + 1, rows.length);
  }
  return rows.map(({ number }) => number);
}
