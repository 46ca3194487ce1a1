import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { replaceFile } from '../../src/config/replace-file.ts';

const root = mkdtempSync(join(tmpdir(), 'aksept-replace-'));
let folder = '';
let count = 0;
const inFolder = (name: string): string => join(folder, name);
beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a new file, and one that is replaced, with its mode as it was', () => {
  const path = inFolder('report');
  replaceFile(path, 'first');
  chmodSync(path, 0o640);
  replaceFile(path, 'second');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['report']);
});

test('a content in pieces', () => {
  replaceFile(inFolder('pieces'), () => ['one ', 'two']);
  expect(readFileSync(inFolder('pieces'), 'utf8')).toBe('one two');
});

test('a mode that is asked for holds for a file that was there, too', () => {
  const path = inFolder('cards');
  writeFileSync(path, 'old', { mode: 0o644 });
  replaceFile(path, 'new', 0o600);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a link stays a link, and its file is replaced', () => {
  writeFileSync(inFolder('file'), 'old');
  symlinkSync('file', inFolder('link'));
  replaceFile(inFolder('link'), 'new');
  expect(lstatSync(inFolder('link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(inFolder('file'), 'utf8')).toBe('new');
});

test('a link to nothing makes the file that it names', () => {
  symlinkSync('later', inFolder('link'));
  replaceFile(inFolder('link'), 'new');
  expect(readFileSync(inFolder('later'), 'utf8')).toBe('new');
});

test('a device stays a device', () => {
  replaceFile('/dev/null', 'gone', 0o600);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  expect(() => replaceFile('/dev/full', 'x')).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
});

test('a file that cannot be put in its place: nothing is left beside it', () => {
  expect(() => replaceFile(inFolder(`${'n'.repeat(250)}`), 'x')).toThrow(expect.objectContaining({ code: 'ENAMETOOLONG' }));
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is not there is an error, and nothing is made', () => {
  expect(() => replaceFile(inFolder('none/report'), 'x')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  expect(existsSync(inFolder('none'))).toBe(false);
});
