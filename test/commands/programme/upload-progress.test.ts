/** The line of progress of an upload. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadChunks } from '../../../src/commands/programme/upload-progress.ts';

const BYTES = 150_000;
const path = join(tmpdir(), `aksept-upload-${process.pid}.xml`);
beforeAll(() => writeFileSync(path, 'x'.repeat(BYTES)));
afterAll(() => rmSync(path, { force: true }));

async function uploaded(isTTY: boolean): Promise<{ readonly bytes: number; readonly written: string }> {
  let [bytes, written, nowMs] = [0, '', 0];
  const output = { isTTY, write: (text: string) => (written += text) };
  const clock = (): number => (nowMs += 200);
  for await (const chunk of uploadChunks(path, BYTES, output, clock)) bytes += chunk.length;
  return { bytes, written };
}

test('a terminal shows how much is sent, and the line is cleared at the end', async () => {
  const { bytes, written } = await uploaded(true);
  expect(bytes).toBe(BYTES);
  expect(written).toMatch(/^\r\S+0\.1 of 0\.1 MB sent\r|0\.2 MB sent/);
  expect(written.endsWith('\r\x1b[K')).toBe(true);
});

test('without a terminal nothing is written', async () => {
  expect(await uploaded(false)).toEqual({ bytes: BYTES, written: '' });
});
