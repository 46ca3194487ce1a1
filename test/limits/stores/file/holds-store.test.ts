import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { holdsStore } from '../../../../src/limits/stores/file/holds-store.ts';

const root = mkdtempSync(join(tmpdir(), 'aksept-holds-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['store.json', true],
  ['log-000000000001.aksept', true],
  ['snapshot-000000000917.aksept', true],
  ['lock-0123456789abcdef.sock', false],
  ['spare.aksept', false],
  ['readme.txt', false],
])('a folder with %s: %s', (name, holds) => {
  const folder = join(root, name.slice(0, 4));
  mkdirSync(folder);
  expect(holdsStore(folder)).toBe(false);
  writeFileSync(join(folder, name), '');
  expect(holdsStore(folder)).toBe(holds);
});

test('a folder that is not there holds none; one that cannot be read is one sentence', () => {
  expect(holdsStore(join(root, 'nowhere'))).toBe(false);
  writeFileSync(join(root, 'file'), '');
  expect(() => holdsStore(join(root, 'file'))).toThrow(
    `The folder ${join(root, 'file')} cannot be read (ENOTDIR); give a folder that can be read and written.`,
  );
});
