import { describe, expect, test } from 'vitest';
import { readCardEntry } from '../../../src/cards/card-file.ts';
import { MIX_BALANCE_MINOR, USUAL_CARD_MIX } from '../../../src/cards/card-mix.ts';
import { balanceOf, cardOf, countOf, expiryOf, mixOf, orderOf, profileOf, statusOf } from '../../../src/commands/cards/arguments.ts';
import { EXIT_CODES } from '../../../src/commands/output.ts';

describe('arguments of aksept cards', () => {
  test.each<[string, () => unknown, string, string?]>([
    ['a short card', () => cardOf('123'), 'The argument <card>'],
    ['a token in upper case', () => cardOf('0123456789ABCDEF0123456789ABCDEF'), 'The argument <card>'],
    ['a negative balance', () => balanceOf('-3'), '--balance'],
    ['a balance that is no amount', () => balanceOf('much'), '--balance'],
    ['no cards', () => countOf('0', '--count'), '--count'],
    ['a hexadecimal count', () => countOf('0x10', '--max'), '--max'],
    ['too many cards', () => countOf('1000001', '--count'), '--count'],
    ['month 13', () => expiryOf('2813'), '--expiry'],
    ['an unknown status', () => statusOf('gone'), '--status'],
    ['no profile', () => profileOf('', '--profile'), '--profile'],
    ['an unknown kind of a mix', () => mixOf('lots=1%'), '--mix'],
    ['an empty mix', () => mixOf(''), '--mix'],
    ['ordinary cards in a mix', () => mixOf('ordinary=50%'), '--mix', 'not name'],
    ['a kind twice', () => mixOf('lost=1%,lost=2%'), '--mix', 'name lost once'],
    ['a share that is no number', () => mixOf('lost=many'), '--mix', 'give lost a share'],
    ['a kind without its share', () => mixOf('lost'), '--mix', 'give lost a share'],
    ['a share above the whole', () => mixOf('lost=101%'), '--mix', 'give lost a share'],
    ['shares above the whole', () => mixOf('lost=60%,stolen=0.5'), '--mix', 'have shares'],
    ['too little money for a mix', () => orderOf({ count: '9', profile: 'x', mix: 'usual', balance: '99.99' }), '--balance'],
    ['a long profile', () => profileOf('x'.repeat(41), 'The argument <name>'), 'The argument <name>'],
  ])('%s is wrong usage, in one sentence that names it', (_name, check, named, verb = 'be') => {
    expect(check).toThrow(
      expect.objectContaining({ name: 'CommandError', exitCode: EXIT_CODES.usage, message: expect.stringMatching(/^(?:[^.]|\.\d)*\.$/) }),
    );
    expect(check).toThrow(expect.objectContaining({ message: expect.stringContaining(`${named} must ${verb}`) }));
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

  test('a mix is usual, or shares in percent or as parts of one', () => {
    expect(mixOf('usual')).toEqual(USUAL_CARD_MIX);
    expect(mixOf('lost=1%, expired = 0.02,busy=0.5 %')).toEqual({ lost: 0.01, expired: 0.02, busy: 0.005 });
  });

  test('a mix has money unless --balance says otherwise, and does without --status', () => {
    const mixed = { count: '100', profile: 'kronekort', mix: 'usual' };
    expect(orderOf(mixed)).toMatchObject({ balanceMinor: MIX_BALANCE_MINOR, status: 'active', mix: USUAL_CARD_MIX });
    expect(orderOf({ ...mixed, balance: '200' })).toMatchObject({ balanceMinor: 20_000 });
    expect(orderOf({ count: '100', profile: 'kronekort' })).toEqual({
      count: 100,
      balanceMinor: 0,
      profile: 'kronekort',
      status: 'active',
    });
    expect(() => orderOf({ ...mixed, status: 'active' })).toThrow('Give --mix or --status, not both');
  });
});
