import { describe, expect, test } from 'vitest';
import { formatProblem, panOf } from '../../src/authorizer/check-format.ts';
import { eventOf } from '../../src/limits/rules/event.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { exchangeOf, PAN, purchase, reversalOf } from './fixture.ts';

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
  ['RRN of 13 characters', { rrn: '1234567890123' }, 'DE37'],
  ['RRN with a line break', { rrn: '12345678901\n' }, 'DE37'],
  ['local time of 12 digits', { localTime: '202611231200' }, 'DE12'],
  ['local time with a letter', { localTime: '2026112312000Z' }, 'DE12'],
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

function problemOf(request: TransactionRequest): string {
  return formatProblem(exchangeOf(request), eventOf(request));
}

describe('the check format', () => {
  test.each(WRONG)('%s', (_name, changes, word) => {
    const request = purchase(changes);
    const problem = problemOf(request);
    expect(problem).toContain(word);
    expect(problem).toMatch(/^[A-Z].*\.$/);
    if (request.pan !== '') expect(problem).not.toContain(request.pan);
  });

  test.each([
    ['as it comes', {}],
    ['the highest STAN', { stan: 999_999 }],
    ['a terminal id of eight characters with a blank', { terminalId: 'KASSE 01' }],
    ['track 2 alone, separator =', { pan: '', track2: TRACK2 }],
    ['track 2 alone, separator d', { pan: '', track2: TRACK2.replace('=', 'd') }],
    ['track 2 alone, separator D', { pan: '', track2: TRACK2.replace('=', 'D') }],
    ['PAN and track 2 of one card', { track2: TRACK2 }],
    ['a type that has no name here', { type: 'unknown' }],
  ] as const)('is right: %s', (_name, changes) => {
    const request = purchase(changes);
    const exchange = exchangeOf(request, { pan: '' });
    expect(formatProblem(exchange, eventOf(request))).toBe('');
    expect(exchange.pan).toBe(PAN);
    expect(panOf(request)).toBe(PAN);
  });

  test('a PIN change without a new PIN block, over both classes', () => {
    for (const messageClass of ['authorization', 'financial'] as const) {
      expect(problemOf(purchase({ class: messageClass, type: 'pinChange', amountMinor: 0 }))).toContain('new PIN block');
    }
    expect(problemOf(reversalOf(purchase(), { type: 'pinChange' }))).toBe('');
  });
});

const FOLLOWING: readonly (readonly [string, Partial<TransactionRequest>])[] = [
  ['a reversal', { class: 'reversal' }],
  ['an increment', { class: 'authorization', purpose: 'increment' }],
  ['a partial dispense', { class: 'advice', purpose: 'partialDispense' }],
];
const COMPLETION = { class: 'advice', purpose: 'completion' } as const;
const NONE = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' } as const;

describe('the check format: what follows an original names it', () => {
  describe.each(FOLLOWING)('%s', (_name, kind) => {
    test.each([
      ['no original data', undefined],
      ['empty original data', NONE],
      ['STAN alone', { ...NONE, stan: 1 }],
      ['transmission time alone', { ...NONE, transmissionTimeMs: 1 }],
      ['local date alone', { ...NONE, localDate: '1123' }],
      ['approval code alone', { ...NONE, approvalCode: 'ABC123' }],
    ] as const)('is malformed with %s', (_what, original) => {
      expect(problemOf(purchase({ ...kind, original }))).toContain('The original must be named');
    });

    test.each([
      ['STAN and transmission time', { ...NONE, stan: 1, transmissionTimeMs: 1 }],
      ['STAN and local date', { ...NONE, stan: 1, localDate: '1123' }],
      ['RRN', { ...NONE, rrn: '612345678901' }],
    ] as const)('is right with %s', (_what, original) => {
      expect(problemOf(purchase({ ...kind, original }))).toBe('');
    });

    test('is right with an RRN of its own, which a transaction shares', () => {
      expect(problemOf(purchase({ ...kind, rrn: '612345678901' }))).toBe('');
    });
  });

  test('a completion may come without; an offline approval, a request and a refund have none', () => {
    expect(problemOf(purchase({ ...COMPLETION, original: undefined }))).toBe('');
    expect(problemOf(purchase({ ...COMPLETION, original: NONE }))).toBe('');
    for (const kind of [{ class: 'advice', purpose: 'offlineApproval' }, { class: 'financial' }, { type: 'refund' }] as const) {
      expect(problemOf(purchase({ ...kind, original: { ...ORIGINAL, class: 'reversal', stan: -1 } }))).toBe('');
    }
  });

  test.each([
    ['that is a reversal', { ...ORIGINAL, class: 'reversal' }, 'cannot be a reversal'],
    ['with a STAN of seven digits', { ...ORIGINAL, stan: 1_000_000, rrn: '1' }, 'STAN of the original'],
    ['with a time that is no number', { ...ORIGINAL, transmissionTimeMs: Number.NaN }, 'time of the original'],
    ['with an RRN of 13 characters', { ...ORIGINAL, rrn: '1234567890123' }, 'DE37'],
    ['with an approval code of 7 characters', { ...ORIGINAL, approvalCode: 'ABC1234' }, 'DE38'],
    ['with a date of 8 digits', { ...ORIGINAL, localDate: '20261123' }, 'DE13'],
  ] as const)('an original %s', (_name, original, words) => {
    for (const kind of [...FOLLOWING.map(([, changes]) => changes), COMPLETION]) {
      expect(problemOf(purchase({ ...kind, original }))).toContain(words);
    }
  });
});
