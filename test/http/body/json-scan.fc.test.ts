import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonScan } from '../../../src/http/body/json-scan.ts';
import { runs } from '../../support/property-settings.ts';

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const items = Object.values(value);
  return items.length === 0 ? 2 : items.reduce((sum: number, item: unknown) => sum + valuesIn(item), 1);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** The bytes in two pieces. */
function scan(text: string, at: number, valuesMax: number, depthMax: number): string | undefined {
  const bytes = Buffer.from(text);
  const scanner = new JsonScan({ valuesMax, depthMax });
  return scanner.push(bytes.subarray(0, at)) ?? scanner.push(bytes.subarray(at));
}

test('values and depth are those of the parsed JSON, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(), (text, cut) => {
      const value: unknown = JSON.parse(text);
      const [values, depth] = [valuesIn(value), depthOf(value)];
      const at = cut % (Buffer.byteLength(text) + 1);
      expect(scan(text, at, values, depth)).toBeUndefined();
      expect(scan(text, at, values - 1, depth + 1)).toBe('tooManyValues');
      if (depth > 0) expect(scan(text, at, values, depth - 1)).toBe('tooDeep');
    }),
    { numRuns: runs(300) },
  );
});
