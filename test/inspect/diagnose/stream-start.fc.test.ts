/** Whatever bytes a listener refuses: they are explained without an exception, and no card number is shown. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHOWN_BYTES_MAX, StreamExplainer } from '../../../src/inspect/diagnose/stream-start.ts';
import { encodeFrame, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, type DialectName, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { runs } from '../../support/property-settings.ts';
import { packed, requestElements } from '../support/messages.ts';

const PLAIN = DIALECT_NAMES.map(loadDialect);
const PAN = '9578990000000005';
const EXPLAINERS = [
  new StreamExplainer({ header: HEADER_4B, dialect: undefined, dialectText: '' }, PLAIN),
  ...PLAIN.map((dialect) => new StreamExplainer({ header: headerKind(dialect.header, false), dialect, dialectText: dialect.name }, PLAIN)),
];
const anyExplainer = fc.constantFrom(...EXPLAINERS);

describe('StreamExplainer', () => {
  test('any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...DIALECT_NAMES).chain((name) => {
        const message = packed(name, requestElements(name));
        return fc.nat(message.length).map((length) => message.subarray(0, length));
      }),
    );
    fc.assert(
      fc.property(anyExplainer, bytes, (explainer, came) => {
        const { sentence, received } = explainer.explain(Buffer.from(came));
        expect(sentence).toMatch(/^(?:[A-Z].*\.)?$/);
        expect(received.split(' ').filter((pair) => pair !== '').length).toBe(Math.min(came.length, SHOWN_BYTES_MAX));
        expect(received).toMatch(/^(?:[0-9A-F*]{2} ?)*$/);
      }),
    );
  });

  test('a card number among any bytes, as characters and as BCD', () => {
    const around = fc.uint8Array({ maxLength: 12 });
    fc.assert(
      fc.property(anyExplainer, around, around, fc.boolean(), (explainer, before, behind, isBcd) => {
        const pan = isBcd ? Buffer.from(PAN, 'hex') : Buffer.from(PAN, 'latin1');
        const { received } = explainer.explain(Buffer.concat([before, pan, behind]));
        const shown = received.replaceAll(' ', '');
        const digits = isBcd ? shown : Buffer.from(shown.replaceAll('*', '2'), 'hex').toString('latin1');
        expect(digits).not.toContain(PAN.slice(0, 8));
      }),
    );
  });

  test('every dialect behind every header is named to every listener of another one', () => {
    for (const own of PLAIN) {
      const explainer = new StreamExplainer({ header: headerKind('2b', false), dialect: own, dialectText: own.name }, PLAIN);
      for (const name of DIALECT_NAMES) {
        for (const headerName of HEADER_NAMES.filter((one) => one !== '1' && one !== '2a' && one !== '2b')) {
          const came = encodeFrame(headerKind(headerName, false), packed(name, requestElements(name)));
          expect(explainer.explain(came).sentence, `${name}+${headerName} to ${own.name}`).toMatch(
            new RegExp(`; try ${name}\\+${headerName}\\.$`),
          );
        }
      }
    }
  });

  test('whatever is wrong within a message: no prefix is made up', () => {
    const anyIndex = fc.nat(DIALECT_NAMES.length - 1);
    const damage = fc.record({ at: fc.integer({ min: 14, max: 200 }), cut: fc.nat(9), added: fc.uint8Array({ maxLength: 9 }) });
    fc.assert(
      fc.property(anyIndex, damage, fc.boolean(), (index, { at, cut, added }, isCounted) => {
        const name = DIALECT_NAMES[index] as DialectName;
        const message = packed(name, requestElements(name));
        const changed = Buffer.concat([message.subarray(0, at), added, message.subarray(at + cut)]);
        const bytes = encodeFrame(headerKind('2b', false), isCounted ? changed : message);
        const came = isCounted ? bytes : Buffer.concat([bytes.subarray(0, 2), changed]);
        expect(EXPLAINERS[index + 1]?.explain(came).sentence).not.toMatch(/\+pre\d/);
      }),
      { numRuns: runs(60) },
    );
  });
});
