/** The caps that follow from the memory of a process. */
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../../../src/config/settings-table.ts';
import { CAPS, capsOf, capsProblem, defaultCaps } from '../../../../src/limits/stores/memory/caps.ts';
import { processMemory } from '../../../../src/limits/stores/memory/process-memory.ts';

const MIB = 1_048_576;
const LARGE = { heapBytes: 4_144 * MIB, totalBytes: 24_105 * MIB };
const CONTAINER = { heapBytes: 259 * MIB, totalBytes: 512 * MIB };
const SMALL_HEAP = { heapBytes: 128 * MIB, totalBytes: 24_105 * MIB };

describe('the default caps', () => {
  test.each([
    ['a large machine', LARGE, { answers: 10_000_000, names: 30_000_000, spends: 10_000_000, holds: 1_069_547, cards: 2_139_095 }],
    ['a container of 512 MiB', CONTAINER, { answers: 573_580, names: 1_720_740, spends: 573_580, holds: 51_118, cards: 102_236 }],
    ['a heap of 128 MiB', SMALL_HEAP, { answers: 10_000_000, names: 30_000_000, spends: 10_000_000, holds: 16_777, cards: 33_554 }],
    ['a heap below the process itself', { heapBytes: 32 * MIB, totalBytes: 1 * MIB }, { answers: 1_120, holds: 1_000, cards: 1_000 }],
  ] as const)('of %s', (_name, memory, caps) => {
    expect(defaultCaps(memory)).toMatchObject(caps);
  });

  test('of this process fit into its memory', () => {
    const memory = processMemory();
    expect(memory.totalBytes).toBeGreaterThan(64 * MIB);
    expect(memory.heapBytes).toBeGreaterThan(16 * MIB);
    expect(capsProblem(defaultCaps(memory), memory)).toBe('');
  });
});

test('a cap that is set counts, 0 is the default, and names and spends follow the answers', () => {
  expect(capsOf({ answers: 100, holds: 0 }, LARGE)).toEqual({ answers: 100, names: 300, spends: 100, holds: 1_069_547, cards: 2_139_095 });
  expect(capsOf({ answers: 100, names: 7, spends: 8, holds: 9, cards: 10 }, LARGE)).toEqual({
    answers: 100,
    names: 7,
    spends: 8,
    holds: 9,
    cards: 10,
  });
});

test('caps that allow more than there is are named, with what to do', () => {
  expect(capsProblem(capsOf({ answers: 100_000_000 }, CONTAINER), CONTAINER)).toBe(
    'storedAnswersMax, storedNamesMax and storedSpendsMax allow about 29755 MiB, but the process has 512 MiB of memory; lower them.',
  );
  expect(capsProblem(capsOf({ cards: 1_000_000 }, SMALL_HEAP), SMALL_HEAP)).toBe(
    'storedHoldsMax and storedCardsMax allow about 962 MiB of objects, but the heap of the process has 128 MiB; lower them, or start Node with a higher --max-old-space-size.',
  );
});

test.each(CAPS)('the cap of $name is a setting', ({ setting }) => {
  expect(SETTINGS.find(({ name }) => name === setting)).toMatchObject({ type: 'integer', default: 0, min: 0 });
});
