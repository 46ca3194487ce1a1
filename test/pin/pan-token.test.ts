import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import type { KeyRing } from '../../src/pin/keys/key-ring.ts';
import { cmac } from '../../src/pin/mac/cmac.ts';
import { createPanTokenizer } from '../../src/pin/pan-token.ts';
import { ENTRIES, ringOf } from './ring.ts';
import { hex } from './vectors.ts';

const PAN = '9578990000000013';

/** A ring that counts how often its token key is used. */
function countingRing(): { readonly ring: KeyRing; readonly uses: () => number } {
  const ring = ringOf(ENTRIES.token);
  let uses = 0;
  const keys = ring.keys.map((key) => ({
    ...key,
    cipher: {
      ...key.cipher,
      encryptBlock: (block: Buffer) => {
        uses++;
        key.cipher.encryptBlock(block);
      },
    },
  }));
  return { ring: { ...ring, keys, keysOf: () => keys }, uses: () => uses };
}

test.each(['95789900', PAN, '9578990000000000016'])('the token of %s is the AES-CMAC of its BCD, filled with F', (pan) => {
  const cipher = createBlockCipher('AES', hex(ENTRIES.token.key));
  expect(createPanTokenizer(ringOf())(pan)).toBe(cmac(cipher, hex(pan.padEnd(32, 'F'))).toString('hex'));
});

test('a token is 32 lower-case hexadecimal digits, another for each PAN, and holds no PAN', () => {
  const tokenize = createPanTokenizer(ringOf());
  const pans = Array.from({ length: 1000 }, (_, i) => String(9_578_990_000_000_000n + BigInt(i)));
  const tokens = new Set(pans.map((pan) => tokenize(pan)));
  expect(tokens.size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
  expect(tokenize('9578990000000013')).not.toBe(tokenize('95789900000000130'));
});

test('another key, another token', () => {
  const other = ringOf({ ...ENTRIES.aes, use: 'panToken' });
  expect(createPanTokenizer(other)(PAN)).not.toBe(createPanTokenizer(ringOf())(PAN));
});

test('a PAN seen lately costs no encipherment; what was not used for two generations is forgotten', () => {
  const { ring, uses } = countingRing();
  const tokenize = createPanTokenizer(ring, 4);
  const start = uses();
  const first = tokenize(PAN);
  for (let i = 0; i < 10; i++) expect(tokenize(PAN)).toBe(first);
  expect(uses() - start).toBe(1);

  // Used again in each generation, it stays.
  for (let i = 0; i < 40; i++) {
    tokenize(String(9_578_991_000_000_000n + BigInt(i)));
    expect(tokenize(PAN)).toBe(first);
  }
  expect(uses() - start).toBe(41);

  for (let i = 0; i < 9; i++) tokenize(String(9_578_992_000_000_000n + BigInt(i)));
  const before = uses();
  expect(tokenize(PAN)).toBe(first);
  expect(uses() - before).toBe(1);
});

test('PANs that are not to be kept push no other out', () => {
  const { ring, uses } = countingRing();
  const tokenize = createPanTokenizer(ring, 4);
  const first = tokenize(PAN);
  for (let i = 0; i < 40; i++) tokenize(String(9_578_991_000_000_000n + BigInt(i)), false);
  const before = uses();
  expect([tokenize(PAN, false), tokenize(PAN)]).toEqual([first, first]);
  expect(uses()).toBe(before);
});

test.each(['', '1234567', '12345678901234567890', '957899000000001x', '957899000000001 '])('%o is no PAN', (pan) => {
  expect(() => createPanTokenizer(ringOf())(pan)).toThrow('A PAN has 8 to 19 digits and nothing else.');
});

test('a ring without a token key says so', () => {
  expect(() => createPanTokenizer(ringOf(ENTRIES.aes))).toThrow('Key ring ring-1 has no panToken key; add one to its file.');
});
