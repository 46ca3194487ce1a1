import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardFileText, writeCardFile } from '../../src/cards/card-file.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { issueCards } from '../../src/issuing/issue-cards.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import { loadCardFile } from '../../src/server/load-card-file.ts';
import { openCards } from '../../src/server/stores.ts';
import { KeptLog } from './app-fixture.ts';

const CARDS = issueCards({ count: 20_000, balanceMinor: 1, profile: 'kronekort', status: 'active' }, '957899', 0, seededBytes('load'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-load-cards-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function load(
  path: string,
  stepMs: number,
): Promise<{ readonly log: KeptLog; readonly again: () => ReturnType<typeof loadCardFile> }> {
  const log = new KeptLog();
  let clockMs = 0;
  const nowMs = (): number => {
    clockMs += stepMs;
    return clockMs;
  };
  const { cards } = await openCards(settingsWith({ keys: join(folder, 'keys.json') }), log);
  const again = () => loadCardFile(path, cards, log, nowMs);
  await again();
  return { log, again };
}

test('says how many of the cards are read, then on file, and what there was in the end', async () => {
  const path = join(folder, 'cards.json');
  writeCardFile(path, CARDS);
  const { log } = await load(path, 1_000);
  const line = (cards: number, text: string) => `info ${JSON.stringify([{ file: path, cards, of: 20_000 }, text])}`;
  expect(log.lines[0]).toBe(line(20_000, 'Cards are being read.'));
  expect(log.lines[1]).toBe(line(200, 'Cards are being put on file.'));
  expect(log.lines[2]).toBe(line(400, 'Cards are being put on file.'));
  expect(log.lines.at(-1)).toBe(
    `info ${JSON.stringify([{ file: path, cards: 20_000, created: 20_000 }, 'The cards of the file are on file.'])}`,
  );
});

test('a quick load says one line, and a second load of the same file that none is new', async () => {
  const path = join(folder, 'cards.json');
  writeCardFile(path, CARDS.slice(0, 3));
  const { log, again } = await load(path, 0);
  expect(await again()).toEqual({ cards: 3, created: 0 });
  const last = (created: number) => `info ${JSON.stringify([{ file: path, cards: 3, created }, 'The cards of the file are on file.'])}`;
  expect(log.lines).toEqual([last(3), last(0)]);
});

test('the pieces of a large file are one JSON text', () => {
  expect(JSON.parse(cardFileText(CARDS)).cards).toEqual(CARDS);
  expect(JSON.parse(cardFileText([])).cards).toEqual([]);
});
