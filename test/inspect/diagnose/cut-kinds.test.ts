/** A cut ranks below whole readings of the same bytes, and first when the message is really cut. */
import { expect, test } from 'vitest';
import { isCut } from '../../../src/inspect/diagnose/cut-message.ts';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { type DialectName, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { CASES } from '../support/cases.ts';
import { type Elements, examineOptions, packed, requestElements } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

const OPTIONS = examineOptions();

function variant(name: DialectName, changes: Partial<Dialect>, elements: Readonly<Record<string, Partial<ElementSpec>>> = {}): Dialect {
  const dialect = loadDialect(name);
  const merged = Object.entries(elements).map(([number, spec]) => [number, { ...(dialect.elements[number] as ElementSpec), ...spec }]);
  return { ...dialect, ...changes, elements: { ...dialect.elements, ...Object.fromEntries(merged) } };
}

/** Without elements that have a length: only a cut can end the first reading of too few bytes. */
function fixedOnly(elements: Elements): Elements {
  return new Map([...elements].filter(([number]) => ![32, 35, 48, 52, 54, 55, 64].includes(number)));
}

const RAW_BINARY = variant('1987-ascii-hex', { binary: 'raw' });
const DIGITS_COUNTED = variant('1987-ascii-hex', {}, { 55: { counts: 'bytes' } });
const UP_TO_CHIP = [0, 2, 3, 4, 7, 11, 12, 13, 41, 49, 55];

interface Whole {
  readonly what: string;
  readonly dialect: Dialect;
  readonly elements: Elements;
}

function upToChip(...more: readonly (readonly [number, string])[]): Elements {
  const kept = [...requestElements('1987-ascii')].filter(([number]) => UP_TO_CHIP.includes(number));
  return new Map([...kept, ...more].sort(([one], [other]) => one - other));
}

/** An element of another width than the dialect has, and its value. */
function narrow(number: number, format: string, text: string, name: DialectName = '1987-ascii'): Whole {
  const elements = fixedOnly(requestElements(name)).set(number, text);
  return { what: `DE${number} as ${format}`, dialect: variant(name, {}, { [number]: { format } }), elements };
}

/** Whole messages that a shipped dialect reads up to a cut. */
const WHOLE: readonly Whole[] = [
  { what: 'chip data as bytes', dialect: RAW_BINARY, elements: upToChip() },
  { what: 'chip data and a MAC as bytes', dialect: RAW_BINARY, elements: upToChip([64, '0102030405060708']) },
  {
    what: 'a PIN block as bytes',
    dialect: RAW_BINARY,
    elements: new Map([...fixedOnly(requestElements('1987-ascii')), [52, 'A1B2C3D4E5F60718']]),
  },
  { what: 'chip data whose length counts digits', dialect: DIGITS_COUNTED, elements: upToChip() },
  narrow(4, 'n 10', '0000125000'),
  narrow(7, 'n 8', '11230800'),
  narrow(12, 'n 4', '0900'),
  narrow(22, 'n 2', '05'),
  narrow(37, 'an 10', '6327090001'),
  narrow(41, 'ans 7', 'SHELL01'),
  narrow(42, 'ans 12', 'KIOSK1234567'),
  narrow(43, 'ans 38', 'REMA 1000              OSLO        NOR'),
  narrow(41, 'ans 7', 'SHELL01', '1987-ascii-hex'),
];

test('whole readings come before a cut', () => {
  const trials = WHOLE.map(({ what, dialect, elements }): Trial => {
    const { broken, findings, attempt } = examine(pack(compileDialect(dialect), elements), OPTIONS);
    const [best] = findings;
    const isRight = isCut(attempt.unpacked.problem) && best?.cause !== 'truncated' && best?.attempt?.isComplete === true;
    const said = findings.map(({ cause, rank, sentence }) => `${cause} ${rank.toFixed(1)}: ${sentence.slice(0, 90)}`).join(' | ');
    return { name: what, miss: isRight ? '' : `${broken?.reason ?? 'in order'} ${said}` };
  });
  expectShare('whole before cut', trials, 1);
});

test('messages that are cut are called so first', () => {
  const trials = (['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const).flatMap((name) =>
    [0.35, 0.6, 0.75, 0.93].map((share): Trial => {
      const message = packed(name);
      const { findings } = examine(message.subarray(0, Math.round(message.length * share)), OPTIONS);
      const [best] = findings;
      return { name: `${name} ${share}`, miss: best?.cause === 'truncated' ? '' : `${best?.cause}: ${best?.sentence.slice(0, 120)}` };
    }),
  );
  expectShare('cut messages', trials, 0.9);
});

test('the message of the public report', () => {
  const digits =
    '0400F23A400108418202000000400000000019957899000000000123818000000000003000011090806461003310011201129112996010600020060002000000000003430003948 ' +
    '03808110012000004096565733200000003000001578030003317000394809080646510000000003132020010033111090806450000000000000000000000';
  const { findings } = examine(Buffer.from(digits, 'latin1'), OPTIONS);
  expect(findings.map(({ cause }) => cause)).toEqual(['encoding', 'elementForm', 'truncated']);
});

test('a stream that ends within a message', () => {
  const last = CASES.threeAndACut.subarray(231);
  expect(examine(last, OPTIONS).findings.map(({ cause }) => cause)).toEqual(['truncated']);
});
