import { describe, expect, it } from 'vitest';
import {
  buildAcceptor,
  buildAcceptor1993,
  type CardAcceptor,
  readAcceptor,
} from '../../../../src/protocol/iso8583/elements/card-acceptor.ts';
import { vectorRows } from './subfield-vectors.ts';

describe('1987', () => {
  it.each(vectorRows<CardAcceptor>('iso8583-de43-1987', 'de43'))('reads and builds %j', (text, expected) => {
    expect(readAcceptor(text)).toEqual(expected);
    expect(buildAcceptor(expected.name, expected.city, expected.country)).toBe(text);
  });

  it('cuts what is too long', () => {
    const text = buildAcceptor('A very long name of a merchant', 'Llanfairpwllgwyngyll', 'NORWAY');
    expect(text).toBe('A very long name of a  Llanfairpwllg NOR');
    expect(text).toHaveLength(40);
  });

  it('puts blanks for what is no character to print', () => {
    expect(buildAcceptor('A\\B\nC', '\\\\\\', '578')).toBe('A B C                                578');
  });

  it.each([
    ['nothing', '', { name: '', city: '', country: '' }],
    ['blanks', ' '.repeat(40), { name: '', city: '', country: '' }],
    ['blanks cut off', 'COOP                   GRONLAND', { name: 'COOP', city: 'GRONLAND', country: '' }],
    ['a numeric country', 'COOP                   GRONLAND      578', { name: 'COOP', city: 'GRONLAND', country: '578' }],
    ['one backslash', 'A\\B                    GRONLAND      NOR', { name: 'A\\B', city: 'GRONLAND', country: 'NOR' }],
    ['more than 40 characters', 'X'.repeat(41), { name: 'X'.repeat(41), city: '', country: '' }],
  ])('reads %s', (_what, text, expected) => {
    expect(readAcceptor(text)).toEqual(expected);
  });
});

describe('1993', () => {
  it.each([
    ['all parts', 'COOP\\Grensen 1\\Oslo\\0159      OSLNOR', 'NOR'],
    ['two letters', 'COOP\\Grensen 1\\Oslo\\0159      OSLNO ', 'NO'],
    ['two letters, the blank cut off', 'COOP\\Grensen 1\\Oslo\\0159      OSLNO', 'NO'],
    ['digits', 'COOP\\Grensen 1\\Oslo\\0159      OSL578', '578'],
    ['no postal code', 'COOP\\Grensen 1\\Oslo\\NOR', 'NOR'],
    ['a short postal code', 'COOP\\Grensen 1\\Oslo\\0159NOR', 'NOR'],
    ['no street', 'COOP\\\\Oslo\\             NOR', 'NOR'],
    ['no country', 'COOP\\Grensen 1\\Oslo\\', ''],
  ])('reads %s', (_what, text, country) => {
    expect(readAcceptor(text)).toEqual({ name: 'COOP', city: 'Oslo', country });
  });

  it('builds what it reads, in 99 characters', () => {
    const text = buildAcceptor1993('Blåbærsyltetøy', 'Tromsø', 'NOR');
    expect(text).toBe('Blåbærsyltetøy\\\\Tromsø\\             NOR');
    expect(readAcceptor(text)).toEqual({ name: 'Blåbærsyltetøy', city: 'Tromsø', country: 'NOR' });
    expect(buildAcceptor1993('N'.repeat(200), 'C'.repeat(200), 'NORWAY')).toHaveLength(99);
  });
});
