import { describe, expect, test } from 'vitest';
import { type ExplainFlags, languageOf, questionOf } from '../../../src/commands/cards/explain.ts';
import { CommandError, EXIT_CODES } from '../../../src/commands/output.ts';

const FLAGS: ExplainFlags = { amount: '500', country: '578', lang: 'en' };
const PURCHASE = { amountMinor: 50_000, type: 'purchase', terminalType: 'pos', mcc: 0, country: 578, atMs: 0 };
const ATM = { type: 'cash', terminalType: 'atm', mcc: 6011 };

describe('flags of cards explain', () => {
  test.each<[string, Partial<ExplainFlags>, Record<string, unknown>]>([
    ['a purchase in Norway, now', {}, {}],
    ['øre', { amount: '1500,50' }, { amountMinor: 150_050 }],
    ['an ATM', { atm: true }, ATM],
    ['a purchase at an ATM', { atm: true, type: 'purchase' }, { ...ATM, type: 'purchase' }],
    ['cash at a till', { type: 'cash' }, { type: 'cash' }],
    ['fuel', { mcc: '5541' }, { mcc: 5541 }],
    ['abroad', { country: '752' }, { country: 752 }],
    ['an instant in UTC', { at: '2026-11-25T12:00:00Z' }, { atMs: 1_795_608_000_000 }],
    ['an instant in Oslo', { at: '2026-11-25T13:00:00.001+01:00' }, { atMs: 1_795_608_000_001 }],
  ])('%s', (_name, flags, expected) => {
    expect(questionOf({ ...FLAGS, ...flags })).toEqual({ ...PURCHASE, ...expected });
  });

  test.each<[Partial<ExplainFlags>, string]>([
    [{ amount: '0' }, '--amount'],
    [{ amount: '-5' }, '--amount'],
    [{ amount: 'much' }, '--amount'],
    [{ type: 'refund' }, '--type'],
    [{ atm: true, mcc: '6011' }, '--atm'],
    [{ mcc: '60111' }, '--mcc'],
    [{ country: 'NO' }, '--country'],
    [{ at: 'tomorrow' }, '--at'],
    [{ at: '2026-11-25T12:00:00' }, '--at'],
    [{ at: '2026-13-25T12:00:00Z' }, '--at'],
    [{ lang: 'sv' }, '--lang'],
  ])('%j is wrong usage, in one sentence', (flags, named) => {
    const read = (): unknown => [questionOf({ ...FLAGS, ...flags }), languageOf({ ...FLAGS, ...flags })];
    expect(read).toThrow(CommandError);
    expect(read).toThrow(expect.objectContaining({ exitCode: EXIT_CODES.usage, message: expect.stringMatching(`${named}.*[.]$`) }));
  });
});
