/** Any text is a trace or is refused, and what a trace holds can be shown. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/inspect/input/notes.ts';
import { readTrace } from '../../../src/inspect/read/trace-lines.ts';
import { traceLineJson, traceLineText } from '../../../src/inspect/show/trace-text.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';

const DIALECT = loadDialect('1987-ascii');

test('any text is a trace, or an InputError; what it holds can be shown', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({ pan: fc.jsonValue(), chipData: fc.string(), hex: fc.string(), original: fc.jsonValue() }),
  );
  const text = fc.array(
    fc.oneof(
      fc.record({ request: value, response: value, timeMs: fc.jsonValue(), hex: fc.jsonValue() }).map((line) => JSON.stringify(line)),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(text, (lines) => {
      try {
        for (const line of readTrace(lines.join('\n'), 'a').lines) {
          traceLineText(line, DIALECT, { color: false, full: false });
          JSON.stringify(traceLineJson(line, DIALECT));
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
  );
});
