/** Opens the back office on its database, starts what it does by itself, and ends it in order. */
import type { Database } from '../../database/database.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../database/open-database.ts';
import { DUE_JOBS } from '../desk/due-jobs.ts';
import { DUE_EVERY_MS, DueWork } from '../desk/due-work.ts';
import { nextDueAtMs } from '../desk/next-due.ts';
import { Settler } from '../money/settler.ts';
import { registerFirstBankUser } from '../users/register-user.ts';
import { type CardStore, claimCardStore } from './card-store.ts';
import type { Office } from './office.ts';
import { type OutboxState, outboxState } from './outbox-state.ts';

/** The clock of the card store, as far as the office needs it. */
export interface OfficeClock {
  readonly nowMs: () => number;
  /** Before a simulated clock is moved; a rejection keeps it from moving. */
  beforeMove(work: () => Promise<void>): void;
  /** After it was moved. */
  onMove(work: () => Promise<void>): void;
  /** A move stops at each of these instants on its way. */
  stopsAt(next: () => Promise<number | undefined>): void;
}

export interface OfficeParts extends Omit<Office, 'database' | 'nowMs' | 'movesAdded'> {
  /** Of the database: `pglite:FOLDER`, `pglite:` or `postgres://…`. */
  readonly address: string;
  readonly cardStore: CardStore;
  readonly clock: OfficeClock;
}

export interface OpenOffice {
  readonly office: Office;
  outbox(): Promise<OutboxState>;
  /** Ends what runs, then the database. The card store must still be open. */
  close(): Promise<void>;
}

/** Somebody must be able to register the others. */
export const FIRST_BANK_USER = { userId: 'BANK01', name: 'Kundesenter VIP' } as const;

/** Rejects with a DatabaseError or an OfficeError of one sentence; then nothing stays open. */
export async function openOffice({ address, cardStore, clock, ...parts }: OfficeParts): Promise<OpenOffice> {
  const database = await openDatabase({ address, migrations: OFFICE_MIGRATIONS, warn: parts.warn });
  try {
    await claimCardStore(database, cardStore, clock.nowMs());
    return await startOffice(database, clock, parts);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startOffice(
  database: Database,
  clock: OfficeClock,
  parts: Omit<Office, 'database' | 'nowMs' | 'movesAdded'>,
): Promise<OpenOffice> {
  const { nowMs } = clock;
  const office: Office = { ...parts, database, nowMs, movesAdded: () => settler.poke() };
  const settler = new Settler(office);
  const due = new DueWork({ office, jobs: Object.values(DUE_JOBS), drained: () => settler.drained() });
  await registerFirstBankUser(office, FIRST_BANK_USER);
  // The card store forgets the key of a move in time: none may be open when years pass.
  clock.beforeMove(() => due.settle());
  clock.onMove(() => due.catchUp());
  clock.stopsAt(() => nextDueAtMs(office));
  // What an earlier process left.
  settler.poke();
  due.start(DUE_EVERY_MS);
  return {
    office,
    outbox: () => outboxState(database, nowMs()),
    close: async () => {
      await due.stop();
      await settler.stop();
      await database.close();
    },
  };
}
