/** Processes that stay for the next request, with programs that do not behave. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Resident, ResidentProcesses, type ResidentProgram } from '../../../src/http/jobs/resident-processes.ts';
import type { SideEndKind } from '../../../src/http/jobs/side-process.ts';
import { SideProcesses } from '../../../src/http/jobs/side-processes.ts';

const PATIENCE_MS = 120_000;
const NEVER_MS = 10 * PATIENCE_MS;
/** Answers each line with its own pid; some words mean trouble. */
const SOURCE = `
let rest = '';
process.stdin.on('data', (chunk) => {
  rest += chunk;
  for (let end = rest.indexOf('\\n'); end >= 0; end = rest.indexOf('\\n')) {
    const line = rest.slice(0, end);
    rest = rest.slice(end + 1);
    if (line === 'crash') process.kill(process.pid, 'SIGSEGV');
    else if (line === 'flood') process.stdout.write('x'.repeat(200_000));
    else if (line !== 'hang') process.stdout.write(line + ' ' + process.pid + '\\n');
  }
}).on('end', () => process.exit(0));`;
const LIMITS = { timeMs: PATIENCE_MS, heapMib: 64, outputBytesMax: 100_000 };
const processes = new SideProcesses();
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-resident-'));
  file = join(folder, 'program.mjs');
  writeFileSync(file, SOURCE);
});
afterAll(async () => {
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

function residents(program: Partial<ResidentProgram> = {}, limits: Partial<typeof LIMITS> = {}): ResidentProcesses {
  return new ResidentProcesses(processes, {
    file,
    processesMax: 2,
    waitingMax: 2,
    requestsMax: 1_000,
    idleMs: NEVER_MS,
    ...program,
    limits: { ...LIMITS, ...limits },
  });
}

interface Asked {
  readonly resident: Resident;
  readonly answer: Promise<{ readonly pid: string } | SideEndKind>;
}

/** Undefined: none was free. */
function ask(pool: ResidentProcesses, line: string): Asked | undefined {
  let settle: (answer: { readonly pid: string } | SideEndKind) => void = () => {};
  const answer = new Promise<{ readonly pid: string } | SideEndKind>((resolve) => {
    settle = resolve;
  });
  let text = '';
  const resident = pool.take({
    onOutput: (chunk) => {
      text += chunk.toString();
      if (text.endsWith('\n')) settle({ pid: text.trim().split(' ')[1] ?? '' });
    },
    onEnd: ({ kind }) => settle(kind),
  });
  resident?.send(`${line}\n`);
  return resident === undefined ? undefined : { resident, answer };
}

async function answered(pool: ResidentProcesses, line: string) {
  const asked = ask(pool, line);
  const answer = await asked?.answer;
  asked?.resident.release();
  return answer;
}

test(
  'one process answers one request after another, and none starts before the first',
  async () => {
    const pool = residents();
    expect(pool.count).toBe(0);
    const first = await answered(pool, 'one');
    expect(first).toEqual({ pid: expect.stringMatching(/^\d+$/) });
    expect(await answered(pool, 'two')).toEqual(first);
    expect(pool.count).toBe(1);
  },
  PATIENCE_MS,
);

test(
  'a request that comes meanwhile gets a process of its own, and none beyond the most',
  async () => {
    const pool = residents();
    const [one, two] = [ask(pool, 'one'), ask(pool, 'two')];
    expect(ask(pool, 'three')).toBeUndefined();
    const pids = [await one?.answer, await two?.answer];
    expect(pids[0]).not.toEqual(pids[1]);
    two?.resident.release();
    expect(await answered(pool, 'three')).toEqual(pids[1]);
    expect(pool.count).toBe(2);
  },
  PATIENCE_MS,
);

test.each([
  ['crashes', 'crash', 'crashed'],
  ['writes too much', 'flood', 'wroteTooMuch'],
] as const)(
  'a process that %s costs its request only, and the next request gets another',
  async (_what, line, kind) => {
    const pool = residents();
    const other = ask(pool, 'other');
    expect(await answered(pool, line)).toBe(kind);
    expect(await other?.answer).toEqual({ pid: expect.stringMatching(/^\d+$/) });
    expect(await answered(pool, 'next')).toEqual({ pid: expect.stringMatching(/^\d+$/) });
  },
  PATIENCE_MS,
);

test(
  'a process that takes too long is ended, and makes room for another',
  async () => {
    const pool = residents({ processesMax: 1 }, { timeMs: 300 });
    const asked = ask(pool, 'hang');
    expect(ask(pool, 'next')).toBeUndefined();
    expect(await asked?.answer).toBe('tookTooLong');
    expect(ask(pool, 'next')).toBeDefined();
  },
  PATIENCE_MS,
);

test(
  'the limit of output is that of one request',
  async () => {
    const pool = residents({}, { outputBytesMax: 40 });
    const first = await answered(pool, 'a');
    for (let request = 0; request < 20; request += 1) expect(await answered(pool, 'a')).toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'a process ends after its last request',
  async () => {
    const pool = residents({ requestsMax: 2 });
    const first = await answered(pool, 'one');
    expect(await answered(pool, 'two')).toEqual(first);
    expect(pool.count).toBe(0);
    expect(await answered(pool, 'three')).not.toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'a process ends when nothing comes for the idle time, and no request counts as idle',
  async () => {
    const pool = residents({ idleMs: 100 });
    const first = await answered(pool, 'one');
    await expect.poll(() => pool.count, { timeout: PATIENCE_MS }).toBe(0);
    const pid = Number(typeof first === 'object' ? first.pid : Number.NaN);
    await expect.poll(() => isAlive(pid), { timeout: PATIENCE_MS }).toBe(false);
    expect(await answered(pool, 'two')).not.toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'a process that is killed while it waits is no answer to the next request',
  async () => {
    const pool = residents();
    const first = await answered(pool, 'one');
    process.kill(Number(typeof first === 'object' ? first.pid : Number.NaN), 'SIGKILL');
    await expect.poll(() => pool.count, { timeout: PATIENCE_MS }).toBe(0);
    expect(await answered(pool, 'two')).not.toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'no more wait than may',
  async () => {
    const pool = residents({ waitingMax: 1 });
    const asked = [ask(pool, 'one'), ask(pool, 'two')];
    const [first] = await Promise.all(asked.map((each) => each?.answer));
    for (const each of asked) each?.resident.release();
    expect(pool.count).toBe(1);
    expect(await answered(pool, 'three')).toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'a request that was released has no say about its process',
  async () => {
    const pool = residents();
    const one = ask(pool, 'one');
    const first = await one?.answer;
    one?.resident.release();
    const two = ask(pool, 'two');
    one?.resident.kill();
    one?.resident.release();
    one?.resident.send('one again\n');
    expect(await two?.answer).toEqual(first);
    expect(await answered(pool, 'three')).not.toEqual(first);
  },
  PATIENCE_MS,
);

test(
  'they end when the server closes',
  async () => {
    const own = new SideProcesses();
    const pool = new ResidentProcesses(own, { file, processesMax: 2, waitingMax: 2, requestsMax: 9, idleMs: NEVER_MS, limits: LIMITS });
    expect(await answered(pool, 'one')).toBeTypeOf('object');
    const waits = ask(pool, 'hang');
    await own.close();
    expect(await waits?.answer).toBe('killed');
    expect(pool.count).toBe(0);
  },
  PATIENCE_MS,
);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
