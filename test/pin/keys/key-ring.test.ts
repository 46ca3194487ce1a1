import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { wrapKeyBlock } from '../../../src/pin/keys/key-block.ts';
import { keyCheckValue } from '../../../src/pin/keys/key-check-value.ts';
import { generateTestKeyRing, loadKeyRing, RING_TEXT_CHARS_MAX, TEST_KEYS } from '../../../src/pin/keys/key-ring.ts';
import { KEY_USES } from '../../../src/pin/keys/key-use.ts';
import { KeyRingError } from '../../../src/pin/keys/ring-key.ts';
import { seededBytes } from '../random.ts';
import { ALL_ENTRIES, ENTRIES, ringOf, ringText } from '../ring.ts';
import { hex } from '../vectors.ts';

const KBPK = Buffer.alloc(16, 0x31);

function keyBlockOf(usage: string, algorithm: 'T' | 'A', key: string): string {
  const version = 'B';
  const header = { version, usage, algorithm, modeOfUse: 'B', keyVersion: '00', exportability: 'N', optionalBlocks: [] } as const;
  return wrapKeyBlock(header, hex(key), KBPK, seededBytes(4));
}

/** An entry without its clear key. */
function wrapped(entry: { readonly key: string }, keyBlock: string): object {
  const { key: _key, ...rest } = entry;
  return { ...rest, keyBlock };
}

test('a ring of every use is read', () => {
  const ring = ringOf();
  expect(ring.id).toBe('ring-1');
  expect(ring.isTest).toBe(true);
  expect(ring.keys.map((key) => key.id)).toEqual(['tpk-1', 'tpk-2', 'pvk-1', 'pvk-2', 'token-1']);
  expect(ring.keysOf('pinVerification').map((key) => key.index)).toEqual([1, 2]);
  expect(ring.keysOf('mac')).toEqual([]);
  expect(ring.key('tpk-2')).toMatchObject({ use: 'terminalPin', algorithm: 'AES', index: -1, checkValue: '7AD386' });
  expect(ring.key('tpk-3')).toBeUndefined();
});

test('the cipher of a key is keyed with it', () => {
  const zeros = Buffer.alloc(8);
  const expected = createBlockCipher('TDES', hex(ENTRIES.tdes.key)).encrypt(zeros);
  expect(ringOf().key('tpk-1')?.cipher.encrypt(zeros)).toEqual(expected);
});

test('key blocks are unwrapped, in a file that is not marked as test keys too', () => {
  const entries = [
    wrapped(ENTRIES.tdes, keyBlockOf('P0', 'T', ENTRIES.tdes.key)),
    wrapped(ENTRIES.pvk, keyBlockOf('V2', 'T', ENTRIES.pvk.key)),
    wrapped(ENTRIES.token, keyBlockOf('M6', 'A', ENTRIES.token.key)),
  ];
  const ring = loadKeyRing(ringText(entries, { notice: 'Production' }), 'keys.json', KBPK);
  expect(ring.isTest).toBe(false);
  expect(ring.keys.map((key) => key.checkValue)).toEqual(['08D7B4', ENTRIES.pvk.checkValue, 'BE7ED6']);
  expect(ring.describe()).toMatch(/^key ring ring-1: /);
  expect(KBPK).toEqual(Buffer.alloc(16, 0x31));
});

