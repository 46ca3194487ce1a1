import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardEntry } from '../../src/cards/card-entry.ts';
import { CardFileError, cardFileText, parseCardFile, writeCardFile } from '../../src/cards/card-file.ts';
import { TEST_CARDS_MAX, TestCardFile } from '../../src/cards/test-card-file.ts';
import { issueCards } from '../../src/issuing/issue-cards.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';

const CARDS = issueCards({ count: 6, balanceMinor: 1, profile: 'kronekort', status: 'active' }, '957899', 0, seededBytes('test cards'));
const [FIRST, ...OTHERS] = CARDS as [CardEntry, ...CardEntry[]];
const otherPin = (card: CardEntry): CardEntry => ({ ...card, pin: card.pin === '1111' ? '2222' : '1111' });

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-test-cards-'));
  path = join(folder, 'data/cards.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(path, 'utf8');

describe('adding', () => {
  test('makes the file and its folder, for the owner only', () => {
    new TestCardFile(path).add([FIRST]);
    expect(text()).toBe(cardFileText([FIRST]));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('card by card and by another process gives the file that writing all at once gives', () => {
    const [one, other] = [new TestCardFile(path), new TestCardFile(path)];
    for (const [index, card] of CARDS.entries()) (index % 2 === 0 ? one : other).add([card]);
    expect(text()).toBe(cardFileText(CARDS));
    expect(new TestCardFile(path).read()).toEqual(CARDS);
  });

  test('after the cards of a file that has none', () => {
    new TestCardFile(path).add([FIRST]);
    writeCardFile(path, []);
    new TestCardFile(path).add(OTHERS);
    expect(text()).toBe(cardFileText(OTHERS));
  });

  test('a card with the PIN that it has there writes nothing', () => {
    new TestCardFile(path).add(CARDS);
    const before = statSync(path, { bigint: true }).mtimeNs;
    new TestCardFile(path).add([{ ...FIRST, balanceMinor: 77 }]);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(before);
    expect(text()).toBe(cardFileText(CARDS));
  });

  test('a card with another PIN replaces the one that is there', () => {
    const file = new TestCardFile(path);
    file.add(CARDS);
    file.add([otherPin(FIRST)]);
    expect(file.read()).toEqual([otherPin(FIRST), ...OTHERS]);
  });

  test.each([
    ['a bare list', JSON.stringify(CARDS.slice(0, 2))],
    ['a file that somebody has edited', JSON.stringify({ cards: CARDS.slice(0, 2) }, undefined, 4)],
    ['a file with Windows line ends', cardFileText(CARDS.slice(0, 2)).replaceAll('\n', '\r\n')],
  ])('to %s keeps its cards', (_name, before) => {
    new TestCardFile(path).add([FIRST]);
    writeFileSync(path, before);
    new TestCardFile(path).add(CARDS.slice(2));
    expect(parseCardFile(text(), path)).toEqual(CARDS);
  });

  test('takes the file from other users', () => {
    new TestCardFile(path).add([FIRST]);
    chmodSync(path, 0o644);
    new TestCardFile(path).add(OTHERS);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('no more than the named number', () => {
    const pans = Array.from({ length: TEST_CARDS_MAX }, (_none, index) => ({ ...FIRST, pan: `9578${index}` }));
    const file = new TestCardFile(path);
    file.add([FIRST, ...pans.slice(2)]);
    const before = statSync(path).size;
    file.add(pans.slice(0, 1));
    expect(statSync(path).size).toBeGreaterThan(before);
    expect(() => file.add(pans.slice(1, 2))).toThrow(`${path}: keeps at most 100000 test cards, and more were issued or loaded`);
  });
});

describe('a file whose end was being written when the machine stopped', () => {
  test('cut at any byte of what was added, keeps the cards before it', () => {
    new TestCardFile(path).add(CARDS.slice(0, 3));
    const before = text();
    new TestCardFile(path).add(CARDS.slice(3));
    const after = text();
    // The old end of the file is written over.
    for (let bytes = before.length - '\n  ]\n}\n'.length; bytes < after.length; bytes += 1) {
      writeFileSync(path, after.slice(0, bytes));
      const found = new TestCardFile(path).read();
      expect(found.length).toBeGreaterThanOrEqual(3);
      expect(found).toEqual(CARDS.slice(0, found.length));
    }
  });

  test('is whole again with the next card', () => {
    new TestCardFile(path).add(CARDS.slice(0, 3));
    writeFileSync(path, text().slice(0, -20));
    const file = new TestCardFile(path);
    expect(file.read()).toEqual(CARDS.slice(0, 2));
    file.add(CARDS.slice(2));
    expect(text()).toBe(cardFileText(CARDS));
  });
});

describe('a file that cannot be used', () => {
  test('is none when it is not there', () => {
    expect(new TestCardFile(path).read()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  test.each(['these are my cards', '{"cards": "none"}', ''])('%j stays as it is', (content) => {
    new TestCardFile(path).add([FIRST]);
    writeFileSync(path, content);
    const file = new TestCardFile(path);
    expect(() => file.read()).toThrow(CardFileError);
    expect(() => file.add(CARDS)).toThrow(CardFileError);
    expect(text()).toBe(content);
  });

  test('a folder in its place, and a file in place of its folder, are one sentence', () => {
    expect(() => new TestCardFile(folder).read()).toThrow(
      `The file of test cards ${folder} cannot be read (EISDIR); choose another path with --test-cards.`,
    );
    writeFileSync(join(folder, 'data'), '');
    expect(() => new TestCardFile(path).add(CARDS)).toThrow(
      `The file of test cards ${path} cannot be read (ENOTDIR); choose another path with --test-cards.`,
    );
  });
});
