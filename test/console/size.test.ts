/** The console is sent to browsers on slow machines and slow lines. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../dist/console');
const GZIPPED_BYTES_MAX = 200_000;

test('all files of the console together are less than 200 kB gzipped', () => {
  expect(existsSync(FOLDER)).toBe(true);
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map(({ parentPath, name }) => gzipSync(readFileSync(join(parentPath, name))).length);
  expect(files.length).toBeGreaterThan(2);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(GZIPPED_BYTES_MAX);
});
