/** Random card numbers and tracks of known issuers, and the search for what must never be shown of them. */
import fc from 'fast-check';
import { luhnCheckDigit } from '../../src/cards/pan.ts';
import { TO_EBCDIC } from '../../src/protocol/iso8583/codec/charset.ts';

/** Prefixes, and how many digits the numbers behind them have. */
const ISSUERS: readonly (readonly [string, readonly number[]])[] = [
  ['957899', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['4571', [13, 16, 19]],
  ['5413', [16]],
  ['2223', [16]],
  ['3737', [15]],
  ['3614', [14]],
  ['3541', [16, 19]],
  ['6759', [12, 16, 19]],
  ['6250', [16, 18]],
];

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));

export const pans: fc.Arbitrary<string> = fc
  .constantFrom(...ISSUERS.flatMap(([prefix, lengths]) => lengths.map((length) => [prefix, length] as const)))
  .chain(([prefix, length]) => digits(length - prefix.length - 1).map((rest) => `${prefix}${rest}${luhnCheckDigit(prefix + rest)}`));

export interface Stripe {
  readonly pan: string;
  readonly name: string;
  readonly expiry: string;
  readonly serviceCode: string;
  readonly discretionary: string;
}

export const stripes: fc.Arbitrary<Stripe> = fc.record({
  pan: pans,
  name: fc.constantFrom('QUIXOTE/ZAPHOD', "O'NEIL/XAVIER J.MR", 'ZWINGLI-KVAM/QUIN'),
  expiry: fc
    .tuple(fc.integer({ min: 20, max: 49 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${year}${String(month).padStart(2, '0')}`),
  serviceCode: fc.constantFrom('201', '101', '221', '120', '601'),
  discretionary: fc.integer({ min: 6, max: 10 }).chain(digits),
});

export function track1Of({ pan, name, expiry, serviceCode, discretionary }: Stripe): string {
  return `%B${pan}^${name.padEnd(20)}^${expiry}${serviceCode}${discretionary}?`;
}

export function track2Of({ pan, expiry, serviceCode, discretionary }: Stripe, separator: '=' | 'D' = '='): string {
  return `${pan}${separator}${expiry}${serviceCode}${discretionary}`;
}

const SECRET_DIGITS = 6;

/** All rows of six digits. */
function windowsOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - SECRET_DIGITS + 1) }, (_none, at) => text.slice(at, at + SECRET_DIGITS));
}

/** Six digits from the middle of a card number: everything but the first six and the last four. */
export function panSecrets(pan: string): readonly string[] {
  return windowsOf(pan.slice(6, -4));
}

/** Of a stripe: of the card number, six digits of the discretionary data, and the first and last name. */
export function stripeSecrets({ pan, name, discretionary }: Stripe): readonly string[] {
  return [...panSecrets(pan), ...windowsOf(discretionary), ...name.split('/').map((part) => part.trim())];
}

export function ebcdic(text: string): Buffer {
  return Buffer.from(Buffer.from(text, 'latin1').map((byte) => TO_EBCDIC[byte] as number));
}

/**
 * Secrets found in an output, as characters or as hexadecimal digits. `around`: what else stands in
 * the output, where the same digits may occur by chance.
 */
export function shownSecrets(output: string, secrets: readonly string[], around = ''): readonly string[] {
  const dense = (text: string): string => text.replaceAll(/[\s|…"_.:/-]/g, '').toUpperCase();
  const [whole, rest] = [dense(output), dense(around)];
  return secrets.filter((secret) =>
    [dense(secret), Buffer.from(secret).toString('hex'), ebcdic(secret).toString('hex')]
      .map((spelling) => spelling.toUpperCase())
      .some((spelling) => whole.includes(spelling) && !rest.includes(spelling)),
  );
}
