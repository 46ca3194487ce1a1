/** An office is opened for one card store, does by itself what is due, and ends in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../../src/database/open-database.ts';
import { type CardStore, claimCardStore } from '../../../src/programme/core/card-store.ts';
import { DueWork } from '../../../src/programme/core/due-work.ts';
import { outboxState } from '../../../src/programme/core/outbox-state.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';

const STORE: CardStore = { description: 'file:./data/store', identity: 'a', tokenCheck: '123456', isKept: true };

let opened: TestOffice;
beforeAll(async () => {
  opened = await openTestOffice();
});
afterAll(() => opened.close());

describe('an office belongs to one card store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-office-'));
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ address: `pglite:${join(folder, 'office')}`, migrations: OFFICE_MIGRATIONS, warn: () => {} });
    await claimCardStore(database, STORE, 1);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the same one is taken at each start', async () => {
    await expect(claimCardStore(database, STORE, 2)).resolves.toBeUndefined();
  });

  test.each<[string, Partial<CardStore>, RegExp]>([
    [
      'another store',
      { identity: 'b' },
      /belongs to another card store than file:\.\/data\/store; give that store with --store, or another database/,
    ],
    ['another key ring', { tokenCheck: '654321' }, /was made with another key ring; give that one with --keys/],
    [
      'cards in memory',
      { identity: 'b', description: 'memory:', isKept: false },
      /is kept, and the cards of memory: end with the process; .*--database pglite:/,
    ],
  ])('%s is refused in one sentence', async (_name, other, sentence) => {
    await expect(claimCardStore(database, { ...STORE, ...other }, 2)).rejects.toThrow(sentence);
    expect(await database.query('SELECT card_store FROM office')).toEqual([{ card_store: 'a' }]);
  });
});

describe('the work of the clock', () => {
  test('runs all jobs in order, and tells one that fails once', async () => {
    const { office, sentences } = opened;
    const ran: string[] = [];
    const failing = {
      name: 'fail',
      run: async () => {
        ran.push('fail');
        throw new RangeError('secret');
      },
    };
    const jobs = [failing, { name: 'go on', run: async () => ran.push('go on') }];
    const due = new DueWork({ office, jobs, drained: async () => {} });
    await due.pass();
    await due.pass();
    expect(ran).toEqual(['fail', 'go on', 'fail', 'go on']);
    expect(sentences.filter((sentence) => sentence.includes('"fail"'))).toEqual([
      'The work "fail" of the back office failed and is tried again: A fault (RangeError).',
    ]);
    await due.stop();
  });

  test('catches up after a jump: what one job made due, another does, and money is moved between', async () => {
    const order: string[] = [];
    const due = new DueWork({
      office: opened.office,
      jobs: [{ name: 'job', run: async () => order.push('job') }],
      drained: async () => {
        order.push('drained');
      },
    });
    await due.catchUp();
    expect(order.slice(0, 4)).toEqual(['job', 'drained', 'job', 'drained']);
  });

  test('a jump fails when money cannot be moved', async () => {
    const due = new DueWork({ office: opened.office, jobs: [], drained: () => Promise.reject(new Error('held up')) });
    await expect(due.catchUp()).rejects.toThrow('held up');
  });
});

test('an empty outbox has nothing pending', async () => {
  expect(await outboxState(opened.office.database, opened.clock.nowMs)).toEqual({ pending: 0, oldestAgeMs: 0, refused: 0 });
});
