/** Gauges whose values are read when /metrics is requested. */
import { Gauge, type Registry } from 'prom-client';
import type { JournalLag, StoreUsage } from '../../limits/store.ts';
import type { OutboxState } from '../../programme/core/outbox-state.ts';

export interface GaugeSources {
  readonly connections: () => number;
  readonly inFlight: () => number;
  readonly inDoubt: () => number;
  readonly inDoubtMax: () => number;
  readonly heldAnswers: () => number;
  readonly storeReady: () => Promise<boolean>;
  /** Undefined when the store is not in this process. */
  readonly storeUsage: () => StoreUsage | undefined;
  /** Of the back office; undefined without one. */
  readonly outbox: (() => Promise<OutboxState | undefined>) | undefined;
  readonly databaseReady: (() => Promise<boolean>) | undefined;
}

export const NO_SOURCES: GaugeSources = {
  connections: () => 0,
  inFlight: () => 0,
  inDoubt: () => 0,
  inDoubtMax: () => 0,
  heldAnswers: () => 0,
  storeReady: async () => false,
  storeUsage: () => undefined,
  outbox: undefined,
  databaseReady: undefined,
};

/** Undefined: the gauge has no value now. */
export function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | undefined | Promise<number | undefined>,
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.remove();
      const value = await read();
      if (value !== undefined) this.set(value);
    },
  });
}

export function addAuthorizerGauges(registry: Registry, sources: () => GaugeSources): void {
  const add = (name: string, help: string, read: (now: GaugeSources) => number | Promise<number>): void =>
    addGauge(registry, name, help, () => read(sources()));
  add('aksept_connections', 'Open connections of terminals.', (now) => now.connections());
  add('aksept_requests_in_flight', 'Requests that wait for their answer.', (now) => now.inFlight());
  add('aksept_in_doubt', 'Attempts in doubt that are still to be taken back.', (now) => now.inDoubt());
  add('aksept_in_doubt_max', 'Attempts in doubt at which new requests are declined.', (now) => now.inDoubtMax());
  add('aksept_held_answers', 'Answers that fault rules hold.', (now) => now.heldAnswers());
  add('aksept_store_up', '1 when an attempt could be decided now, otherwise 0.', async (now) => ((await now.storeReady()) ? 1 : 0));
}

/** Without a back office they have no values. */
export function addOfficeGauges(registry: Registry, sources: () => GaugeSources): void {
  const add = (name: string, help: string, read: (state: OutboxState) => number): void =>
    addGauge(registry, name, help, async () => {
      const state = await sources().outbox?.();
      return state === undefined ? undefined : read(state);
    });
  add('aksept_outbox_pending', 'Moves of money of the back office that are still to be carried out.', ({ pending }) => pending);
  add(
    'aksept_outbox_oldest_age_seconds',
    'Age of the oldest move that is still to be carried out, by the clock of the cards; 0 when there is none.',
    ({ oldestAgeMs }) => oldestAgeMs / 1_000,
  );
  add('aksept_outbox_refused', 'Moves of money that a card did not take.', ({ refused }) => refused);
  addGauge(registry, 'aksept_database_up', '1 when the database of the back office answers, otherwise 0.', async () => {
    const ready = await sources().databaseReady?.();
    return ready === undefined ? undefined : Number(ready);
  });
}

/** A store outside the process has no values here, and only a file store has a journal to write. */
export function addStoreGauges(registry: Registry, usage: () => StoreUsage | undefined): void {
  const addByKind = (name: string, help: string, read: (cap: StoreUsage['caps'][number]) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        this.reset();
        for (const cap of usage()?.caps ?? []) this.set({ kind: cap.name }, read(cap));
      },
    });
  };
  const addJournal = (name: string, help: string, read: (lag: JournalLag) => number): void =>
    addGauge(registry, name, help, () => {
      const lag = usage()?.journal;
      return lag === undefined ? undefined : read(lag);
    });
  addByKind('aksept_store_entries', 'What the store keeps, by kind.', ({ used }) => used);
  addByKind('aksept_store_entries_max', 'The most that the store keeps, by kind.', ({ max }) => max);
  addGauge(registry, 'aksept_store_bytes', 'Memory of the store outside the heap of JavaScript.', () => usage()?.bytes);
  addJournal('aksept_journal_pending_records', 'Records of the journal that are not durable yet.', ({ records }) => records);
  addJournal('aksept_journal_pending_bytes', 'Bytes of the journal that are not durable yet.', ({ bytes }) => bytes);
  addJournal(
    'aksept_journal_pending_age_seconds',
    'Age of the oldest record of the journal that is not durable yet; 0 when all are.',
    ({ oldestMs }) => oldestMs / 1_000,
  );
}
