/** A load run whose process does not do what it should, with real processes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventLog } from '../../../src/http/events/event-log.ts';
import { SideProcesses } from '../../../src/http/jobs/side-processes.ts';
import { LoadRun } from '../../../src/http/load/load-run.ts';
import { LOAD_OPERATIONS } from '../../../src/http/openapi/operations/load.ts';
import { LOAD_RUN } from '../../../src/http/schema/load.ts';

const PATIENCE_MS = 120_000;
const { settings } = LOAD_RUN.parse(LOAD_OPERATIONS['POST /v1/load-runs']?.answer);
const READY = `process.stdout.write(${JSON.stringify(`${JSON.stringify({ kind: 'ready', settings })}\n`)}, () => {`;

const processes = new SideProcesses();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-run-'));
});
afterAll(async () => {
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A run that this program carries out. */
function runOf(source: string, processorMs = PATIENCE_MS): LoadRun {
  const file = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(file, source);
  const limits = { processorMs, timeMs: PATIENCE_MS, heapMib: 64, outputBytesMax: 100_000 };
  const parts = { id: '0123456789ab', nowMs: Date.now, events: new EventLog(() => {}), books: async () => [] };
  return new LoadRun(parts, ({ onOutput }) => processes.start({ file, limits, onOutput }));
}

test.each([
  ['crashes', `${READY} process.abort(); });`, undefined, /^The process of the run crashed/],
  ['ends without a report', `${READY} process.exit(0); });`, undefined, /ended without a report/],
  ['goes on for too long', `${READY} for (;;); });`, 3_000, /did not end in time/],
  ['writes too much', `${READY} setInterval(() => process.stdout.write('x'.repeat(9_000)), 1); });`, undefined, /wrote too much/],
  [
    'writes what nobody knows',
    `${READY} process.stdout.write('hello\\n{"kind":"dance"}\\n[]\\n', () => process.exit(0)); });`,
    undefined,
    /without a report/,
  ],
])(
  'a process that %s is one sentence in the state of the run',
  async (_what, source, processorMs, detail) => {
    const run = runOf(source, processorMs);
    expect(await run.begun).toBe('');
    expect(run.shown).toMatchObject({ state: 'running', endedAtMs: null });
    await run.over;
    expect(run.shown).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(detail),
      endedAtMs: expect.any(Number),
      result: null,
    });
    expect(run.shown?.detail).not.toContain('\n');
  },
  PATIENCE_MS,
);

test(
  'a process that crashes before it is ready refuses the run',
  async () => {
    const run = runOf('process.abort();');
    expect(await run.begun).toMatch(/^The process of the run crashed/);
    expect(run.shown).toBeUndefined();
  },
  PATIENCE_MS,
);
