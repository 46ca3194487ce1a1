/** Files that the commands of README.md and docs/ write are ignored by git: cards and keys must not be committed. */
import { expect, test } from 'vitest';
import { filesUnder, read } from './support/sources.ts';

const WRITES = /(?:--out|--html|--json|--record|--keys|--shrink|>) ([\w.-]+\.(?:json|ndjson|html))\b/g;

/** Only lines of a terminal: text about a flag names no file. */
function commandLines(page: string): readonly string[] {
  return read(page)
    .split('\n')
    .filter((line) => line.startsWith('$ '));
}

test('files that documented commands write are in .gitignore', () => {
  const ignored = new Set(read('.gitignore').split('\n'));
  const pages = ['README.md', ...filesUnder('docs', '.md')];
  const written = pages.flatMap((page) => commandLines(page).flatMap((line) => [...line.matchAll(WRITES)].map((match) => match[1] ?? '')));
  expect(written.length).toBeGreaterThan(5);
  expect([...new Set(written)].filter((name) => !ignored.has(`/${name}`))).toEqual([]);
});
