/** An office is opened for one card store, does by itself what is due, and ends in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../../src/database/open-database.ts';
import { type CardStore, claimCardStore } from '../../../src/programme/core/card-store.ts';
import { outboxState } from '../../../src/programme/core/outbox-state.ts';
import { DueWork } from '../../../src/programme/desk/due-work.ts';
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

  test('catches up after a jump: money is moved behind each job that did something', async () => {
    const order: string[] = [];
    const job = (name: string, did: number[], isRepeated = false) => ({
      name,
      isRepeated,
      run: async () => {
        order.push(name);
        return did.shift() ?? 0;
      },
    });
    const due = new DueWork({
      office: opened.office,
      jobs: [job('pay', [1]), job('nothing', [0]), job('return', [2, 1, 0], true), job('close', [1])],
      drained: async () => {
        order.push('moved');
      },
    });
    await due.catchUp();
    expect(order).toEqual(['pay', 'moved', 'nothing', 'return', 'moved', 'return', 'moved', 'return', 'close', 'moved', 'moved']);
  });

  test('a job that reads much rests after it found nothing, unless an earlier one did something', async () => {
    const { office, clock } = opened;
    let due = 0;
    let looked = 0;
    const jobs = [
      { name: 'expire', run: async () => due },
      {
        name: 'return',
        restMs: 60_000,
        run: async () => {
          looked += 1;
          return 0;
        },
      },
    ];
    const work = new DueWork({ office, jobs, drained: async () => {} });
    await work.pass();
    await work.pass();
    expect(looked).toBe(1);
    due = 1;
    await work.pass();
    expect(looked).toBe(2);
    due = 0;
    clock.nowMs += 60_000;
    await work.pass();
    expect(looked).toBe(3);
    await work.catchUp();
    expect(looked).toBe(4);
  });

  test('a jump fails when money cannot be moved', async () => {
    const drained = () => Promise.reject(new Error('held up'));
    for (const jobs of [[], [{ name: 'pay', run: async () => 1 }]]) {
      const due = new DueWork({ office: opened.office, jobs, drained });
      await expect(due.catchUp()).rejects.toThrow('held up');
      await due.pass();
      await due.stop();
    }
  });
});

test('an empty outbox has nothing pending', async () => {
  expect(await outboxState(opened.office.database, opened.clock.nowMs)).toEqual({ pending: 0, oldestAgeMs: 0, refused: 0 });
});
