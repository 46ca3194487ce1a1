import { afterEach, expect, test, vi } from 'vitest';
import type { BlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import type { KeyRing } from '../../src/pin/keys/key-ring.ts';
import { PIN_DIGITS_MAX } from '../../src/pin/pin-block.ts';
import { createPinEncrypter, createPinVerifier, type PinCheckRequest } from '../../src/pin/pin-verifier.ts';
import { PIN_BLOCK_FORMATS } from '../../src/protocol/message.ts';
import { seededBytes } from './random.ts';
import { ENTRIES, ringOf } from './ring.ts';

/** From a terminal whose key is fixed. */
function sent(pan: string, pinBlock: Buffer, format: PinCheckRequest['format'], keyId: string): PinCheckRequest {
  return { pan, pinBlock, format, keyId, ksn: Buffer.alloc(0) };
}

const PAN = '4564320000980369';
const MALFORMED = { pin: 'malformed' };
const ring = ringOf();
const verifier = createPinVerifier(ring);
const encrypter = createPinEncrypter(ring, seededBytes(1));
const FORMATS = PIN_BLOCK_FORMATS.map((row) => row.name);

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(FORMATS)('%s: what the terminal enciphers is what the host checks, one reference for each PVK', (format) => {
  // 0885 is a published value of this PAN, PIN and key.
  const keyId = format === 'iso4' ? 'tpk-2' : 'tpk-1';
  const single = createPinVerifier(ringOf(ENTRIES.tdes, ENTRIES.aes, ENTRIES.pvk));
  expect(single.check(sent(PAN, encrypter.encrypt(PAN, '0654', format, keyId), format, keyId))).toEqual({
    pin: 'given',
    references: ['1:0885'],
  });
  const both = verifier.check(sent(PAN, encrypter.encrypt(PAN, '0654', format, keyId), format, keyId));
  expect(both).toEqual({ pin: 'given', references: ['1:0885', verifier.reference(PAN, '0654')] });
});

test('a card is issued under the newest PVK, the last of the ring', () => {
  expect(verifier.reference('1122334455667788', '1912')).toBe('2:3244');
  expect(createPinVerifier(ringOf(ENTRIES.pvk2, ENTRIES.pvk)).reference(PAN, '0654')).toBe('1:0885');
});

test('a stored reference is that of a PIN under any PVK of the ring, and of no other PIN', () => {
  const both = createPinVerifier(ringOf(ENTRIES.pvk, ENTRIES.pvk2));
  const references = [ENTRIES.pvk, ENTRIES.pvk2].map((pvk) => createPinVerifier(ringOf(pvk)).reference(PAN, '0654'));
  expect(references[0]).not.toBe(references[1]);
  for (const reference of references) {
    expect(both.matches(reference, PAN, '0654')).toBe(true);
    expect(both.matches(reference, PAN, '0655')).toBe(false);
  }
  expect(createPinVerifier(ringOf(ENTRIES.pvk2)).matches(references[0] ?? '', PAN, '0654')).toBe(false);
});

test('no format: 8 bytes are format 0 and 16 bytes format 4', () => {
  for (const format of ['iso0', 'iso4'] as const) {
    expect(verifier.check(sent(PAN, encrypter.encrypt(PAN, '0654', format, ''), '', ''))).toMatchObject({ pin: 'given' });
  }
  expect(verifier.check(sent(PAN, encrypter.encrypt(PAN, '0654', 'iso3', ''), '', ''))).toEqual(MALFORMED);
});

test.each([0, 1, 7, 9, 15, 17, 24])('a block of %i bytes is malformed in every format', (bytes) => {
  for (const format of ['', ...FORMATS] as const) expect(verifier.check(sent(PAN, Buffer.alloc(bytes, 1), format, ''))).toEqual(MALFORMED);
});

test.each([
  ['a key that is not in the ring', 'tpk-3', 'iso0'],
  ['a key for something else', 'pvk-1', 'iso0'],
  ['an AES key for a format 0 block', 'tpk-2', 'iso0'],
  ['a TDES key for a format 4 block', 'tpk-1', 'iso4'],
] as const)('%s: malformed, and no wrong PIN', (_name, keyId, format) => {
  expect(verifier.check(sent(PAN, encrypter.encrypt(PAN, '0654', format, ''), format, keyId))).toEqual(MALFORMED);
});

test('a key for something else deciphers no PIN block, even when it could', () => {
  const { key, checkValue } = ENTRIES.pvk;
  const terminal = createPinEncrypter(ringOf({ ...ENTRIES.tdes, key, checkValue }), seededBytes(1));
  expect(verifier.check(sent(PAN, terminal.encrypt(PAN, '0654', 'iso0', ''), 'iso0', 'pvk-1'))).toEqual(MALFORMED);
});

test.each(['', '45643200009', '456432000098036x', '45643200009803691234'])('the PAN %o makes it malformed, not a fault', (pan) => {
  for (const format of FORMATS) {
    expect(verifier.check(sent(pan, encrypter.encrypt(PAN, '0654', format, ''), format, ''))).toEqual(MALFORMED);
  }
});

test('an empty key id means the first key that fits the format', () => {
  const later = { ...ENTRIES.tdes, id: 'tpk-9', key: ENTRIES.pvk.key, checkValue: ENTRIES.pvk.checkValue };
  const two = createPinVerifier(ringOf(ENTRIES.aes, ENTRIES.tdes, later, ENTRIES.pvk));
  expect(two.check(sent(PAN, encrypter.encrypt(PAN, '0654', 'iso0', 'tpk-1'), 'iso0', ''))).toMatchObject({ pin: 'given' });
  const none = createPinVerifier(ringOf(ENTRIES.aes, ENTRIES.pvk));
  expect(none.check(sent(PAN, encrypter.encrypt(PAN, '0654', 'iso0', 'tpk-1'), 'iso0', ''))).toEqual(MALFORMED);
});

test('the given block is zeroed, whatever comes out', () => {
  const blocks = [
    [encrypter.encrypt(PAN, '0654', 'iso0', ''), 'iso0', ''],
    [encrypter.encrypt(PAN, '0654', 'iso4', ''), 'iso4', ''],
    [encrypter.encrypt(PAN, '0654', 'iso4', ''), 'iso0', ''],
    [encrypter.encrypt(PAN, '0654', 'iso0', ''), 'iso0', 'no such key'],
    [Buffer.alloc(5, 1), '', ''],
  ] as const;
  for (const [block, format, keyId] of blocks) {
    verifier.check(sent(PAN, block, format, keyId));
    expect(block.every((byte) => byte === 0)).toBe(true);
  }
});

interface Recording {
  readonly ring: KeyRing;
  /** Every block that a cipher worked on, as it is now. */
  readonly seen: Buffer[];
}

/** A ring whose ciphers remember the blocks they work on, and call back each time. */
function recordingRing(onWork: () => void = () => {}): Recording {
  const seen: Buffer[] = [];
  const record = (cipher: BlockCipher): BlockCipher => {
    const through = (work: (block: Buffer) => void) => (block: Buffer) => {
      work(block);
      seen.push(block);
      onWork();
    };
    return { ...cipher, encryptBlock: through(cipher.encryptBlock), decryptBlock: through(cipher.decryptBlock) };
  };
  const keys = ring.keys.map((key) => ({ ...key, cipher: record(key.cipher) }));
  const recording = { ...ring, keys, key: (id: string) => keys.find((key) => key.id === id) };
  return { ring: { ...recording, keysOf: (use) => keys.filter((key) => key.use === use) }, seen };
}

function left(buffers: readonly Buffer[]): Buffer[] {
  return buffers.filter((buffer) => buffer.some((byte) => byte !== 0));
}

test.each(FORMATS)('%s: every buffer of a check is zero afterwards', (format) => {
  const block = encrypter.encrypt(PAN, '0654', format, '');
  const wrong = Buffer.from(block);
  wrong[0] = (wrong[0] ?? 0) ^ 0xff;
  let pinsHeld = 0;
  const alloc = vi.spyOn(Buffer, 'alloc');
  const buffers = () => alloc.mock.results.map((result) => result.value as Buffer);
  const { ring: recording, seen } = recordingRing(() => {
    if (left(buffers().filter((buffer) => buffer.length === PIN_DIGITS_MAX)).length > 0) pinsHeld++;
  });
  const recorded = createPinVerifier(recording);
  for (const given of [block, wrong]) recorded.check(sent(PAN, given, format, ''));
  const allocated = buffers();
  alloc.mockRestore();
  // The PIN was there when each of two PVKs worked, and is gone; format 4 deciphers twice.
  expect(pinsHeld).toBe(2);
  expect(seen.length).toBe(format === 'iso4' ? 6 : 4);
  expect(left([...seen, ...allocated])).toEqual([]);
});

test('every buffer of a reference and of the terminal’s side is zero afterwards, but the block itself', () => {
  const { ring: recording, seen } = recordingRing();
  createPinVerifier(recording).reference(PAN, '0654');
  expect(seen.length).toBe(1);
  const from = vi.spyOn(Buffer, 'from');
  const block = createPinEncrypter(recording, seededBytes(2)).encrypt(PAN, '0654', 'iso4', '');
  const typed = from.mock.results.map((result) => result.value as Buffer);
  from.mockRestore();
  expect(typed).toHaveLength(1);
  expect(left(typed)).toEqual([]);
  expect(left(seen).every((one) => one === block)).toBe(true);
});

test.each(['123', '1234567890123', '12a4', '', '١٢٣٤', '\u0131\u0132\u0133\u0134'])(
  'the PIN %o is refused at both ends, unquoted',
  (pin) => {
    const refused = 'A PIN has 4 to 12 digits and nothing else.';
    expect(() => verifier.reference(PAN, pin)).toThrow(refused);
    for (const format of FORMATS) expect(() => encrypter.encrypt(PAN, pin, format, '')).toThrow(refused);
  },
);

test('a reference needs a PAN of 12 to 19 digits', () => {
  expect(() => verifier.reference('12345678901', '1234')).toThrow('A PVV needs a PAN of 12 to 19 digits.');
});

test('a terminal without a key that fits says so', () => {
  const bare = createPinEncrypter(ringOf(ENTRIES.aes), seededBytes(1));
  expect(() => bare.encrypt(PAN, '1234', 'iso0', '')).toThrow('Key ring ring-1 has no terminalPin key for PIN blocks of iso0');
  expect(() => bare.encrypt(PAN, '1234', 'iso4', 'tpk-7')).toThrow('has no such terminalPin key for PIN blocks of iso4');
});

test('a ring without a PVK says so', () => {
  expect(() => createPinVerifier(ringOf(ENTRIES.tdes))).toThrow('Key ring ring-1 has no pinVerification key; add one to its file.');
});