const { tdes, aes, pvk, token } = ENTRIES;
const BAD_ENTRIES: readonly (readonly [string, unknown, string])[] = [
  ['no object', 7, 'keys.json: key number 2 is not an object'],
  ['null', null, 'keys.json: key number 2 is not an object'],
  ['no id', { ...aes, id: undefined }, 'keys.json: key number 2 needs an id'],
  ['an id of other characters', { ...aes, id: 'a b' }, 'keys.json: key number 2 needs an id'],
  ['a duplicate id', { ...aes, id: 'tpk-1' }, 'two keys have the id "tpk-1"'],
  ['no use', { ...aes, use: undefined }, 'key "tpk-2" has no use; write one of terminalPin, pinVerification, panToken, mac.'],
  ['an unknown use', { ...aes, use: 'masterKey' }, 'key "tpk-2" has an unknown use; write one of terminalPin'],
  ['a use that every object has', { ...aes, use: 'toString' }, 'key "tpk-2" has an unknown use'],
  ['no algorithm', { ...aes, algorithm: undefined }, 'key "tpk-2" has no algorithm; a terminalPin key is for TDES or AES.'],
  ['an unknown algorithm', { ...aes, algorithm: 'DES' }, 'key "tpk-2" has an algorithm that does not fit its use'],
  ['an AES key for PVVs', { ...aes, use: 'pinVerification', index: 3 }, 'a pinVerification key is for TDES.'],
  ['no index', { ...pvk, index: undefined }, 'key "pvk-1" needs an index, a number from 0 to 9'],
  ['an index of two digits', { ...pvk, index: 10 }, 'key "pvk-1" needs an index'],
  ['an index in text', { ...pvk, index: '1' }, 'key "pvk-1" needs an index'],
  ['an index where there is none', { ...aes, index: 1 }, 'key "tpk-2" has an index, which a terminalPin key does not have'],
  ['no key', { ...aes, key: undefined }, 'key "tpk-2" must have either a key or a keyBlock.'],
  ['key and key block', { ...aes, keyBlock: 'B' }, 'key "tpk-2" must have either a key or a keyBlock.'],
  ['bad hexadecimal', { ...aes, key: `${aes.key.slice(0, -1)}G` }, 'key "tpk-2" is not hexadecimal'],
  ['half a byte', { ...aes, key: aes.key.slice(0, -1) }, 'key "tpk-2" is not hexadecimal'],
  ['a key that is a number', { ...aes, key: 12 }, 'key "tpk-2" is not hexadecimal'],
  ['single DES', { ...tdes, id: 'x', key: '0123456789ABCDEF' }, 'key "x" has 8 bytes; a terminalPin key of TDES has 16 or 24 bytes'],
  ['a wrong length', { ...aes, key: aes.key.slice(2) }, 'key "tpk-2" has 15 bytes'],
  ['a token key of 32 bytes', { ...token, key: token.key.repeat(2) }, 'key "token-1" has 32 bytes; a panToken key of AES has 16 bytes'],
  [
    'no check value',
    { ...aes, checkValue: undefined },
    'key "tpk-2" needs a checkValue of 6 hexadecimal digits; the key given has 7AD386.',
  ],
  ['a wrong check value', { ...aes, checkValue: '7AD387' }, 'key "tpk-2" has the checkValue 7AD387 and its key has 7AD386'],
  ['a key block without KBPK', wrapped(aes, 'B0016'), 'key "tpk-2" is a key block and no key block protection key (KBPK) was given'],
  ['a key block that is no text', wrapped(aes, 7 as unknown as string), 'key "tpk-2" has a keyBlock that is not a text'],
];

function messageOf(text: string, kbpk?: Buffer): string {
  try {
    loadKeyRing(text, 'keys.json', kbpk);
  } catch (error) {
    if (error instanceof KeyRingError) return error.message;
    throw error;
  }
  return 'it was read';
}

test.each(BAD_ENTRIES)('%s: one sentence with the file, the key and what to do', (_name, entry, expected) => {
  const message = messageOf(ringText([tdes, entry]));
  expect(message).toContain(expected);
  expect(message).toMatch(/^keys\.json: .*\.$/);
});

test.each([
  ['under another KBPK', keyBlockOf('P0', 'T', tdes.key), Buffer.alloc(16, 0x32), 'cannot be unwrapped: its MAC is wrong'],
  ['of another usage', keyBlockOf('K0', 'T', tdes.key), KBPK, 'another purpose; a terminalPin key of TDES has the key usage P0.'],
  ['of another algorithm', keyBlockOf('P0', 'A', tdes.key), KBPK, 'another purpose'],
  ['of a wrong length', keyBlockOf('P0', 'T', tdes.key.slice(0, 16)), KBPK, 'has 8 bytes'],
])('a key block %s', (_name, keyBlock, kbpk, expected) => {
  expect(messageOf(ringText([wrapped(tdes, keyBlock)]), kbpk)).toContain(expected);
});

const BAD_FILES: readonly (readonly [string, string, string])[] = [
  ['no JSON', `{"key": "${aes.key}" oops`, 'this is not JSON'],
  ['a list', '[]', 'must hold one JSON object'],
  ['no ring id', ringText([aes], { ringId: undefined }), 'ringId must be'],
  ['no keys', ringText([], { keys: undefined }), 'keys must be a list of 1 to 256 keys'],
  ['an empty list', ringText([]), 'keys must be a list of 1 to 256 keys'],
  ['257 keys', ringText(Array.from({ length: 257 }, (_, i) => ({ ...aes, id: `k${i}` }))), 'keys must be a list of 1 to 256 keys'],
  ['a clear key in an unmarked file', ringText([aes], { notice: 'Our keys' }), 'key "tpk-2" is in clear'],
  ['a clear key in a file without notice', ringText([aes], { notice: undefined }), 'key "tpk-2" is in clear'],
  ['two PVKs of one index', ringText([pvk, { ...pvk, id: 'pvk-9' }]), 'keys "pvk-1" and "pvk-9" both have index 1'],
  ['a huge file', ' '.repeat(RING_TEXT_CHARS_MAX + 1), 'longer than 1048576 characters'],
];

