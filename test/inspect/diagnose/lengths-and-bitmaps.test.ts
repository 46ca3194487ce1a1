/**
 * Lengths of 4 to 6 digits, lengths in hexadecimal digits, third bitmaps and bitmaps within an element
 * are named, and the message is read by them: messages of dialects that nobody ships.
 */
import { describe, expect, test } from 'vitest';
import { type Examined, examine } from '../../../src/inspect/diagnose/examine.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { type DialectName, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { type Elements, examineOptions, secretsIn } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

const TWO = headerKind('2b', false);
const OPTIONS = examineOptions();

const PLAIN: readonly (readonly [number, string])[] = [
  [0, '0200'],
  [2, '9578990000001235'],
  [3, '000000'],
  [4, '000000012300'],
  [7, '1129080000'],
  [11, '000123'],
  [12, '090000'],
  [13, '1129'],
  [22, '051'],
  [32, '12345678901'],
  [37, '633308000123'],
  [41, 'TERM0001'],
  [42, 'KIOSK1234567890'],
  [49, '578'],
];

function message(more: readonly (readonly [number, string])[] = []): Elements {
  return new Map([...PLAIN, ...more].sort(([one], [other]) => one - other));
}

function changed(name: DialectName, changes: Partial<Dialect>, elements: Readonly<Record<string, Partial<ElementSpec>>> = {}): Dialect {
  const dialect = loadDialect(name);
  const merged = Object.entries(elements).map(([number, spec]) => [
    number,
    { name: 'Private', format: 'ans ...999', ...dialect.elements[number], ...spec },
  ]);
  return { ...dialect, ...changes, elements: { ...dialect.elements, ...Object.fromEntries(merged) } };
}

interface Input {
  readonly name: string;
  readonly dialect: Dialect;
  readonly elements: Elements;
  /** What the likeliest cause must say. */
  readonly says: RegExp;
}

function examined(bytes: Buffer): Examined {
  return examine(bytes, OPTIONS);
}

/** What is wrong with what came out of a message; '' if nothing is. */
function missOf({ findings, better }: Examined, { says, elements }: Input): string {
  const [best] = findings;
  if (best === undefined || !says.test(best.sentence)) return best?.sentence ?? 'no cause';
  const read = new Map(better?.attempt.unpacked.elements.map(({ number, text }) => [number, text]));
  const wrong = [...elements].filter(([number, text]) => number !== 0 && read.get(number) !== text && read.get(number) !== hexOf(text));
  return wrong.length === 0 ? '' : `reads another ${wrong.map(([number]) => `DE${number}`).join(', ')}`;
}

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex').toUpperCase();
}

function trialsOf(inputs: readonly Input[]): readonly Trial[] {
  return inputs.flatMap((input) => {
    const bytes = pack(compileDialect(input.dialect), input.elements);
    return [
      { name: input.name, miss: missOf(examined(bytes), input) },
      { name: `${input.name}, with a length header`, miss: missOf(examined(encodeFrame(TWO, bytes)), input) },
    ];
  });
}

const ASCII_ONES: readonly DialectName[] = ['1987-ascii', '1987-ascii-hex'];

test('a length of 4, 5 or 6 digits', () => {
  const inputs = (['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic'] as const).flatMap((name) =>
    [48, 60, 104, 127].flatMap((number) =>
      [4, 5, 6].map((digits): Input => {
        const dialect = changed(name, {}, { [number]: { format: `ans ${'.'.repeat(digits)}9999` } });
        const elements = message([[number, 'PROVIDER=NORD;LANE=07;BASKET=2']]);
        const bytes = dialect.length === 'bcd' ? `(?:${digits}|${digits % 2 === 0 ? digits - 1 : digits + 1})` : digits;
        return {
          name: `${name} DE${number} ${digits}`,
          dialect,
          elements,
          says: new RegExp(`^DE${number} .* has a length of ${bytes} digits`),
        };
      }),
    ),
  );
  // BCD fills whole bytes, so that LLLL has the bytes of LLL.
  const tried = inputs.filter(({ name }) => !/bcd.* 4$/.test(name));
  expectShare('lengths of 4 to 6 digits', trialsOf(tried), 0.95);
});

