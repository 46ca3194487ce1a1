import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardEntry } from '../../src/cards/card-entry.ts';
import { TestCardFile } from '../../src/cards/test-card-file.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { openCards } from '../../src/server/stores.ts';
import { pinKeeper, testCardFile } from '../../src/server/test-cards.ts';
import { KeptLog } from './app-fixture.ts';

const CARD: CardEntry = { pan: '9578990000001235', pin: '1234', expiry: '2811', balanceMinor: 5, status: 'active', profile: 'kronekort' };
const ORDER = { count: 250, balanceMinor: 1, profile: 'kronekort', status: 'active' } as const;

let folder = '';
let testCards = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-server-test-cards-'));
  testCards = join(folder, 'cards.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (log = new KeptLog()) => openCards(settingsWith({ keys: join(folder, 'keys.json'), testCards }), log);
const kept = (): readonly CardEntry[] => new TestCardFile(testCards).read();

test.each([
  ['with test keys', { testCards: 'cards.json' }, true, 'cards.json'],
  ['not with other keys', { testCards: 'cards.json' }, false, undefined],
  ['not when the setting says none', { testCards: 'none' }, true, undefined],
  ['not when it is empty', { testCards: '' }, true, undefined],
])('there is a file %s', (_name, settings, isTest, path) => {
  expect(testCardFile(settings, { isTest })?.path).toBe(path);
});

describe('what a card service keeps', () => {
  test('the cards that it issues, and no key', async () => {
    const { cards } = await open();
    const issued = await cards.issue(ORDER, '');
    expect(kept()).toEqual(issued.cards);
  });

  test('an order in batches, each before it is on file', async () => {
    const { cards, store } = await open();
    const create = store.cards.create.bind(store.cards);
    const seen: number[] = [];
    store.cards.create = (batch) => {
      seen.push(kept().length);
      return create(batch);
    };
    await cards.issue(ORDER, '');
    expect(seen).toEqual([100, 200, 250]);
  });

  test('the cards that it loads, once', async () => {
    const { cards } = await open();
    await cards.import([CARD]);
    await cards.import([{ ...CARD, balanceMinor: 9 }]);
    expect(kept()).toEqual([CARD]);
  });

  test('of a card on file only the right PIN', async () => {
    const { cards } = await open();
    await cards.import([CARD]);
    rmSync(testCards);
    await cards.import([{ ...CARD, pin: '4321' }]);
    expect(existsSync(testCards)).toBe(false);
    await cards.import([CARD]);
    expect(kept()).toEqual([CARD]);
  });

  test('of a new card the PIN that it gets, whatever the file says', async () => {
    await (await open()).cards.import([CARD]);
    // A memory store is new each time.
    await (await open()).cards.import([{ ...CARD, pin: '4321' }]);
    expect(kept()).toEqual([{ ...CARD, pin: '4321' }]);
  });
});

test('a file that cannot be used is told once, until it can be used again, and cards are issued', async () => {
  writeFileSync(testCards, 'these are my cards');
  const log = new KeptLog();
  const { cards } = await open(log);
  expect(await cards.issue(ORDER, '')).toMatchObject({ created: 250 });
  expect(log.lines).toEqual([
    `warn ["PANs and PINs of new cards are not kept. ${testCards}: this is not JSON; give a file made by aksept cards issue --out."]`,
  ]);
  expect(readFileSync(testCards, 'utf8')).toBe('these are my cards');
  const keep = pinKeeper(new TestCardFile(testCards), log);
  keep([CARD]);
  rmSync(testCards);
  keep([CARD]);
  writeFileSync(testCards, 'others');
  keep([{ ...CARD, pin: '4321' }]);
  expect(log.lines).toHaveLength(3);
});
