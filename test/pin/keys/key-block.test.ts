import { expect, test } from 'vitest';
import { encryptCbc } from '../../../src/pin/cipher/block-cipher.ts';
import { unwrapKeyBlock, wrapKeyBlock } from '../../../src/pin/keys/key-block.ts';
import type { KeyBlockHeader, KeyBlockVersion } from '../../../src/pin/keys/key-block-header.ts';
import { seededBytes } from '../random.ts';
import { hex, input, rows, toHex } from '../vectors.ts';

test.each(rows('tr31'))('%s', (_name, vector) => {
  const keyBlock = input(vector, 'key_block');
  const unwrapped = unwrapKeyBlock(keyBlock, hex(input(vector, 'kbpk')));
  const { key } = vector.expected as { key: string };
  expect(unwrapped.ok ? toHex(unwrapped.key) : unwrapped.reason).toBe(key);
  expect(unwrapped.ok && unwrapped.header.version).toBe(keyBlock.charAt(0));
  expect(unwrapped.ok && unwrapped.header.usage).toBe(keyBlock.slice(5, 7));
});

test('a header with optional blocks, read', () => {
  const [, vector] = rows('tr31', 'tr31-unwrap-A').find(([, one]) => input(one, 'key_block').startsWith('A0112P0TE12E0200KS')) ?? [];
  const unwrapped = vector === undefined ? undefined : unwrapKeyBlock(input(vector, 'key_block'), hex(input(vector, 'kbpk')));
  expect(unwrapped?.ok && unwrapped.header).toEqual({
    version: 'A',
    usage: 'P0',
    algorithm: 'T',
    modeOfUse: 'E',
    keyVersion: '12',
    exportability: 'E',
    optionalBlocks: [
      { id: 'KS', data: '00604B120F929280' },
      { id: 'PB', data: '' },
    ],
  });
});

function header(version: KeyBlockVersion, fields: Partial<KeyBlockHeader> = {}): KeyBlockHeader {
  const algorithm = version === 'D' ? 'A' : 'T';
  return { version, usage: 'P0', algorithm, modeOfUse: 'B', keyVersion: '00', exportability: 'N', optionalBlocks: [], ...fields };
}

const KBPK_BYTES = { A: [16, 24], B: [16, 24], C: [16, 24], D: [16, 24, 32] } as const;
const WRAPS = (['A', 'B', 'C', 'D'] as const).flatMap((version) =>
  KBPK_BYTES[version].flatMap((kbpkBytes) => KBPK_BYTES[version].map((keyBytes) => [version, kbpkBytes, keyBytes] as const)),
);

test.each(WRAPS)('version %s, KBPK of %i bytes: a key of %i bytes comes back', (version, kbpkBytes, keyBytes) => {
  const random = seededBytes(kbpkBytes + keyBytes);
  const [kbpk, key] = [random(kbpkBytes), random(keyBytes)];
  const keyBlock = wrapKeyBlock(header(version), key, kbpk, random);
  expect(keyBlock).toMatch(/^[A-D]\d{4}P0[TA]B00N0000[0-9A-F]+$/);
  expect(unwrapKeyBlock(keyBlock, kbpk)).toEqual({ ok: true, header: header(version), key });
});

test('the length of a block does not show the length of its key', () => {
  const lengths = [16, 24].map((bytes) => wrapKeyBlock(header('B'), Buffer.alloc(bytes, 1), Buffer.alloc(16, 2), seededBytes(1)).length);
  expect(new Set(lengths).size).toBe(1);
});

test.each(['A', 'B', 'C', 'D'] as const)('version %s: optional blocks are filled up to whole cipher blocks and come back', (version) => {
  const kbpk = Buffer.alloc(16, 3);
  for (let length = 0; length < 20; length++) {
    const given = [{ id: 'KS', data: '7'.repeat(length) }];
    const keyBlock = wrapKeyBlock(header(version, { optionalBlocks: given }), Buffer.alloc(16, 4), kbpk, seededBytes(2));
    expect(keyBlock.length).toBe(Number(keyBlock.slice(1, 5)));
    const unwrapped = unwrapKeyBlock(keyBlock, kbpk);
    expect(unwrapped.ok && unwrapped.header.optionalBlocks.filter((block) => block.id !== 'PB')).toEqual(given);
  }
});

test.each(['A', 'B', 'C', 'D'] as const)('version %s: no character can be changed unnoticed', (version) => {
  const kbpk = Buffer.alloc(16, 3);
  const keyBlock = wrapKeyBlock(
    header(version, { optionalBlocks: [{ id: 'LB', data: 'A LABEL' }] }),
    Buffer.alloc(16, 4),
    kbpk,
    seededBytes(2),
  );
  const taken: number[] = [];
  for (let i = 0; i < keyBlock.length; i++) {
    const changed = keyBlock.charAt(i) === '1' ? '2' : '1';
    if (unwrapKeyBlock(keyBlock.slice(0, i) + changed + keyBlock.slice(i + 1), kbpk).ok) taken.push(i);
  }
  expect(taken).toEqual([]);
});