test('lengths in hexadecimal digits', () => {
  const variants: readonly (readonly (readonly [number, string])[])[] = [
    [],
    [[48, 'PROVIDER=NORD;LANE=07;BASKET=2']],
    [[63, 'a'.repeat(255)]],
    [[35, '9578990000001235=28112011234567890']],
    [[54, '0040578D000000025000']],
    [
      [44, 'THANK YOU'],
      [60, 'LANE 07'],
    ],
  ];
  const inputs = [...ASCII_ONES, '1987-ebcdic' as const].flatMap((name) =>
    variants.map((more, index): Input => {
      const dialect = changed(name, { length: name === '1987-ebcdic' ? 'ebcdicHex' : 'hex' });
      return { name: `${name} ${index}`, dialect, elements: message(more), says: /lengths as (?:EBCDIC )?hexadecimal digits/ };
    }),
  );
  expectShare('hexadecimal lengths', trialsOf(inputs), 0.95);
});

test('digits that are the characters of a message with lengths in hexadecimal digits', () => {
  const dialect = changed('1987-ascii-hex', { length: 'hex' });
  const ids: readonly (readonly (readonly [number, string])[])[] = [
    [[32, '1234567890']],
    [
      [32, '12345678901'],
      [49, '578'],
    ],
    [
      [33, '98765432109'],
      [70, '301'],
    ],
    [
      [32, '12345678901'],
      [33, '57800100001'],
    ],
    [
      [37, '633308000123'],
      [100, '5780010000'],
    ],
    [
      [22, '051'],
      [32, '12345678901'],
    ],
  ];
  const inputs = ['0200', '0100', '0220', '0420'].flatMap((mti) =>
    ids.map((more): Input => {
      const kept = PLAIN.filter(([number]) => [2, 3, 4, 7, 11, 12, 13].includes(number));
      const elements = new Map([...kept, ...more, [0, mti] as const].sort(([one], [other]) => one - other));
      const name = `${mti} ${more.map(([number, text]) => `DE${number} ${text.length}`).join()}`;
      return { name, dialect, elements, says: /its characters\..*lengths as hexadecimal digits/ };
    }),
  );
  const trials = inputs.flatMap((input): readonly Trial[] => {
    const text = pack(compileDialect(dialect), input.elements).toString('latin1');
    // An odd number of digits is no bytes.
    return text.length % 2 === 1 ? [] : [{ name: input.name, miss: missOf(examined(Buffer.from(text, 'hex')), input) }];
  });
  expectShare('digits that are characters', trials, 0.95);
});

test('a third bitmap', () => {
  const inputs = (['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic'] as const).flatMap((name) =>
    (['behindSecond', 'element65'] as const).flatMap((thirdBitmap) =>
      (
        [
          [[130, 'test']],
          [
            [129, 'LANE 07'],
            [192, 'BASKET=2'],
          ],
          [
            [70, '301'],
            [160, 'PROVIDER=NORD'],
          ],
        ] as const
      ).map((more): Input => {
        const forms = Object.fromEntries(more.filter(([number]) => number > 128).map(([number]) => [number, {}]));
        const words = thirdBitmap === 'behindSecond' ? 'stands behind the second' : 'stands in the place of element 65';
        return {
          name: `${name} ${thirdBitmap} ${more.map(([number]) => number).join()}`,
          dialect: changed(name, { thirdBitmap }, forms),
          elements: message(more),
          says: new RegExp(`^A third bitmap ${words}`),
        };
      }),
    ),
  );
  expectShare('third bitmaps', trialsOf(inputs), 0.95);
});

