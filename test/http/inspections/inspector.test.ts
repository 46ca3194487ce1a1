/** The inspector with programs in place of its own that do not answer as they should. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inspector } from '../../../src/http/inspections/inspector.ts';
import { SideProcesses } from '../../../src/http/jobs/side-processes.ts';

const PATIENCE_MS = 120_000;
/** Answers with what the text says. */
const SOURCE = `
process.stdin.on('data', (chunk) => {
  const { id, text } = JSON.parse(chunk);
  if (text === 'crash') process.kill(process.pid, 'SIGSEGV');
  if (text === 'throw') throw new TypeError('a bug');
  if (text === 'stranger') process.stdout.write('{"id":999,"refused":false,"bytes":0}\\n');
  if (text === 'noise') process.stdout.write('(node:1) Warning\\n');
  const refused = text === 'refuse';
  process.stdout.write(JSON.stringify({ id, refused, bytes: text.length }) + '\\n' + text);
}).on('end', () => process.exit(0));`;
const OPTIONS = { dialect: '', header: '', nearMs: 0 } as const;
const processes = new SideProcesses();
let folder: string;
let inspector: Inspector;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-inspector-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, SOURCE);
  const limits = { timeMs: PATIENCE_MS, heapMib: 64, outputBytesMax: 100_000 };
  inspector = new Inspector(processes, { file, limits, processesMax: 1, waitingMax: 1, requestsMax: 100, idleMs: PATIENCE_MS });
});
afterAll(async () => {
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'an answer is passed on as it is',
  async () => {
    expect((await inspector.run('fine', OPTIONS)).toString()).toBe('fine');
  },
  PATIENCE_MS,
);

test.each([
  ['refuse', 'noMessage'],
  ['crash', 'tooMuchToInspect'],
  ['throw', 'noMessage'],
  ['stranger', 'noMessage'],
  ['noise', 'noMessage'],
])(
  'after %s there is one problem, and the next text is inspected',
  async (text, code) => {
    await expect(inspector.run(text, OPTIONS)).rejects.toMatchObject({ code });
    expect((await inspector.run('next', OPTIONS)).toString()).toBe('next');
  },
  PATIENCE_MS,
);

test(
  'a text that comes while as many as may be are inspected is told to come back',
  async () => {
    const first = inspector.run('fine', OPTIONS);
    await expect(inspector.run('fine', OPTIONS)).rejects.toMatchObject({ code: 'busy' });
    await first;
  },
  PATIENCE_MS,
);
