import { describe, expect, test } from 'vitest';
import { readCardEntry } from '../../../src/cards/card-file.ts';
import { balanceOf, cardOf, countOf, expiryOf, profileOf, statusOf } from '../../../src/commands/cards/arguments.ts';
import { EXIT_CODES } from '../../../src/commands/output.ts';

describe('arguments of aksept cards', () => {
  test.each<[string, () => unknown, string]>([
    ['a short card', () => cardOf('123'), 'The argument <card>'],
    ['a token in upper case', () => cardOf('0123456789ABCDEF0123456789ABCDEF'), 'The argument <card>'],
    ['a negative balance', () => balanceOf('-3'), '--balance'],
    ['a balance that is no amount', () => balanceOf('much'), '--balance'],
    ['no cards', () => countOf('0', '--count'), '--count'],
    ['a hexadecimal count', () => countOf('0x10', '--max'), '--max'],
    ['too many cards', () => countOf('100001', '--count'), '--count'],
    ['month 13', () => expiryOf('2813'), '--expiry'],
    ['an unknown status', () => statusOf('gone'), '--status'],
    ['no profile', () => profileOf('', '--profile'), '--profile'],
    ['a long profile', () => profileOf('x'.repeat(41), 'The argument <name>'), 'The argument <name>'],
  ])('%s is wrong usage, in one sentence that names it', (_name, check, named) => {
    expect(check).toThrow(
      expect.objectContaining({ name: 'CommandError', exitCode: EXIT_CODES.usage, message: expect.stringMatching(/^(?:[^.]|\.\d)*\.$/) }),
    );
    expect(check).toThrow(expect.objectContaining({ message: expect.stringContaining(`${named} must be`) }));
  });

  test('a refused card is not quoted', () => {
    expect(() => cardOf('95789912345')).toThrow(expect.objectContaining({ message: expect.not.stringContaining('9578') }));
  });

  test('what is accepted is accepted in a card file, too', () => {
    const entry = { pan: '9578991234567892', pin: '0702', expiry: expiryOf('2811'), status: statusOf('blocked') };
    const card = { ...entry, balanceMinor: balanceOf('250,50'), profile: profileOf('nested', '--profile') };
    expect(readCardEntry(card)).toEqual({ card });
    expect(cardOf(entry.pan)).toBe(entry.pan);
    expect(cardOf('0123456789abcdef0123456789abcdef')).toHaveLength(32);
    expect(countOf('100000', '--count')).toBe(100_000);
  });
});
