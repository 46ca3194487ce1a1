import { describe, expect, test } from 'vitest';
import { minorOfNok, nokOfMinor } from '../../../src/commands/cards/money.ts';
import { CommandError, table } from '../../../src/commands/output.ts';

describe('kroner and øre', () => {
  test.each([
    ['250', 25_000],
    ['250.5', 25_050],
    ['250,50', 25_050],
    ['0.01', 1],
    ['-0.29', -29],
    ['1.15', 115],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%s is %d øre', (text, minor) => {
    expect(minorOfNok(text, 'The amount')).toBe(minor);
  });

  test.each(['', 'x', '1.234', '1e3', '1 000', '0x10', '10000000000000.01', '--1'])('"%s" is no amount', (text) => {
    expect(() => minorOfNok(text, 'The amount')).toThrow(CommandError);
  });

  test.each([
    [25_050, '250.50'],
    [-1, '-0.01'],
    [0, '0.00'],
    [1_000_000_000_000_000, '10000000000000.00'],
  ])('%d øre is %s', (minor, text) => {
    expect(nokOfMinor(minor)).toBe(text);
  });
});

test('a table is as wide as its cells, numbers to the right', () => {
  expect(
    table(
      ['name', 'left'],
      [
        ['atm', '9900.00'],
        ['pos', '1'],
      ],
      [1],
    ),
  ).toBe('name     left\natm   9900.00\npos         1');
});
