/** An office belongs to one card store: another one would know none of its cards. */
import { errorText } from '../../cards/card-data/card-data.ts';
import type { Database } from '../../database/database.ts';

/** The card store that an office works on. */
export interface CardStore {
  /** Safe to print. */
  readonly description: string;
  /** Made with the store, and the same at each of its starts. */
  readonly identity: string;
  /** Check value of the key that tokens of cards are made with. */
  readonly tokenCheck: string;
  /** False: its cards end with the process. */
  readonly isKept: boolean;
}

/** An office that cannot be opened. The message is one sentence. */
export class OfficeError extends Error {
  override readonly name = 'OfficeError';
  constructor(message: string) {
    super(errorText(message));
  }
}

interface OfficeRow {
  readonly card_store: string;
  readonly token_check: string;
}

function otherStore(database: Database, { card_store, token_check }: OfficeRow, store: CardStore): OfficeError | undefined {
  const office = `The back office in ${database.description}`;
  if (token_check !== store.tokenCheck) {
    return new OfficeError(`${office} was made with another key ring; give that one with --keys, or another database with --database.`);
  }
  if (card_store === store.identity) return undefined;
  if (!store.isKept) {
    return new OfficeError(
      `${office} is kept, and the cards of ${store.description} end with the process; give the card store of the office with --store, or --database pglite: for an office in memory.`,
    );
  }
  return new OfficeError(
    `${office} belongs to another card store than ${store.description}; give that store with --store, or another database with --database.`,
  );
}

/** Notes the card store of a new office. Rejects with an OfficeError when the office has another one. */
export async function claimCardStore(database: Database, store: CardStore, nowMs: number): Promise<void> {
  const found = await database.transaction(async (sql): Promise<OfficeRow | undefined> => {
    const [row] = await sql.query<OfficeRow>('SELECT card_store, token_check FROM office');
    if (row !== undefined) return row;
    await sql.query('INSERT INTO office (card_store, token_check, made_at_ms) VALUES ($1, $2, $3)', [
      store.identity,
      store.tokenCheck,
      nowMs,
    ]);
    return undefined;
  });
  const error = found === undefined ? undefined : otherStore(database, found, store);
  if (error !== undefined) throw error;
}
