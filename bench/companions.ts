/** What the suite `beside` does on a server while its terminals go on: what a person does in the console. */
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { TOOL_OPERATIONS } from '../src/http/openapi/operations/server.ts';
import { TRACE_OPERATIONS } from '../src/http/openapi/operations/traces.ts';
import { PANS, PIN } from './fixtures.ts';

export interface Companion {
  readonly name: string;
  /** Resolves once it goes on. What it returns ends it, and says how much was done. */
  readonly begin: (http: string) => Promise<() => Promise<number>>;
}

const LOAD_RATE = '100/s';
const LOAD_CARDS = 200;
const REPLAYED = 20_000;
const LOOK_EVERY_MS = 1_000;
const JSON_TYPE = { 'content-type': 'application/json' };

async function ask(url: string, init: RequestInit = {}): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, init);
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${String(answer['detail'])}`);
  return answer;
}

function post(url: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
  return ask(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });
}

/** Again and again until it is ended; counts how often. */
async function repeat(once: () => Promise<unknown>): Promise<() => Promise<number>> {
  await once();
  let isOver = false;
  let count = 0;
  const going = (async () => {
    for (; !isOver; count += 1) await once();
  })();
  return async () => {
    isOver = true;
    await going;
    return count;
  };
}

/** The page is loaded and follows the activity, and asks for the state of the server now and then. */
async function openConsole(http: string): Promise<() => Promise<number>> {
  const page = await (await fetch(`${http}/`)).text();
  for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) await (await fetch(http + path)).arrayBuffer();
  let bytes = 0;
  const request = get(`${http}/v1/activity`, { headers: { accept: 'text/event-stream' }, agent: false });
  request.on('error', () => {});
  await new Promise<void>((resolve) => {
    request.on('response', (response) => {
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        resolve();
      });
      response.on('error', () => {});
    });
  });
  const timer = setInterval(() => void fetch(`${http}/readyz`).then((response) => response.arrayBuffer()), LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    request.destroy();
    return bytes;
  };
}

async function startLoadRun(http: string): Promise<() => Promise<number>> {
  const cards = PANS.slice(0, LOAD_CARDS).map((pan) => ({ pan, pin: PIN, expiry: '9912', balanceMinor: 100_000_000 }));
  const { id } = await post(`${http}/v1/load-runs`, {
    rate: LOAD_RATE,
    duration: '10m',
    warmup: '0s',
    cards,
    workload: { errands: { purchase: 1 } },
  });
  const run = `${http}/v1/load-runs/${String(id)}`;
  while (((await ask(run))['progress'] ?? null) === null) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS / 10));
  return async () => {
    const { progress } = await post(`${run}/stop`, {});
    await (await fetch(`${run}/events`)).text();
    return (progress as { readonly sentTotal: number }).sentTotal;
  };
}

function longTrace(): string {
  const [header = '', card = '', exchange = ''] = String(TRACE_OPERATIONS['POST /v1/traces']?.body).split('\n');
  const lines = Array.from({ length: REPLAYED }, (_none, n) =>
    exchange.replace('"sequence":1,', `"sequence":${n + 1},`).replace('"stan":1,', `"stan":${n + 1},`),
  );
  return `${[header, card, ...lines].join('\n')}\n`;
}

async function replayAgain(http: string): Promise<() => Promise<number>> {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() };
  const { id } = await ask(`${http}/v1/traces`, { method: 'POST', headers, body: longTrace() });
  const end = await repeat(async () => {
    let replay = await post(`${http}/v1/traces/${String(id)}/replay`, {});
    while (replay['state'] === 'running') {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS / 10));
      replay = await ask(`${http}/v1/replays/${String(replay['id'])}`);
    }
  });
  return async () => {
    const count = await end();
    await ask(`${http}/v1/traces/${String(id)}`, { method: 'DELETE' });
    return count;
  };
}

export const COMPANIONS: readonly Companion[] = [
  { name: 'the console and its activity stream (bytes)', begin: openConsole },
  { name: `a load run over HTTP at ${LOAD_RATE} (messages)`, begin: startLoadRun },
  { name: `replays of ${REPLAYED} exchanges (replays)`, begin: replayAgain },
  {
    name: 'inspections, one after another (inspections)',
    begin: (http) => repeat(() => post(`${http}/v1/inspect`, TOOL_OPERATIONS['POST /v1/inspect']?.body)),
  },
];
