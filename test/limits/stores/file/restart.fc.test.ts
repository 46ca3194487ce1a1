/** Random lives of the conformance model across restarts: what a store knows, it knows after one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Store } from '../../../../src/limits/store.ts';
import type { FileStore } from '../../../../src/limits/stores/file/store.ts';
import { openTestStore } from '../../../support/file-stores.ts';
import { runs } from '../../../support/property-settings.ts';
import { checkAgainstModel } from '../conformance/model.ts';

const root = mkdtempSync(join(tmpdir(), 'aksept-restart-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Decisions between two restarts: snapshots fall between some of them. */
const RESTART_EVERY = 37;

function open(): Promise<FileStore> {
  return openTestStore(join(root, 'store'), { fsync: 'no', segmentBytes: 262_144, snapshotEveryRecords: 101 });
}

it('lives with restarts go as the model says', async () => {
  let store = await open();
  let decisions = 0;
  let restarts = 0;
  // The model sends some messages at once: a restart waits for those before it, and those behind it wait.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const done = turn.then(step);
    turn = done.catch(() => {});
    return done;
  };
  const restarting: Store = {
    description: 'restarting',
    identity: 'restarting',
    sweep: () => store.sweep(),
    cards: {
      create: (cards) => inTurn(() => store.cards.create(cards)),
      get: (token) => inTurn(() => store.cards.get(token)),
      getAll: (tokens) => inTurn(() => store.cards.getAll(tokens)),
      list: (cursor, pageSize) => inTurn(() => store.cards.list(cursor, pageSize)),
      fund: (token, amountMinor, key) => inTurn(() => store.cards.fund(token, amountMinor, key)),
      change: (token, change) => inTurn(() => store.cards.change(token, change)),
      endHolds: (token) => inTurn(() => store.cards.endHolds(token)),
      snapshot: (token, instantMs) => inTurn(() => store.cards.snapshot(token, instantMs)),
      history: (token, query) => store.cards.history(token, query),
      historyFromMs: (token) => store.cards.historyFromMs(token),
    },
    decide: (command) =>
      inTurn(async () => {
        decisions += 1;
        if (decisions % RESTART_EVERY === 0) {
          await store.close();
          store = await open();
          restarts += 1;
        }
        return store.decide(command);
      }),
    takeBack: (attempt) => inTurn(async () => store.takeBack(attempt)),
    journal: (entriesMax) => store.journal(entriesMax),
    journalEnd: () => store.journalEnd(),
    journalAfter: (range) => store.journalAfter(range),
    usage: () => store.usage(),
    ready: () => store.ready(),
    close: () => store.close(),
  };
  await checkAgainstModel(restarting, runs(20), 60);
  expect(restarts).toBeGreaterThan(10);
  await store.close();
});
