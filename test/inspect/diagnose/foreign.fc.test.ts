/** What is no ISO 8583 is named; random bytes are not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { foreignSentence } from '../../../src/inspect/diagnose/foreign.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { DIALECT_NAMES } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { runs } from '../../support/property-settings.ts';
import { CASES } from '../support/cases.ts';
import { examineOptions, packed } from '../support/messages.ts';

const TLS = `16030100f8010000f40303${'ab'.repeat(32)}20${'cd'.repeat(32)}0026c02bc02fc02cc030`;

test.each<[string, Buffer, RegExp]>([
  ['a TLS client', Buffer.from(TLS, 'hex'), /a TLS handshake/],
  ['a TLS server', Buffer.from(`160303004a02000046${'ab'.repeat(70)}`, 'hex'), /a TLS handshake/],
  ['a TLS alert', Buffer.from('15030300020228', 'hex'), /a TLS alert/],
  ['TLS data', Buffer.from(`1703030020${'5a'.repeat(32)}`, 'hex'), /TLS data/],
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), /an HTTP request/],
  ['an HTTP response', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), /an HTTP response/],
  ['XML', Buffer.from('<?xml version="1.0"?><Document/>'), /XML/],
  ['JSON', Buffer.from('{"mti": "0200", "de2": "1"}'), /JSON/],
  ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), /an SSH greeting/],
  ['NDC', Buffer.from('11\x1c000000001\x1c\x1c1E\x1c15\x1c'), /NDC/],
  ['an IP packet', Buffer.from('4500001c000100004011000000000000000000000035003500080000', 'hex'), /an IP packet/],
])('%s', (_name, bytes, expected) => {
  const examined = examine(bytes, examineOptions());
  const { findings } = examined;
  expect(findings[0]?.cause).toBe('foreign');
  expect(findings[0]?.sentence).toMatch(expected);
  expect(examinedText(examined, { color: false, full: true })).toBe(
    `No ISO 8583 message, ${bytes.length} bytes: BROKEN\nLikeliest cause: ${findings[0]?.sentence}`,
  );
  expect(examinedJson(examined)).toMatchObject({ mti: '', rows: [], bytesNotShown: bytes.length });
});

test('a first reading that makes no sense is not listed', () => {
  const text = examinedText(examine(CASES.networkHeader, examineOptions()), { color: false, full: false });
  expect(text.split('\n').slice(0, 3)).toEqual([
    '0110 in 1987-bcd, 168 bytes: BROKEN',
    expect.stringContaining('Likeliest cause: In front of the MTI, at offset 26'),
    'Read so:',
  ]);
  expect(text.match(/^ mti| mti |^mti/gm)).toHaveLength(1);
  expect(text).toContain('1987-bcd with TPDU was tried first. The message, at offset 24 (0x0018)');
});

test('no message of a dialect is taken for anything else', () => {
  for (const name of DIALECT_NAMES) expect(foreignSentence(packed(name))).toBe('');
});

test('random bytes are named nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), (noise) => {
      // A first byte that no signature begins with, so that no noise is one by chance.
      const bytes = Buffer.concat([Buffer.from([0x8f]), noise]);
      expect(foreignSentence(bytes)).toBe('');
    }),
  );
});

/**
 * No byte can be a digit: not in ASCII, EBCDIC or BCD. Noise with digits may be a message by chance.
 * Nor 0xEF, which begins the sign that programs write for bytes they lost.
 */
const NO_DIGITS = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte >> 4 > 9 && byte < 0xef && (byte & 0x0f) > 9);

test('random bytes get no cause', () => {
  const options = examineOptions();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...NO_DIGITS), { minLength: 20, maxLength: 400 }), (noise) => {
      const { broken, findings } = examine(Buffer.from([0x8f, ...noise]), options);
      expect(broken).toBeDefined();
      expect(findings).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});
