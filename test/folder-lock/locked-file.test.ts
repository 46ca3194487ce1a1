/** Processes that change one file at the same time. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockFolder } from '../../src/folder-lock/lock.ts';
import { whileLocked } from '../../src/folder-lock/locked-file.ts';

const PATIENCE_MS = 120_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-locked-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODULE = join(import.meta.dirname, '../../dist/folder-lock/locked-file.js');
/** Adds its lines to a file by reading and writing all of it, as a change of a JSON file does. */
const SOURCE = `
import { readFileSync, writeFileSync } from 'node:fs';
import { whileLocked } from ${JSON.stringify(MODULE)};
const [path, name] = process.argv.slice(2);
for (let n = 0; n < 20; n += 1) await whileLocked(path, () => writeFileSync(path, readFileSync(path, 'utf8') + name + n + '\\n'));
`;

test(
  'no change of two processes is lost',
  async () => {
    const path = join(folder, 'lines');
    const program = join(folder, 'program.mjs');
    writeFileSync(path, '');
    writeFileSync(program, SOURCE);
    const codes = await Promise.all(
      ['a', 'b'].map(
        (name) =>
          new Promise((resolve) =>
            spawn(process.execPath, [program, path, name], { stdio: 'inherit' }).on('close', (code) => resolve(code)),
          ),
      ),
    );
    expect(codes).toEqual([0, 0]);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(new Set(lines).size).toBe(40);
    expect(existsSync(`${path}.lock`)).toBe(false);
  },
  PATIENCE_MS,
);

test('the lock is given back when the change fails', async () => {
  const path = join(folder, 'failing');
  const fail = whileLocked(path, () => {
    throw new Error('no');
  });
  await expect(fail).rejects.toThrow('no');
  expect(await whileLocked(path, () => 'done')).toBe('done');
});

test('a change waits for the one that has the lock', async () => {
  const path = join(folder, 'waiting');
  mkdirSync(`${path}.lock`);
  const lock = await lockFolder(`${path}.lock`);
  const order: string[] = [];
  const change = whileLocked(path, () => order.push('changed'));
  // It takes as many turns as the change would.
  await expect(lockFolder(`${path}.lock`)).rejects.toThrow('is in use');
  order.push('released');
  await lock.release();
  await change;
  expect(order).toEqual(['released', 'changed']);
});