test.each(BAD_FILES)('%s is refused in words', (_name, text, expected) => {
  expect(messageOf(text)).toContain(expected);
});

/** Any eight digits in a row of a key would be too much. */
function leaks(text: string, keys: readonly string[]): boolean {
  const upper = text.toUpperCase();
  return keys.some((key) => Array.from({ length: key.length - 7 }, (_, i) => key.slice(i, i + 8)).some((part) => upper.includes(part)));
}

test('no message, description, inspection or JSON of a ring holds a part of a key', () => {
  const keys = ALL_ENTRIES.map((entry) => (entry as { key: string }).key);
  const ring = ringOf();
  const texts = [
    ...BAD_ENTRIES.map(([, entry]) => messageOf(ringText([tdes, entry]))),
    ...BAD_FILES.map(([, text]) => messageOf(text)),
    ring.describe(),
    inspect(ring, { depth: 10, showHidden: true }),
    JSON.stringify(ring),
  ];
  expect(texts.filter((text) => leaks(text, keys))).toEqual([]);
  expect(leaks(ringText([aes]), keys)).toBe(true);
});

test('a mac key comes from a block for the MAC that it makes', () => {
  const mac = { ...aes, id: 'mac-1', use: 'mac' };
  const ring = loadKeyRing(ringText([wrapped(mac, keyBlockOf('M6', 'A', aes.key))]), 'keys.json', KBPK);
  expect(ring.key('mac-1')?.mac?.compute(Buffer.alloc(0), 1)).toHaveLength(16);
  expect(ringOf().keys.filter((key) => key.mac !== undefined)).toEqual([]);
  expect(messageOf(ringText([wrapped(mac, keyBlockOf('P0', 'A', aes.key))]), KBPK)).toContain('key usage M3 or M6.');
});

test('the description says ids, uses and check values, and TEST', () => {
  expect(ringOf(tdes, pvk).describe()).toBe(
    `TEST key ring ring-1: tpk-1 (terminalPin, TDES, check value 08D7B4), pvk-1 (pinVerification index 1, TDES, check value ${pvk.checkValue})`,
  );
});

test('a file that starts with a byte order mark is read', () => {
  expect(loadKeyRing(`\ufeff${ringText([aes])}`, 'keys.json').keys).toHaveLength(1);
});

test('a generated ring: the same randomness, the same ring; its file reads back', () => {
  const first = generateTestKeyRing(seededBytes(7));
  expect(generateTestKeyRing(seededBytes(7)).text).toBe(first.text);
  expect(generateTestKeyRing(seededBytes(8)).text).not.toBe(first.text);
  expect(first.ring.isTest).toBe(true);
  expect(first.ring.keys.map((key) => key.id)).toEqual([
    'tpk-test-tdes',
    'tpk-test-aes',
    'pvk-test-1',
    'pan-token-test',
    'mac-test-aes',
    'mac-test-tdes',
  ]);
  expect(first.ring.key('pvk-test-1')?.index).toBe(1);
  expect(first.text.split('\n')[1]).toMatch(/^ {2}"notice": "TEST KEYS ONLY/);
  expect(loadKeyRing(first.text, 'keys.json').describe()).toBe(first.ring.describe());
});

test('the bytes of generated keys are zeroed and TDES keys have odd parity', () => {
  const given: Buffer[] = [];
  const { text } = generateTestKeyRing((bytes) => {
    const random = seededBytes(given.length + 1)(bytes);
    given.push(random);
    return random;
  });
  expect(given.slice(1).every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  const { keys } = JSON.parse(text) as { keys: { algorithm: string; key: string; checkValue: string }[] };
  for (const { algorithm, key, checkValue } of keys) {
    const bytes = hex(key);
    if (algorithm === 'TDES') expect(bytes.every((byte) => byte.toString(2).replaceAll('0', '').length % 2 === 1)).toBe(true);
    expect(keyCheckValue(createBlockCipher(algorithm === 'AES' ? 'AES' : 'TDES', bytes))).toBe(checkValue);
  }
});

test('the bytes of keys that are read are zeroed, in a good file and in a bad one', () => {
  for (const entries of [[aes, tdes], [{ ...aes, checkValue: '000000' }], [{ ...token, key: aes.key.repeat(2) }]]) {
    const from = vi.spyOn(Buffer, 'from');
    messageOf(ringText(entries));
    const read = from.mock.results.map((result) => result.value as Buffer);
    from.mockRestore();
    expect(read).toHaveLength(entries.length);
    for (const bytes of read) expect(bytes.every((byte) => byte === 0)).toBe(true);
  }
});

test('the tables of uses and of test keys fit', () => {
  for (const { use, algorithm } of TEST_KEYS) {
    const row = KEY_USES.find((one) => one.name === use);
    expect(row?.algorithms).toContain(algorithm);
  }
});
