/** docs/inspect.md says what the inspector prints, and names all that can come out of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../src/inspect/diagnose/hypotheses/hypothesis.ts';
import { MATCH_VERDICTS } from '../../src/inspect/diagnose/match.ts';
import * as limits from '../../src/inspect/input/input-limits.ts';
import { ROW_KINDS } from '../../src/inspect/listing/listing.ts';
import { INPUT_KINDS } from '../../src/inspect/read/input.ts';
import { filesUnder, read } from '../support/sources.ts';

const DOC = read('docs/inspect.md');
const OTHER_CAUSES = ['truncated', 'miscount', 'content', 'textReplaced', 'protobuf', 'foreign'];

describe('docs/inspect.md', () => {
  test.each([...CAUSES, ...OTHER_CAUSES])('cause %s stands in a table', (cause) => {
    expect(DOC).toMatch(new RegExp(`^\\|.*\`${cause}\``, 'm'));
  });

  test.each([...INPUT_KINDS, ...MATCH_VERDICTS, ...ROW_KINDS.filter((kind) => kind !== 'element')])('%s is named', (word) => {
    expect(DOC).toContain(`\`${word}\``);
  });

  test('a line of output is one that is printed', () => {
    const golden = filesUnder('test/inspect/show/golden', '.txt').map((path) =>
      readFileSync(join(import.meta.dirname, '../..', path), 'utf8'),
    );
    const blocks = [...DOC.matchAll(/```text\n([^`]*)```/g)].map((match) => match[1] ?? '');
    const lines = blocks.flatMap((block) => block.trimEnd().split('\n'));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => !golden.some((text) => text.includes(line)))).toEqual([]);
  });

  test.each<[string, number]>([
    ['256 MiB', limits.INPUT_BYTES_MAX / 1024 / 1024],
    ['16 MiB', limits.TEXT_CHARACTERS_MAX / 1024 / 1024],
    ['1,000,000', limits.PACKETS_MAX],
    ['64 MiB', limits.STREAM_BYTES_MAX / 1024 / 1024],
    ['100,000', limits.TRACE_LINES_MAX],
    ['10,000', limits.MESSAGES_MAX],
    ['first 50 broken', limits.DIAGNOSES_MAX],
  ])('limit %s', (words, value) => {
    expect(Number(words.replaceAll(/[^\d]/g, ''))).toBe(value);
    expect(DOC).toContain(words);
  });
});
