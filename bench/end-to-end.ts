/** Through TCP: S1, S2 and S2b of docs/benchmarks.md. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BUILT_IN_PROFILES } from '../src/limits/rules/profile.ts';
import { RETENTION_MS_MIN, UNKNOWN_CARD_RETENTION_MS } from '../src/limits/state/stored-answer.ts';
import { ScriptArguments } from '../src/limits/stores/redis/arguments.ts';
import { KeySpace } from '../src/limits/stores/redis/keys.ts';
import { scriptSource } from '../src/limits/stores/redis/script.ts';
import { createRedisStore, JOURNAL_ENTRIES_MAX } from '../src/limits/stores/redis/store.ts';
import { startRedis } from '../test/support/redis.ts';
import { attempt, CARDS, newCards } from './fixtures.ts';
import { compare, type Figure, loadOn, terminalsOn } from './measure.ts';

const run = promisify(execFile);
const RAW_REQUESTS = 120_000;
/** redis-benchmark puts 12 random digits below -r for each of these. */
const RANDOM = '__rand_int__';
const TOKEN_HEAD = '00'.repeat(10);

/** The decision script as redis-benchmark sends it: a random card of as many, a key that never comes twice. */
function rawArguments(pinReference: string): string[] {
  const keys = new KeySpace('aksept');
  const scripts = new ScriptArguments({
    keys,
    profiles: BUILT_IN_PROFILES,
    retentionMs: RETENTION_MS_MIN,
    unknownCardRetentionMs: UNKNOWN_CARD_RETENTION_MS,
    journalEntriesMax: JOURNAL_ENTRIES_MAX,
    instantOf: (instantMs) => instantMs,
  });
  const [card, spends, holds, journal, , ...rest] = scripts
    .decide(attempt(`${TOKEN_HEAD}${RANDOM}`, 'BENCH001.20000.1780000000000.f', pinReference))
    .map(String);
  // Each place gets a number of its own, so a card's spends land in another card's set: the work is the same.
  const answer = keys.answer(TOKEN_HEAD, [RANDOM, RANDOM, RANDOM].join('.'));
  return [card ?? '', spends ?? '', holds ?? '', journal ?? '', answer, ...rest];
}

export async function benchRedis(rounds: number, seconds: number): Promise<Figure> {
  const redis = await startRedis();
  const url = `unix:${redis.socketPath}`;
  const [first] = newCards();
  if (first === undefined) throw new Error('There are no cards.');
  const store = await createRedisStore({ url, profiles: BUILT_IN_PROFILES });
  await store.cards.create(Array.from({ length: CARDS }, (_, n) => ({ ...first, token: `${TOKEN_HEAD}${String(n).padStart(12, '0')}` })));
  await store.close();
  try {
    return await compare(
      {
        id: 'S1',
        what: 'authorizations through TCP protobuf, Redis',
        unit: '/s',
        ceilingWhat: 'the same script under redis-benchmark -P 16',
      },
      rounds,
      () => loadOn('redis', url, seconds),
      async () => {
        const source = scriptSource('decide');
        const { stdout: sha } = await run('redis-cli', ['-s', redis.socketPath, 'SCRIPT', 'LOAD', source]);
        const args = ['-s', redis.socketPath, '-P', '16', '-c', '16', '-n', String(RAW_REQUESTS), '-r', String(CARDS), '--csv'];
        const { stdout } = await run('redis-benchmark', [...args, 'EVALSHA', sha.trim(), '5', ...rawArguments(first.pinReference)]);
        // "test","rps","avg_latency_ms","min","p50","p95","p99","max": the name may hold anything, so from the end.
        const perSecond = Number(stdout.trim().split('","').at(-7));
        if (!(perSecond > 0)) throw new Error(`redis-benchmark said nothing that can be read: ${stdout.slice(0, 200)}`);
        return perSecond;
      },
    );
  } finally {
    await redis.stop();
  }
}

export function benchMemory(rounds: number, seconds: number): Promise<Figure> {
  return compare(
    {
      id: 'S2',
      what: 'authorizations through TCP protobuf, embedded store',
      unit: '/s',
      ceilingWhat: 'same server, PIN check and decision constant',
    },
    rounds,
    () => loadOn('memory', '', seconds),
    () => loadOn('constant', '', seconds),
  );
}

export function benchEcho(rounds: number, seconds: number): Promise<Figure> {
  return compare(
    { id: 'S2b', what: 'authorizations through TCP protobuf, embedded store', unit: '/s', ceilingWhat: 'a frame echo' },
    rounds,
    () => loadOn('memory', '', seconds),
    () => loadOn('echo', '', seconds),
  );
}

/** S2b over ISO 8583, and S6 for each dialect. */
export async function benchIso(rounds: number, seconds: number): Promise<Figure[]> {
  const echo = await compare(
    {
      id: 'S2b ISO',
      what: 'authorizations through TCP ISO 8583 (1987-ascii), embedded store',
      unit: '/s',
      ceilingWhat: 'a frame echo that swaps the MTI',
    },
    rounds,
    () => loadOn('memory', '', seconds, '1987-ascii'),
    () => loadOn('echo', '', seconds, '1987-ascii'),
  );
  const figures = [echo];
  for (const dialect of ['1987-ascii', '1993-bcd']) {
    figures.push(
      await compare(
        {
          id: 'S6',
          what: `authorizations through TCP ISO 8583 (${dialect}), embedded store`,
          unit: '/s',
          ceilingWhat: 'the same over protobuf',
        },
        rounds,
        () => loadOn('memory', '', seconds, dialect),
        () => loadOn('memory', '', seconds),
      ),
    );
  }
  return figures;
}

/** S9: what the simulated terminals offer by themselves, in one thread and in two, beside what the server takes of the cheap generator. */
export async function benchGenerator(rounds: number, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [workers, threads] of [
    [1, 'one thread'],
    [2, 'two threads'],
  ] as const) {
    figures.push(
      await compare(
        {
          id: 'S9',
          what: `messages that the simulated terminals offer, in ${threads}, to a host that says yes to everything`,
          unit: '/s',
          ceilingWhat: 'authorizations that the server takes, embedded store',
        },
        rounds,
        () => terminalsOn('yes', seconds, workers),
        () => loadOn('memory', '', seconds),
      ),
    );
  }
  return figures;
}
