/** A purchase with cashback, with everything that must be hidden, in each shipped dialect. */

import type { ReadOptions } from '../../../src/inspect/diagnose/best-attempt.ts';
import type { ExamineOptions } from '../../../src/inspect/diagnose/examine.ts';
import { HostCheck } from '../../../src/inspect/diagnose/host-check.ts';
import { LayoutCache } from '../../../src/inspect/diagnose/hypotheses/dialect-variants.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';

export const PAN = '9578991234567892';
export const TRACK2 = `${PAN}=28112011234567890`;
export const PIN_BLOCK = 'A1B2C3D4E5F60718';
export const NEW_PIN_BLOCK = '0718293A4B5C6D7E';
export const NOW_MS = Date.UTC(2026, 10, 23, 8, 0, 1);
export const DIALECTS = DIALECT_NAMES.map(loadDialect);

const CHIP_DATA = [
  '9F0206000000125000',
  '9F1A020578',
  '5F2A020578',
  '950500000080009A03261123',
  '9C0100',
  `5A08${PAN}`,
  `5711${PAN}D28112011234567890`,
  '9F2608A1A2A3A4A5A6A7A8',
  '9F270180',
].join('');

const REQUEST: readonly (readonly [number, string])[] = [
  [0, '0200'],
  [2, PAN],
  [3, '090000'],
  [4, '000000125000'],
  [7, '1123080000'],
  [11, '000123'],
  [12, '090000'],
  [13, '1123'],
  [14, '2811'],
  [18, '5411'],
  [19, '578'],
  [22, '051'],
  [25, '00'],
  [32, '578001'],
  [35, TRACK2],
  [37, '632709000123'],
  [41, 'SHELL001'],
  [42, '000000000012345'],
  [43, 'REMA 1000              OSLO          NOR'],
  [48, `A3016${NEW_PIN_BLOCK}A0010completion`],
  [49, '578'],
  [52, PIN_BLOCK],
  [54, '0040578D000000025000'],
  [55, CHIP_DATA],
  [64, '0102030405060708'],
];

/** What 1993 has elsewhere. */
const CHANGED_1993: readonly (readonly [number, string])[] = [
  [0, '1200'],
  [12, '261123090000'],
  [22, '51010151314C'],
  [24, '200'],
  [25, '1508'],
  [26, '5411'],
];

export type Elements = Map<number, string>;

export function requestElements(dialectName: string): Elements {
  const elements = new Map(REQUEST);
  if (!dialectName.startsWith('1993')) return elements;
  for (const [number, text] of CHANGED_1993) elements.set(number, text);
  elements.delete(13);
  elements.delete(18);
  return elements;
}

export function responseElements(dialectName: string): Elements {
  const request = requestElements(dialectName);
  const kept = loadDialect(dialectName).echo.flatMap((number) => {
    const text = request.get(number);
    return text === undefined ? [] : [[number, text] as const];
  });
  const is1993 = dialectName.startsWith('1993');
  return new Map([...kept, [0, is1993 ? '1210' : '0210'], [38, 'A1B2C3'], [39, is1993 ? '000' : '00']]);
}

export function packed(dialectName: string, elements: Elements = requestElements(dialectName)): Buffer {
  const layout = compileDialect(loadDialect(dialectName));
  return pack(layout, elements, Buffer.from('6000010002', 'hex').subarray(0, layout.headBytes));
}

export const NO_READ_OPTIONS: ReadOptions = { dialect: undefined, header: undefined, tpdu: undefined };

export function examineOptions(readOptions: Partial<ReadOptions> = {}): ExamineOptions {
  return {
    readOptions: { ...NO_READ_OPTIONS, ...readOptions },
    dialects: DIALECTS,
    layouts: new LayoutCache(),
    host: new HostCheck(),
    nearMs: NOW_MS,
    diagnoses: true,
  };
}

/** Every spelling of what must never be shown, blanks left out, upper case. */
export const SECRETS: readonly string[] = [PAN, PAN.slice(6), TRACK2, TRACK2.slice(17), PIN_BLOCK, NEW_PIN_BLOCK].flatMap((text) => {
  const ascii = Buffer.from(text, 'latin1').toString('hex').toUpperCase();
  const ebcdic = [...text]
    .map((character) => (/\d/.test(character) ? `F${character}` : Buffer.from(character).toString('hex').toUpperCase()))
    .join('');
  return [text, text.replace('=', 'D'), ascii, ebcdic];
});

/** Secrets found in an output. */
export function secretsIn(output: string): readonly string[] {
  const dense = output.replaceAll(/[\s|…]/g, '').toUpperCase();
  return SECRETS.filter((secret) => dense.includes(secret));
}