const GOOD = wrapKeyBlock(header('B'), Buffer.alloc(16, 4), Buffer.alloc(16, 3), seededBytes(2));

test.each([
  ['another KBPK', GOOD, Buffer.alloc(16, 5), 'its MAC is wrong'],
  ['a KBPK that does not fit', GOOD, Buffer.alloc(32, 3), 'needs a KBPK of 16 or 24 bytes'],
  ['an empty text', '', Buffer.alloc(16, 3), 'it must be 16 to'],
  ['a block cut short', GOOD.slice(0, -2), Buffer.alloc(16, 3), 'the length in its header'],
  ['an unknown version', `E${GOOD.slice(1)}`, Buffer.alloc(16, 3), 'its version'],
  ['a version of the prototype chain', `constructor${GOOD.slice(11)}`, Buffer.alloc(16, 3), 'its version'],
  ['other than hexadecimal', `${GOOD.slice(0, -1)}G`, Buffer.alloc(16, 3), 'whole blocks in hexadecimal'],
  ['a header alone', 'B0016P0TB00N0000', Buffer.alloc(16, 3), 'whole blocks in hexadecimal'],
  ['an optional block beyond the end', 'B0024P0TB00N0100KSFF0000', Buffer.alloc(16, 3), 'optional blocks are malformed'],
  ['an optional block of no length', 'B0024P0TB00N0100KS010000', Buffer.alloc(16, 3), 'optional blocks are malformed'],
  ['an optional block length in letters', 'B0024P0TB00N0100KSXX0000', Buffer.alloc(16, 3), 'optional blocks are malformed'],
  ['a count in letters', 'B0024P0TB00N0X00KS080000', Buffer.alloc(16, 3), 'number of optional blocks'],
  ['a control character', `B0024P0TB00N0100KS08000${String.fromCharCode(7)}`, Buffer.alloc(16, 3), 'printable'],
  ['a header of other characters', 'B0024P-TB00N0100KS080000', Buffer.alloc(16, 3), 'letters and digits'],
])('%s is refused in words', (_name, keyBlock, kbpk, reason) => {
  const unwrapped = unwrapKeyBlock(keyBlock, kbpk);
  expect(unwrapped).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

/** A genuine block of version A whose key claims a length. */
function claimingBits(bits: number, kbpk: Buffer): string {
  const text = 'A0088P0TB00N0000';
  const data = Buffer.alloc(32, 1);
  data.writeUInt16BE(bits);
  const variant = (mask: number) => Buffer.from(kbpk.map((byte) => byte ^ mask));
  const encrypted = encryptCbc('TDES', variant(0x45), Buffer.from(text.slice(0, 8)), data);
  const chain = encryptCbc('TDES', variant(0x4d), Buffer.alloc(8), Buffer.concat([Buffer.from(text), encrypted]));
  return text + toHex(encrypted) + toHex(chain.subarray(-8, -4));
}

test.each([0, 7, 129, 248, 65_528])('a genuine block that claims a key of %i bits is refused', (bits) => {
  const kbpk = Buffer.alloc(16, 3);
  expect(unwrapKeyBlock(claimingBits(128, kbpk), kbpk)).toMatchObject({ ok: true, key: Buffer.alloc(16, 1) });
  expect(unwrapKeyBlock(claimingBits(bits, kbpk), kbpk)).toEqual({ ok: false, reason: expect.stringContaining('length of the key') });
});

test('an optional block in the extended form is read', () => {
  const extended = 'B0080P0TB00N0100KS00020010007777';
  const unwrapped = unwrapKeyBlock(extended.padEnd(80, '0'), Buffer.alloc(16, 3));
  expect(unwrapped).toEqual({ ok: false, reason: expect.stringContaining('MAC is wrong') });
});

test.each([
  [header('B', { usage: 'P' }), Buffer.alloc(16), 'cannot have this header'],
  [header('B', { modeOfUse: ' ' }), Buffer.alloc(16), 'letters and digits'],
  [header('B', { optionalBlocks: [{ id: 'KSN', data: '' }] }), Buffer.alloc(16), 'id of 2 characters'],
  [header('B', { optionalBlocks: [{ id: 'KS', data: '0'.repeat(252) }] }), Buffer.alloc(16), 'at most 251'],
  [header('D'), Buffer.alloc(8), 'needs a KBPK'],
])('a block that could not be read is not written', (bad, kbpk, message) => {
  expect(() => wrapKeyBlock(bad, Buffer.alloc(16), kbpk, seededBytes(1))).toThrow(message);
});
