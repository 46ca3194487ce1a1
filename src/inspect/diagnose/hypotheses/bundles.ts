/**
 * Settings that go together at hosts: each differs from every shipped dialect in several ways at
 * once, so that trying one or two changes does not find it.
 */
import { compileDialect, type Layout } from '../../../protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../../protocol/iso8583/dialect/dialect.ts';

interface Bundle {
  /** The dialect that it changes. */
  readonly base: string;
  readonly changes: Partial<Pick<Dialect, 'text' | 'length' | 'digits' | 'track' | 'binary' | 'bitmap'>>;
  readonly words: string;
}

const BUNDLES: readonly Bundle[] = [
  {
    base: '1987-bcd',
    changes: { text: 'ebcdic', length: 'binary1' },
    words: 'digits in BCD, characters in EBCDIC, lengths of one binary byte',
  },
  { base: '1987-bcd', changes: { text: 'ebcdic' }, words: 'digits and lengths in BCD, characters in EBCDIC' },
  { base: '1987-bcd', changes: { length: 'binary1' }, words: 'digits in BCD, lengths of one binary byte' },
];
/** Currencies, which the shipped dialect has as characters. */
const CURRENCIES = ['49', '50', '51'] as const;

export interface BundleLayout {
  readonly layout: Layout;
  readonly words: string;
}

const LAYOUTS = new WeakMap<Dialect, readonly BundleLayout[]>();

function withoutEncoding({ name, format }: ElementSpec): ElementSpec {
  return { name, format };
}

function bundlesOf(dialect: Dialect): readonly BundleLayout[] {
  return BUNDLES.filter(({ base }) => base === dialect.name).map(({ changes, words }) => {
    const currencies = CURRENCIES.flatMap((number) => {
      const spec = dialect.elements[number];
      return spec === undefined ? [] : [[number, withoutEncoding(spec)] as const];
    });
    const settings = Object.entries(changes).map(([key, value]) => `"${key}": "${value}"`);
    const changed = { ...dialect, ...changes, tpdu: false, elements: { ...dialect.elements, ...Object.fromEntries(currencies) } };
    return {
      layout: compileDialect(changed),
      words: `It is like the dialect ${dialect.name}, but without TPDU and with ${words}; say so in a dialect of your own (${settings.join(', ')}, and "digits" for DE49 to DE51).`,
    };
  });
}

/** The layouts of all bundles of these dialects, compiled once. */
export function bundleLayouts(dialects: readonly Dialect[]): readonly BundleLayout[] {
  return dialects.flatMap((dialect) => {
    const known = LAYOUTS.get(dialect) ?? bundlesOf(dialect);
    LAYOUTS.set(dialect, known);
    return known;
  });
}
