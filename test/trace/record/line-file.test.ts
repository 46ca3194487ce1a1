import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LineFile } from '../../../src/trace/record/line-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(path: string, pendingCharsMax?: number, begins = true): { readonly file: LineFile; readonly troubles: string[] } {
  const troubles: string[] = [];
  const bound = pendingCharsMax === undefined ? {} : { pendingCharsMax };
  const file = new LineFile({ path, trouble: (sentence) => troubles.push(sentence), ...bound });
  if (begins) file.begin();
  return { file, troubles };
}

test('what was appended is there, in order, when it is closed', async () => {
  const path = join(folder, 'a');
  const { file, troubles } = open(path);
  const lines = Array.from({ length: 30_000 }, (_none, at) => `line ${at} ${'æ'.repeat(50)}`);
  for (const line of lines) expect(file.line(line)).toBe(true);
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
  expect({ troubles, lost: file.lost }).toEqual({ troubles: [], lost: 0 });
});

test('memory is bounded: what is too much is left out and counted', async () => {
  const path = join(folder, 'b');
  const { file } = open(path, 100);
  const taken = Array.from({ length: 50 }, (_none, at) => file.line(`0123456${at % 10}`)).filter((ok) => ok).length;
  expect(taken).toBeLessThan(15);
  expect(file.lost).toBe(50 - taken);
  await file.close();
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(taken);
});

test('a file that cannot be opened: one sentence, and nothing is thrown', async () => {
  const path = join(folder, 'none', 'c');
  const { file, troubles } = open(path);
  expect(file.line('x')).toBe(false);
  await file.close();
  expect(troubles).toEqual([`The trace ${path} cannot be written: there is no such folder; the server runs on without recording.`]);
});

test('a full disk: one sentence, and the rest is left out', async () => {
  const { file, troubles } = open('/dev/full');
  file.line('x');
  await file.close();
  expect(file.line('y')).toBe(false);
  expect(troubles).toEqual(['The trace /dev/full cannot be continued: the disk is full; the recording ends here, the server runs on.']);
  expect(file.lost).toBe(2);
});

test('an earlier file keeps content and mode until it begins; then it has the new lines only', async () => {
  const path = join(folder, 'earlier');
  writeFileSync(path, 'the recording of yesterday\n');
  chmodSync(path, 0o640);
  const { file } = open(path, undefined, false);
  const lines = Array.from({ length: 30_000 }, (_none, at) => `line ${at} ${'x'.repeat(50)}`);
  for (const line of lines) expect(file.line(line)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('the recording of yesterday\n');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  file.begin();
  file.line('last');
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\nlast\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('closed before it begins, it leaves an earlier file as it was, and no new one', async () => {
  const earlier = join(folder, 'kept');
  writeFileSync(earlier, 'kept\n');
  const none = join(folder, 'never');
  for (const path of [earlier, none]) {
    const { file, troubles } = open(path, undefined, false);
    file.line('x');
    await file.close();
    expect({ open: file.open, troubles }).toEqual({ open: false, troubles: [] });
  }
  expect(readFileSync(earlier, 'utf8')).toBe('kept\n');
  expect(existsSync(none)).toBe(false);
});
