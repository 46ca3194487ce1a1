import { describe, expect, test } from 'vitest';
import { formatProblem, panOf } from '../../src/authorizer/check-format.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { PAN, purchase, reversalOf } from './fixture.ts';

const TRACK2 = `${PAN}=28112011000012300`;
const ORIGINAL = { class: 'financial', stan: 1, transmissionTimeMs: 1, acquirerId: '', rrn: '', approvalCode: '', localDate: '' } as const;

/** What is wrong, and a word that its sentence must hold. */
const WRONG: readonly (readonly [string, Partial<TransactionRequest>, string])[] = [
  ['no STAN', { stan: 0 }, 'STAN'],
  ['STAN of seven digits', { stan: 1_000_000 }, 'STAN'],
  ['fractional STAN', { stan: 1.5 }, 'STAN'],
  ['no terminal id', { terminalId: '' }, 'DE41'],
  ['terminal id of nine characters', { terminalId: 'TERM00001' }, 'DE41'],
  ['terminal id with a line break', { terminalId: 'T\n1' }, 'DE41'],
  ['terminal id outside ASCII', { terminalId: 'KASSE-Å' }, 'DE41'],
  ['no transmission time', { transmissionTimeMs: 0 }, 'DE7'],
  ['negative transmission time', { transmissionTimeMs: -1 }, 'DE7'],
  ['transmission time that is no number', { transmissionTimeMs: Number.NaN }, 'DE7'],
  ['transmission time past year 9999', { transmissionTimeMs: 253_402_300_800_000 }, 'DE7'],
  ['no type', { type: '' }, 'DE3'],
  ['no card', { pan: '' }, 'DE2'],
  ['PAN of 11 digits', { pan: '95789900000' }, 'DE2'],
  ['PAN of 20 digits', { pan: '95789900000000000000' }, 'DE2'],
  ['PAN with a letter', { pan: '957899000000000A' }, 'DE2'],
  ['track 2 without separator', { pan: '', track2: PAN }, 'DE35'],
  ['track 2 of 38 characters', { pan: '', track2: `${PAN}=${'1'.repeat(21)}` }, 'DE35'],
  ['track 2 with a short PAN', { pan: '', track2: '95789900000=2811201' }, 'DE35'],
  ['track 2 with nothing after the PAN', { pan: '', track2: `${PAN}=` }, 'DE35'],
  ['track 2 with a letter in it', { pan: '', track2: `${PAN}=2811X01` }, 'DE35'],
  ['PAN and track 2 of two cards', { pan: '9578990000000013', track2: TRACK2 }, 'differ'],
];

describe('check 1: the format', () => {
  test.each(WRONG)('%s', (_name, changes, word) => {
    const request = purchase(changes);
    const problem = formatProblem(request);
    expect(problem).toContain(word);
    expect(problem).toMatch(/^[A-Z].*\.$/);
    if (request.pan !== '') expect(problem).not.toContain(request.pan);
  });

  test.each([
    ['as it comes', {}],
    ['the highest STAN', { stan: 999_999 }],
    ['a terminal id of eight characters with a blank', { terminalId: 'KASSE 01' }],
    ['track 2 alone, separator =', { pan: '', track2: TRACK2 }],
    ['track 2 alone, separator D', { pan: '', track2: TRACK2.replace('=', 'D') }],
    ['PAN and track 2 of one card', { track2: TRACK2 }],
    ['a type that has no name here', { type: 'unknown' }],
  ] as const)('is right: %s', (_name, changes) => {
    const request = purchase(changes);
    expect(formatProblem(request)).toBe('');
    expect(panOf(request)).toBe(PAN);
  });

  test.each([
    ['without original data', undefined],
    ['original without STAN', { ...ORIGINAL, stan: 0 }],
    ['original without transmission time', { ...ORIGINAL, transmissionTimeMs: 0 }],
    ['original that is a reversal', { ...ORIGINAL, class: 'reversal' }],
  ] as const)('a reversal: %s', (_name, original) => {
    expect(formatProblem(reversalOf(purchase(), { original }))).toContain('DE90');
  });
});
