/** A workload that is printed reads back as the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDataText } from '../../../src/config/data-file.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { type ReadWorkload, readWorkload } from '../../../src/terminal-sim/workload/workload-file.ts';
import { workloadText } from '../../../src/terminal-sim/workload/workload-print.ts';

function readText(text: string, name = 'w.yaml'): ReadWorkload {
  return readWorkload(parseDataText(text, name));
}

test('reads back as the same, whatever the weights', () => {
  const weight = fc.integer({ min: 0, max: 1_000_000 }).map((value) => value / 100);
  const hours = fc.array(weight, { minLength: 24, maxLength: 24 }).filter((list) => list.some((each) => each > 0));
  const workload = fc.record({
    hours,
    basketScale: fc.integer({ min: 1, max: 1_000 }).map((n) => n / 100),
    terminals: fc.integer({ min: 1, max: 9_999 }),
  });
  fc.assert(
    fc.property(workload, (changes) => {
      const mix = { ...USUAL_MIX, ...changes };
      expect(readText(workloadText(mix, {})).mix).toEqual(mix);
    }),
  );
});
