/** The limits of processes beside the server, with programs that exceed them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineReader } from '../../../src/http/jobs/lines.ts';
import type { SideLimits } from '../../../src/http/jobs/side-process.ts';
import { SideProcesses } from '../../../src/http/jobs/side-processes.ts';

const PATIENCE_MS = 120_000;
const LIMITS = { timeMs: PATIENCE_MS, heapMib: 64, outputBytesMax: 1_000_000 };
const processes = new SideProcesses();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-side-'));
});
afterAll(async () => {
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A path that is nowhere in dist/ is taken as it is. */
function program(source: string, limits: Partial<SideLimits> = {}, onOutput: (chunk: Buffer) => void = () => {}) {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(file, source);
  return { file, limits: { ...LIMITS, ...limits }, onOutput };
}

test(
  'a program that ends tells its code and its error',
  async () => {
    expect(await processes.start(program('console.error("aksept: no"); process.exitCode = 2;')).ended).toMatchObject({
      kind: 'ended',
      code: 2,
      errorText: 'aksept: no\n',
    });
  },
  PATIENCE_MS,
);

test.each([
  ['takes too long', 'setInterval(() => {}, 1000);', { timeMs: 300 }, 'tookTooLong'],
  ['works too long', 'for (;;);', { processorMs: 300 }, 'tookTooLong'],
  ['writes too much', 'setInterval(() => process.stdout.write("x".repeat(9_000)), 1);', { outputBytesMax: 100_000 }, 'wroteTooMuch'],
  ['takes too much memory', 'const all = []; for (;;) all.push(new Array(1_000).fill({}));', { heapMib: 32 }, 'crashed'],
  ['is not there', undefined, {}, 'ended'],
])(
  'a program that %s is ended',
  async (_what, source, limits, kind) => {
    const made = program(source ?? '', limits);
    const started = processes.start(source === undefined ? { ...made, file: 'nowhere.js' } : made);
    expect((await started.ended).kind).toBe(kind);
  },
  PATIENCE_MS,
);

test(
  'it reads lines and writes lines, and knows nothing of the settings of the server',
  async () => {
    process.env['AKSEPT_SECRET_OF_TEST'] = 'x';
    const lines: unknown[] = [];
    const source = `process.stdin.on('data', (text) => process.stdout.write(text)).on('end', () => {
      process.stdout.write(JSON.stringify({ env: Object.keys(process.env).filter((name) => name.startsWith('AKSEPT_')) }) + '\\n');
    });`;
    const started = processes.start(
      program(
        source,
        {},
        lineReader((line) => lines.push(line)),
      ),
    );
    started.send('{"text":"æøå"}\n{"broken\n');
    started.endInput();
    await started.ended;
    delete process.env['AKSEPT_SECRET_OF_TEST'];
    expect(lines).toEqual([{ text: 'æøå' }, { env: [] }]);
  },
  PATIENCE_MS,
);

test(
  'all are ended when the server closes, and none is started afterwards',
  async () => {
    const others = new SideProcesses();
    const running = others.start(program('setInterval(() => {}, 1000);'));
    await others.close();
    expect((await running.ended).kind).toBe('killed');
    expect((await others.start(program('setInterval(() => {}, 1000);')).ended).kind).toBe('killed');
  },
  PATIENCE_MS,
);