const ROUTING = 'SRC         SNK         000001000001GRP         ';
const INNER: readonly (readonly [string, string, readonly string[]])[] = [
  ['2000100000000000', `${ROUTING}20261129`, ['3', '20']],
  ['4000000000000000', '05KEY01', ['2']],
  ['6000000000000000', `05KEY01${ROUTING}`, ['2', '3']],
  ['0040000000000000', '123', ['10']],
  ['4020000000000000', '05KEY0106KEY000', ['2', '11']],
  ['0000040000000000', '00012211Postilion', ['22']],
  ['0000100000000000', '20261129', ['20']],
  ['0008100000000000', 'STREETS OF OSLO 120261129', ['13', '20']],
  ['0000000080000000', '0002', ['33']],
  ['4000000002000000', '05KEY0100', ['2', '39']],
  ['0010000000000000', '05OWNER', ['12']],
];

describe('a bitmap within an element', () => {
  test('behind a length of 6 digits', () => {
    const inputs = INNER.flatMap(([bitmap, rest, numbers]) =>
      [Buffer.from(bitmap, 'hex').toString('latin1'), bitmap].map((head): Input => {
        const words = `DE127 .* 6 digits .*DE127 holds a bitmap of its own, with ${numbers.map((number) => `127.${number}`).join('.*')}`;
        return {
          name: `${numbers.join()} ${head.length}`,
          dialect: changed('1987-ascii', {}, { 127: { format: 'ans ......9999' } }),
          elements: message([[127, head + rest]]),
          says: new RegExp(words),
        };
      }),
    );
    expectShare('bitmaps within DE127, LLLLLL', trialsOf(inputs), 0.95);
  });

  test('in a message that is in order', () => {
    const trials = INNER.map(([bitmap, rest, numbers]): Trial => {
      const bytes = pack(compileDialect(loadDialect('1987-ascii')), message([[127, Buffer.from(bitmap, 'hex').toString('latin1') + rest]]));
      const { broken, listing } = examined(bytes);
      const row = listing.rows.find(({ element }) => element === 127);
      const labels = row?.parts.map(({ label }) => label).join();
      const isRight =
        broken === undefined && row?.meaning === 'holds a bitmap of its own' && labels === numbers.map((each) => `127.${each}`).join();
      return { name: numbers.join(), miss: isRight ? '' : `${broken?.reason ?? ''} ${row?.meaning} ${labels}` };
    });
    expectShare('bitmaps within DE127, in order', trials, 1);
  });

  test('a card verification value in it is hidden everywhere', () => {
    for (const head of [Buffer.from('0040000000000000', 'hex').toString('latin1'), '0040000000000000']) {
      const { listing } = examined(pack(compileDialect(loadDialect('1987-ascii')), message([[127, `${head}739`]])));
      const row = listing.rows.find(({ element }) => element === 127);
      expect(row?.parts).toMatchObject([{ label: '127.10', value: '***', meaning: 'Card verification value' }]);
      expect(row?.value.endsWith('***')).toBe(true);
      expect(row?.valueHex.endsWith('** ** **')).toBe(true);
    }
  });
});

test('digits that are characters hide card data in both readings', () => {
  const dialect = changed('1987-ascii-hex', { length: 'hex' });
  const elements = new Map<number, string>([
    [0, '0200'],
    [2, '9578991234567892'],
    [3, '000000'],
    [4, '000000012300'],
    [7, '1129080000'],
    [11, '000001'],
    [12, '090000'],
    [13, '1129'],
    [32, '1234567890'],
  ]);
  const text = pack(compileDialect(dialect), elements).toString('latin1');
  expect(text.length % 2).toBe(0);
  const result = examined(Buffer.from(text, 'hex'));
  expect(result.findings[0]?.cause).toBe('digitsAreText');
  expect(
    secretsIn(JSON.stringify([result.listing, result.better?.listing, result.broken, result.findings.map(({ sentence }) => sentence)])),
  ).toEqual([]);
});
