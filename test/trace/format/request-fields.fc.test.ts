/** Random card numbers and tracks in every text of a message: a trace shows nothing of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownKey } from '../../../src/authorizer/keys.ts';
import { EMPTY_REQUEST } from '../../../src/protocol/protobuf/transaction.ts';
import { tracedRequest } from '../../../src/trace/format/request-fields.ts';
import { ebcdic, shownSecrets, stripeSecrets, stripes, track1Of, track2Of } from '../../support/card-data.ts';

/** Fields that are written as they were received. */
const TEXT_FIELDS = ['rrn', 'pinKeyId', 'terminalId', 'merchantId', 'merchantName', 'acquirerId'] as const;
const ORIGINAL_FIELDS = ['acquirerId', 'rrn', 'approvalCode'] as const;

const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  hex: (text) => Buffer.from(text, 'latin1').toString('hex'),
  ebcdicHex: (text) => ebcdic(text).toString('hex').toUpperCase(),
};
const spellings = fc.constantFrom('plain', 'hex', 'ebcdicHex');

test('every text of a request', () => {
  fc.assert(
    fc.property(stripes, spellings, fc.constantFrom('', 'PAN ', 'X'), fc.boolean(), (stripe, how, front, isKnown) => {
      const dashed = (stripe.pan.match(/.{1,4}/g) ?? []).join('-');
      for (const piece of [
        stripe.pan,
        dashed,
        track1Of(stripe),
        track2Of(stripe),
        track2Of(stripe).slice(0, -3),
        track1Of(stripe).slice(6),
      ]) {
        const text = `${front}${SPELLINGS[how]?.(piece) ?? ''}`;
        for (const field of TEXT_FIELDS) {
          const line = JSON.stringify(tracedRequest({ ...EMPTY_REQUEST, [field]: text }, isKnown ? stripe.pan : ''));
          expect({ field, line, shown: shownSecrets(line, stripeSecrets(stripe)) }).toEqual({ field, line, shown: [] });
        }
        for (const field of ORIGINAL_FIELDS) {
          const original = {
            class: '',
            stan: 1,
            transmissionTimeMs: 0,
            acquirerId: '',
            rrn: '',
            approvalCode: '',
            localDate: '',
            [field]: text,
          } as const;
          const line = JSON.stringify(tracedRequest({ ...EMPTY_REQUEST, original }, isKnown ? stripe.pan : ''));
          expect({ field, line, shown: shownSecrets(line, stripeSecrets(stripe)) }).toEqual({ field, line, shown: [] });
        }
        expect(shownSecrets(shownKey(`${text}.123.1793000000000.f`), stripeSecrets(stripe))).toEqual([]);
      }
    }),
  );
});

test('a known number that is cut off', () => {
  fc.assert(
    fc.property(stripes, (stripe) => {
      for (let at = 0; at < stripe.pan.length; at += 1) {
        for (const piece of [stripe.pan.slice(at), stripe.pan.slice(0, at)]) {
          const line = JSON.stringify(tracedRequest({ ...EMPTY_REQUEST, merchantName: `SHOP ${piece}` }, stripe.pan));
          // Six digits alone, cut at both ends, are not told from other digits.
          expect({ line, shown: shownSecrets(line, stripeSecrets(stripe)) }).toEqual({ line, shown: [] });
        }
      }
    }),
  );
});

test('what is no card data stays', () => {
  const shown = {
    terminalId: 'SHELL001',
    rrn: '632709000123',
    merchantId: '000000000012345',
    merchantName: 'REMA 1000 OSLO NOR',
    acquirerId: '578001',
  };
  const request = {
    ...EMPTY_REQUEST,
    ...shown,
    localTime: '20261123090000',
    stan: 123,
    transmissionTimeMs: 1_793_000_000_000,
    amountMinor: 411_111_111_116,
  };
  expect(tracedRequest(request, '9578991234567892')).toMatchObject({ ...shown, localTime: '20261123090000', amountMinor: 411_111_111_116 });
  expect(shownKey('SHELL001.123.1793000000000.f')).toBe('SHELL001.123.1793000000000.f');
});

test('track 2 in the name of a merchant', () => {
  const line = JSON.stringify(
    tracedRequest({ ...EMPTY_REQUEST, merchantName: 'REMA 9578991234567892=28112011234567890 OSLO' }, '9578991234567892'),
  );
  expect(line).toContain(`REMA ${'*'.repeat(34)} OSLO`);
});
