/** Traces that are made of a capture and of a journal. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerTrace } from '../../../src/commands/trace/trace.ts';
import { settingsWith } from '../../../src/config/settings.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { headerKind } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { TransactionRequest } from '../../../src/protocol/message.ts';
import { fromJournal } from '../../../src/trace/convert/from-journal.ts';
import { readTrace, traceLines } from '../../../src/trace/format/trace-file.ts';
import { InProcessHost } from '../../../src/trace/replay/in-process-host.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import {
  answer,
  authorizerOn,
  cardOf,
  memoryStore,
  NOW_MS,
  PAN,
  pinBlock,
  purchase,
  reversalOf,
  tokenOf,
} from '../../authorizer/fixture.ts';
import { type BuiltSegment, ipv4, LINK_TYPES, pcap } from '../../inspect/support/capture-builder.ts';
import { openTestStore } from '../../support/file-stores.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';

const dialect = loadDialect('1987-ascii');
const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
const header = headerKind('2b', false);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-capture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function framed(payload: Buffer): Buffer {
  const head = Buffer.alloc(header.bytes);
  header.write(head, payload.length, 0);
  return Buffer.concat([head, payload]);
}

/** A session as it goes over the line; a request without an answer at its end. */
async function capture(requests: readonly TransactionRequest[], unanswered: TransactionRequest): Promise<string> {
  const authorizer = authorizerOn(await memoryStore());
  const segments: BuiltSegment[] = [
    { from: 40_000, to: 8583, sequence: 99, payload: '', flags: 'S' },
    { from: 8583, to: 40_000, sequence: 499, payload: '', flags: 'SA' },
  ];
  let [up, down] = [100, 500];
  const say = (request: TransactionRequest): void => {
    const payload = framed(codec.encodeRequest(request));
    segments.push({ from: 40_000, to: 8583, sequence: up, payload, flags: 'PA' });
    up += payload.length;
  };
  for (const request of requests) {
    const frame = codec.encodeRequest(request);
    const decoded = codec.decodeRequest(frame);
    if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error('This is no transaction.');
    say(request);
    const payload = framed(codec.encodeResponse(await answer(authorizer, decoded.message)));
    segments.push({ from: 8583, to: 40_000, sequence: down, payload, flags: 'PA' });
    down += payload.length;
  }
  say(unanswered);
  const path = join(folder, 'line.pcap');
  writeFileSync(
    path,
    pcap(
      segments.map((segment) => ({ bytes: ipv4(segment) })),
      LINK_TYPES.raw,
    ),
  );
  return path;
}

function run(...args: readonly string[]): Promise<Ran> {
  return runCommand([registerTrace], ['trace', ...args]);
}

describe('of a capture', () => {
  test('requests are paired with their responses; no PAN and no PIN block; it replays', async () => {
    const bought = purchase();
    const wrong = purchase({ pinBlock: pinBlock(PAN, '9999') });
    const path = await capture([bought, wrong, reversalOf(bought), purchase({ amountMinor: 4_900_000 })], purchase());
    const out = join(folder, 'line.ndjson');
    const ran = await run('capture', path, '--codec', 'iso8583:1987-ascii', '--out', out, '--balance', '10000');
    expect(ran).toMatchObject({ code: 0, out: `4 exchanges of ${path}: ${out}\n` });
    expect(ran.err).toContain('1 request without a response is left out.');
    expect(ran.err).toContain('A capture does not contain PIN verdicts, opening balances');
    const text = readFileSync(out, 'utf8');
    expect(text).not.toContain(PAN);
    expect(text).not.toContain('"pinBlock"');
    const { trace } = readTrace(out);
    expect(trace.events.map((event) => event.kind === 'exchange' && event.outcome)).toEqual([
      'approved',
      'incorrectPin',
      'approved',
      'insufficientFunds',
    ]);
    const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
    const { counts, compared } = await replay(trace, new InProcessHost({ store, profiles: BUILT_IN_PROFILES, rules: trace.header.rules }), {
      speed: 0,
    });
    expect({ outcomes: counts.outcome, compared }).toEqual({ outcomes: 0, compared: 4 });
  });

  test.each([
    ['of another dialect', ['--codec', 'iso8583:1993-bcd'], 1, 'holds no request with its response in iso8583:1993-bcd'],
    ['of another port', ['--codec', 'iso8583:1987-ascii', '--port', '9'], 1, 'line.pcap'],
    ['a port that is none', ['--codec', 'iso8583:1987-ascii', '--port', 'x'], 2, '--port must be a whole number'],
    ['a codec that is none', ['--codec', 'xml'], 1, '--codec xml is not known'],
  ] as const)('%s: a sentence', async (_name, args, code, sentence) => {
    const path = await capture([purchase()], purchase());
    const ran = await run('capture', path, ...args, '--out', join(folder, 'none.ndjson'));
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(sentence);
  });

  test('no capture: a sentence', async () => {
    const ran = await run('capture', join(folder, 'none.pcap'), '--codec', 'protobuf', '--out', 'x');
    expect(ran.err).toContain('cannot be read (ENOENT)');
  });
});

