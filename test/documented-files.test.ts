/** Every file that a command of README.md or docs/ reads can be had: in the repository, from an earlier command, or from the page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDialect } from '../src/protocol/iso8583/dialect/dialect-file.ts';
import { fencedBlocks } from './examples/doc-blocks.ts';
import { filesUnder, read } from './support/sources.ts';

const FILE = /(?<![\w./-])\.{0,2}\/?[\w-][\w./-]*\.(?:json|ya?ml|ndjson|hex|txt|bin|pcap|pcapng|mjs|js|sh|py|html)(?![\w./-])/g;
const WRITES = /(?:--out|--html|--json|--hdr|--record|--shrink|>) ([\w./-]+\.\w+)/g;
/** A server, or a command with a store of its own, makes its key ring when there is none. */
const MAKES_KEYS = /\bserve\b|--store memory:/;
const KEYS = /--keys (\S+)/;
const KEYS_DEFAULT = 'data/keys.json';

/** What the reader brings: own messages and captures, and other software. */
const READERS_OWN: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['capture.pcap'],
  'docs/inspect.md': ['message.hex', 'log.txt', 'message.bin', 'terminals.pcap', 'trace.ndjson', 'request.hex', 'response.hex'],
  'docs/load.md': ['socketQueue.js'],
};

/** Commands of a page with their continuation lines, without their comments. */
function commandsOf(text: string): readonly { readonly line: string; readonly at: number }[] {
  return [...text.matchAll(/^ *\$ ((?:.*\\\n)*.*)$/gm)].map((match) => ({
    line: (match[1] ?? '').replaceAll('\\\n', ' ').replace(/\s#.*$/, ''),
    at: match.index,
  }));
}

/** Files that the page has in full: a block, with the file's name in the paragraph or on the line before. */
function shownOn(text: string): readonly string[] {
  return [...text.matchAll(/([^\n]+)\n+```(?:json|yaml|console)\n(\$ cat (\S+)\n)?/g)].flatMap(([, before = '', , printed]) => [
    ...[...before.matchAll(/`([\w.-]+\.(?:json|ya?ml))`/g)].map((match) => match[1] ?? ''),
    ...(printed === undefined ? [] : [printed]),
  ]);
}

function filesIn(line: string): readonly string[] {
  const local = line.replace(/https?:\S+|redis:\S+/g, '');
  return [...local.matchAll(FILE)].map(([file]) => file.replace(/^\.\//, '')).filter((file) => !file.startsWith('dist/'));
}

function matchesOf(line: string, pattern: RegExp): readonly string[] {
  return [...line.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** `page: file` for each that a reader of the page does not have. */
function missingOn(page: string, text: string): readonly string[] {
  const had = new Set([...shownOn(text), ...(READERS_OWN[page] ?? [])]);
  const missing: string[] = [];
  for (const { line } of commandsOf(text)) {
    const written = matchesOf(line, WRITES);
    const keys = KEYS.exec(line)?.[1];
    if (MAKES_KEYS.test(line)) had.add(keys ?? KEYS_DEFAULT);
    const read = filesIn(line).filter((file) => !written.includes(file));
    missing.push(...read.filter((file) => !had.has(file) && !existsSync(join('.', file))).map((file) => `${page}: ${file}`));
    for (const file of written) had.add(file);
  }
  return missing;
}

const PAGES = ['README.md', ...filesUnder('docs', '.md')];

test.each(PAGES)('a reader of %s has every file that its commands read', (page) => {
  expect(missingOn(page, read(page))).toEqual([]);
});

test('the commands name files', () => {
  const files = PAGES.flatMap((page) => commandsOf(read(page)).flatMap(({ line }) => filesIn(line)));
  expect(files.length).toBeGreaterThan(50);
});

test.each([
  ['a dialect file that nobody has', '$ aksept serve --iso8583 8600:./my-dialect.json+4a\n', ['x.md: my-dialect.json']],
  ['cards issued only later', '$ aksept serve --cards cards.json\n$ aksept cards issue --out cards.json\n', ['x.md: cards.json']],
  ['cards issued before', '$ aksept cards issue \\\n    --out cards.json\n$ aksept serve --cards cards.json\n', []],
  ['a file on the page', '`own.json`:\n\n```json\n{}\n```\n\n$ aksept serve --profiles own.json\n', []],
  ['a key ring of another name', '$ aksept serve\n$ aksept load --keys keys.json\n', ['x.md: keys.json']],
])('finds: %s', (_name, text, missing) => expect(missingOn('x.md', text)).toEqual(missing));

test('the dialect file of docs/dialects.md is the one in examples/, beside the place of its schema', () => {
  const shown = fencedBlocks('docs/dialects.md', 'json').find((block) => block.includes('"my-host"')) ?? '';
  const file = 'examples/dialects/my-host.json';
  expect(read(file)).toBe(shown.replace('./node_modules/aksept/schema/', '../../schema/'));
  expect(loadDialect(file)).toMatchObject({ name: 'my-host' });
});
