/** The commands as they are typed, in this process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCardFile } from '../../../src/cards/card-file.ts';
import { registerReplay } from '../../../src/commands/replay/replay.ts';
import { registerTrace } from '../../../src/commands/trace/trace.ts';
import { readTrace } from '../../../src/trace/format/trace-file.ts';
import { startTestApp } from '../../server/app-fixture.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';
import { CARD, EXCHANGE, HEADER } from '../../trace/support/lines.ts';
import { type Recorded, recordMixedRun } from '../../trace/support/mixed-run.ts';

let folder = '';
let recorded: Recorded;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-replay-'));
  recorded = await recordMixedRun(folder, { errands: 300 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Found {
  readonly differences: readonly { readonly what: string; readonly replayed: string | number }[];
}

function run(...args: readonly string[]): Promise<Ran> {
  return runCommand([registerReplay, registerTrace], [...args]);
}

/** The recorded profiles with another purchase limit, in a file. */
async function lowerLimits(): Promise<string> {
  const { out } = await run('trace', 'profiles', recorded.path);
  const file = JSON.parse(out) as { profiles: { name: string; limits: { name: string; amount: string }[] }[] };
  for (const { limits } of file.profiles) for (const limit of limits) if (limit.name === 'pos') limit.amount = '2000.00';
  const path = join(folder, 'lower.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
}

function written(...lines: readonly unknown[]): string {
  const path = join(folder, 'small.ndjson');
  writeFileSync(path, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  return path;
}

describe('replay in process', () => {
  test('nothing differs: exit code 0', async () => {
    const { code, out, err } = await run('replay', recorded.path);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Replayed \d+ exchanges on memory: in [\d.]+ s\.\n/);
    expect(out).toContain('\nNothing differs.\n');
    expect(out).toMatch(/latency ms +p50 +p99 +max/);
  });

  test('as JSON', async () => {
    const { code, out } = await run('replay', recorded.path, '--json', '--shift', '+30d', '--terminals', 'X');
    const report = JSON.parse(out);
    expect(code).toBe(0);
    expect(report).toMatchObject({ trace: recorded.path, on: 'memory:', differing: 0, unanswered: 0, differences: [], readingNotes: [] });
    expect(report.compared).toBeGreaterThan(300);
    expect(Object.keys(report.latencyMs)).toEqual(['recorded', 'replayed']);
  });

  test('other limits: exit code 1, a table, no PAN; shrunk to a trace of its own that differs and replays', async () => {
    const lower = await lowerLimits();
    const small = join(folder, 'shrunk.ndjson');
    const { code, out, err } = await run('replay', recorded.path, '--profiles', lower, '--shrink', small);
    expect(code).toBe(1);
    expect(err).toMatch(/^\d+ of \d+ exchanges differ: outcome \d+/m);
    expect(out).toMatch(/outcome +approved +exceedsAmountLimit/);
    expect(out).toMatch(/Shrunk from \d+ exchanges to \d+ in \d+ tries \(.*\): /);
    expect(out).not.toMatch(/\d{13}/);
    const { trace } = readTrace(small);
    expect(trace.header.source).toBe('shrink');
    expect(trace.events.length).toBeLessThan(10);
    expect((await run('replay', small)).code).toBe(0);
    expect((await run('replay', small, '--profiles', lower)).code).toBe(1);
  });

  test('at ten thousand times the recorded speed', async () => {
    const later = { ...EXCHANGE, sequence: 2, atMs: EXCHANGE.atMs + 500_000, request: { ...EXCHANGE.request, stan: 2 } };
    const answered = { ...later, decision: { event: 'spend', pin: 0, ledgerMinor: 80_000, availableMinor: 80_000 } };
    const started = performance.now();
    const { code } = await run('replay', written(HEADER, CARD, EXCHANGE, answered), '--speed', '10000');
    expect({ code, waited: performance.now() - started >= 49 }).toEqual({ code: 0, waited: true });
  });

  test('a trace that is cut: what came before is used and said so', async () => {
    const path = written(HEADER, CARD, EXCHANGE);
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"kind":"exch`);
    const { code, out, err } = await run('replay', path);
    expect(code).toBe(0);
    expect(err).toBe(
      `${path}:4: the file is cut in the middle of this line; what came before it (exchanges: 1) is used, the rest is left out.\n`,
    );
    expect(out).toContain('Replayed 1 exchange ');
  });

  test.each([
    ['no such trace', ['replay', 'none.ndjson'], 1, 'The trace none.ndjson cannot be read (ENOENT)'],
    ['a speed that is none', ['replay', 'TRACE', '--speed', 'fast'], 2, '--speed must be max or how many times'],
    ['a shift that is none', ['replay', 'TRACE', '--shift', 'tomorrow'], 2, '--shift must be a time such as +30d'],
    ['terminals that are too long', ['replay', 'TRACE', '--terminals', 'TOOLONG'], 2, '--terminals must be 1 to 4'],
    ['a store that is none', ['replay', 'TRACE', '--store', 'disk:'], 2, '--store must be memory: or a Redis address'],
    ['profiles that are none', ['replay', 'TRACE', '--profiles', 'none.json'], 1, 'none.json cannot be read'],
    [
      'nothing that differs',
      ['replay', 'TRACE', '--target', '127.0.0.1:1', '--shrink', 'x'],
      2,
      '--shrink and --profiles work only without --target',
    ],
    ['a target without cards', ['replay', 'TRACE', '--target', '127.0.0.1:1'], 2, '--target needs its cards'],
    ['another machine', ['replay', 'TRACE', '--target', '10.0.0.1:1', '--cards', 'x'], 2, '10.0.0.1 is another machine'],
  ] as const)('%s: one sentence', async (_name, args, code, sentence) => {
    const path = written(HEADER, CARD, EXCHANGE);
    const ran = await run(...args.map((arg) => (arg === 'TRACE' ? path : arg)));
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(sentence);
    expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('replay at a target', () => {
  test.each([
    ['protobuf', 'none'],
    ['iso8583:1987-ascii', '0:1987-ascii'],
    ['iso8583:1993-bcd', '0:1993-bcd'],
  ])('on a test population, over %s: no outcome differs', async (codec, iso8583) => {
    const cards = join(folder, `population-${iso8583.replace(':', '-')}.json`);
    const made = await run('trace', 'cards', recorded.path, '--out', cards);
    expect(made.code).toBe(0);
    expect(readCardFile(cards)).toHaveLength([...readTrace(recorded.path).trace.cards.values()].filter(({ onFile }) => onFile).length);
    const target = await startTestApp({ cards, clock: 'message', iso8583 });
    try {
      const { protobuf, iso8583: ports } = target.app.ports;
      const port = codec === 'protobuf' ? protobuf : (ports[0]?.port ?? 0);
      const at = ['--target', `127.0.0.1:${port}`, '--codec', codec, '--cards', cards, '--keys', join(target.folder, 'keys.json')];
      const { out } = await run('replay', recorded.path, ...at, '--json');
      const { compared, unanswered, differences } = JSON.parse(out);
      const found: readonly Found[] = differences;
      // ISO 8583 tells times in whole seconds: what one terminal sent twice within one reads as one message there.
      const others = found.filter((each) => codec === 'protobuf' || each.differences[0]?.replayed !== 'duplicateTransmission');
      expect({ others, unanswered }).toEqual({ others: [], unanswered: 0 });
      expect(found.length).toBeLessThan(10);
      expect(compared).toBeGreaterThan(300);
    } finally {
      await target.stop();
    }
  });

  test('nobody there: one sentence', async () => {
    const cards = join(folder, 'cards.json');
    const keys = await startTestApp();
    try {
      const path = join(keys.folder, 'keys.json');
      const ran = await run('replay', recorded.path, '--target', '127.0.0.1:1', '--cards', cards, '--keys', path);
      expect(ran.code).toBe(1);
      expect(ran.err).toContain('nothing listens there');
    } finally {
      await keys.stop();
    }
  });
});
