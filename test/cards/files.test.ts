import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CARDS_MAX, cardFileText, parseCardFile, readCardFile, writeCardFile } from '../../src/cards/card-file.ts';
import { issueCards } from '../../src/issuing/issue-cards.ts';
import { openKeyRing } from '../../src/pin/keys/key-file.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';

const [CARD, OTHER] = issueCards({ count: 2, balanceMinor: 1, profile: 'kronekort', status: 'active' }, '957899', 0, seededBytes('files'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function permissions(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('card files', () => {
  test('what is written can be read; the first line says what it is; only the owner may read it', () => {
    const path = join(folder, 'cards.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    const cards = [CARD, OTHER].filter((card) => card !== undefined);
    writeCardFile(path, cards);
    expect(readCardFile(path)).toEqual(cards);
    expect(readFileSync(path, 'utf8').split('\n')[0]).toContain('SYNTHETIC TEST CARDS ONLY');
    expect(permissions(path)).toBe(0o600);
  });

  test('a bare list is read too; balance, status and profile may be left out', () => {
    const { status, profile, balanceMinor, ...rest } = CARD ?? {};
    expect([status, profile, balanceMinor]).toEqual(['active', 'kronekort', 1]);
    expect(parseCardFile(JSON.stringify([rest]), 'cards.json')).toEqual([{ ...CARD, balanceMinor: 0 }]);
    expect(parseCardFile(JSON.stringify({ notice: 'test', cards: [{ ...CARD, status: 'lost' }] }), 'cards.json')).toEqual([
      { ...CARD, status: 'lost' },
    ]);
  });

  test.each([
    ['no JSON', '{', 'cards.json: this is not JSON'],
    ['no list', '{"cards": 1}', 'must hold a list of cards'],
    ['an object for the list', '{"cards":{}}', 'must hold a list of cards'],
    ['a string', '"x"', 'must hold a list of cards'],
    ['more cards than are read', `[${'0,'.repeat(CARDS_MAX)}0]`, 'holds 2000001 cards, and at most 2000000 are read'],
    ['a duplicate', cardFileText([CARD, OTHER, CARD].filter((card) => card !== undefined)), 'cards 1 and 3 have the same PAN'],
    ['a wrong check digit', JSON.stringify([{ ...CARD, pan: '9578990000000006' }]), 'card 1: pan: has a wrong check digit'],
    ['a short PAN', JSON.stringify([{ ...CARD, pan: '957899' }]), 'card 1: pan: must be 12 to 19 digits'],
    ['a month 13', JSON.stringify([CARD, { ...OTHER, expiry: '2813' }]), 'card 2: expiry: must be YYMM'],
    ['a PIN of 3 digits', JSON.stringify([{ ...CARD, pin: '123' }]), 'card 1: pin: must be 4 to 12 digits'],
    ['no PAN', JSON.stringify([CARD, { ...OTHER, pan: undefined }]), 'card 2: pan: is missing'],
    ['a PAN that is a number', JSON.stringify([{ ...CARD, pan: 9578990000000006 }]), 'card 1: pan: '],
    [
      'a negative balance',
      JSON.stringify([{ ...CARD, balanceMinor: -1 }]),
      'card 1: balanceMinor: must be a whole number of øre, 0 or more',
    ],
    ['half an øre', JSON.stringify([{ ...CARD, balanceMinor: 1.5 }]), 'card 1: balanceMinor: must be a whole number of øre, 0 or more'],
    ['an unknown status', JSON.stringify([{ ...CARD, status: 'eaten' }]), 'card 1: status: must be one of active, '],
    ['an unknown field', JSON.stringify([{ ...CARD, cvv: '123' }]), 'card 1: has the unknown key "cvv"; known are pan, '],
    ['an entry that is none', '[1]', 'card 1: must be an object'],
    ['a PIN of letters', JSON.stringify([{ ...CARD, pin: '98765x' }]), 'card 1: pin: must be 4 to 12 digits'],
    ['text after the end', `${JSON.stringify([CARD])}!`, 'cards.json: this is not JSON'],
  ])('refused: %s', (_name, text, sentence) => {
    expect(() => parseCardFile(text, 'cards.json')).toThrow(sentence);
    let message = '';
    try {
      parseCardFile(text, 'cards.json');
    } catch (error) {
      message = String(error);
    }
    expect(message).not.toMatch(/\d{12,}|98765x/);
  });

  test('files that cannot be read or written', () => {
    expect(() => readCardFile(join(folder, 'none.json'))).toThrow('cannot be read (ENOENT)');
    expect(() => writeCardFile(join(folder, 'none', 'cards.json'), [])).toThrow('cannot be written (ENOENT)');
  });
});

describe('the key ring file', () => {
  test('is made once, for its owner only, and opened after that', () => {
    const path = join(folder, 'data', 'keys.json');
    const made = openKeyRing(path, '', seededBytes('ring'));
    const opened = openKeyRing(path, '', seededBytes('another'));
    expect([made.generated, opened.generated]).toEqual([true, false]);
    expect(opened.ring.describe()).toBe(made.ring.describe());
    expect([made.ring.isTest, permissions(path)]).toEqual([true, 0o600]);
  });

  test.each([
    ['no JSON', '{', '', 'this is not JSON'],
    ['a KBPK that is none', '{}', 'zz', 'AKSEPT_KBPK must be 32, 48 or 64 hexadecimal digits.'],
  ])('refused: %s', (_name, text, kbpk, sentence) => {
    const path = join(folder, 'keys.json');
    writeFileSync(path, text);
    expect(() => openKeyRing(path, kbpk, seededBytes('ring'))).toThrow(sentence);
  });

  test('a path that cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openKeyRing(join(folder, 'file', 'keys.json'), '', seededBytes('ring'))).toThrow(/key ring .* (read|written)/i);
  });
});