test('of a journal: what it holds, what it lacks, and the balance before its first entry', async () => {
  const store = await memoryStore();
  const authorizer = authorizerOn(store);
  await answer(authorizer, purchase({ amountMinor: 1_000 }));
  await store.cards.create([]);
  const { token = '' } = (await store.cards.list('', 1)).cards[0] ?? {};
  await store.cards.fund(token, 500);
  await answer(authorizer, purchase({ amountMinor: 2_000 }));
  await answer(authorizer, purchase({ amountMinor: 99_999_999 }));
  const trace = await fromJournal(store, BUILT_IN_PROFILES, settingsWith(), 4);
  const path = join(folder, 'journal.ndjson');
  writeFileSync(path, [...traceLines(trace)].join('\n'));
  expect(readTrace(path)).toEqual({ trace, notes: [] });
  expect(trace.header.lacks).toContain('PIN verdicts');
  expect(trace.cards.get(token)).toMatchObject({ ledgerMinor: 1_000_000, maskedPan: '957899******0005' });
  expect(trace.events.map(({ kind }) => kind)).toEqual(['exchange', 'office', 'exchange', 'exchange']);
  const again = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
  const { counts } = await replay(trace, new InProcessHost({ store: again, profiles: BUILT_IN_PROFILES, rules: trace.header.rules }), {
    speed: 0,
  });
  expect(counts).toMatchObject({ outcome: 0, approvedAmountMinor: 0, ledgerMinor: 0 });
});

test('of the log of a file store that is in use: what was asked, which original, and a replay without a difference', async () => {
  const place = join(folder, 'store');
  const store = await openTestStore(place, { profiles: BUILT_IN_PROFILES });
  try {
    await store.cards.create([cardOf(PAN)]);
    const authorizer = authorizerOn(store);
    const bought = purchase({ amountMinor: 1_000, mcc: 5812 });
    await answer(authorizer, bought);
    await answer(authorizer, purchase({ amountMinor: 2_500 }));
    await answer(authorizer, reversalOf(bought));
    await answer(authorizer, { ...bought, repeat: true });
    await answer(authorizer, purchase({ terminalCountry: 752 }));
    await answer(authorizer, purchase({ pinBlock: Buffer.alloc(0) }));
    await answer(authorizer, purchase({ pinBlock: pinBlock(PAN, '9999') }));
    await store.cards.fund(tokenOf(PAN), 500);
    const out = join(folder, 'log.ndjson');
    const ran = await run('export', '--store', `file:${place}`, '--out', out);
    expect([ran.code, ran.out]).toEqual([0, `8 entries of the journal of file:${place}: ${out}\n`]);
    const { trace } = readTrace(out);
    expect([...trace.cards.values()]).toMatchObject([{ maskedPan: '957899******0005', ledgerMinor: 1_000_000, expiry: '2811' }]);
    const requests = trace.events.flatMap((event) => (event.kind === 'exchange' ? [event] : []));
    expect(requests.map(({ outcome }) => outcome)).toEqual([
      'approved',
      'approved',
      'approved',
      'approved',
      'restrictedCard',
      'pinRequired',
      'incorrectPin',
    ]);
    expect(requests[0]?.request).toMatchObject({ mcc: 5812, terminalType: 'pos', terminalCountry: 578 });
    expect(requests[2]?.request.original).toMatchObject({ class: 'financial', stan: bought.stan });
    expect(requests[3]).toMatchObject({ request: { repeat: true }, response: { repeated: true } });
    expect(readFileSync(out, 'utf8')).not.toContain(PAN);
    const again = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
    const { counts } = await replay(trace, new InProcessHost({ store: again, profiles: BUILT_IN_PROFILES, rules: trace.header.rules }), {
      speed: 0,
    });
    expect(counts).toMatchObject({ outcome: 0, approvedAmountMinor: 0, ledgerMinor: 0 });
  } finally {
    await store.close();
  }
});

test('of the newest records of a log only; a folder without a store is one sentence', async () => {
  const place = join(folder, 'newest');
  const store = await openTestStore(place, { profiles: BUILT_IN_PROFILES });
  await store.cards.create([cardOf(PAN)]);
  const authorizer = authorizerOn(store);
  for (const amountMinor of [1_000, 2_000, 3_000]) await answer(authorizer, purchase({ amountMinor }));
  await store.close();
  const out = join(folder, 'newest.ndjson');
  await run('export', '--store', `file:${place}`, '--entries', '2', '--out', out);
  const { trace } = readTrace(out);
  expect(trace.events.map((event) => event.kind === 'exchange' && event.request.amountMinor)).toEqual([2_000, 3_000]);
  expect([...trace.cards.values()][0]?.ledgerMinor).toBe(999_000);
  const none = await run('export', '--store', `file:${folder}`, '--out', out);
  expect([none.code, none.err]).toEqual([1, `${folder} holds no store; give the folder of one, such as ./data/store.`]);
});
