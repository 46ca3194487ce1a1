/** A scenario over one wire: what the host answered, what the terminal read, and the card afterwards. */

import { expect } from 'vitest';
import type { RequestHandler } from '../../../src/authorizer/exchange.ts';
import { HOUR_MS } from '../../../src/config/duration.ts';
import { verifyStore } from '../../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import type { CardRecord } from '../../../src/limits/state/card.ts';
import type { CardSnapshot } from '../../../src/limits/state/card-snapshot.ts';
import { type DecisionStore, type JournalEntry, type Store, StoreError } from '../../../src/limits/store.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import type { Request, Response, TransactionResponse } from '../../../src/protocol/message.ts';
import { authorizerOn, cardOf, NOW_MS, OTHER_PAN, PAN, tokenOf } from '../fixture.ts';
import type { Line, Scenario } from './scenarios.ts';

/** What one message led to. */
export interface Step {
  /** What the host made of it; of what it could not read no response. */
  readonly server: Response | 'unreadable';
  readonly client: Response | 'unreadable';
  /** Why the terminal could not even write it; '' when it could. */
  readonly unsaid: string;
}

export interface Run {
  readonly steps: readonly Step[];
  readonly cards: readonly (CardRecord | undefined)[];
  /** With the running sums as they are kept, and recounted at the last instant. */
  readonly snapshots: readonly (CardSnapshot | undefined)[];
  readonly journal: readonly JournalEntry[];
}

const JOURNAL_MAX = 1_000;

function failing(store: Store, how: 'unreachable' | 'faulty'): DecisionStore {
  const fail = (): Promise<never> => Promise.reject(how === 'faulty' ? new Error('A bug.') : new StoreError('unreachable', 'No store.'));
  return { decide: fail, takeBack: (attempt) => store.takeBack(attempt) };
}

/** A terminal in Norway: its clock is an hour ahead of UTC. */
function localTimeOf(transmissionTimeMs: number): string {
  return new Date(transmissionTimeMs + HOUR_MS).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

/** Its own buffers, which are zeroed, and a local time. */
function copyOf(request: Request): Request {
  if (request.class === 'networkManagement') return request;
  const { pinBlock, newPinBlock, localTime, transmissionTimeMs } = request;
  return {
    ...request,
    pinBlock: Buffer.from(pinBlock),
    newPinBlock: Buffer.from(newPinBlock),
    localTime: localTime === '' ? localTimeOf(transmissionTimeMs) : localTime,
  };
}

function answered(handler: RequestHandler, codec: Codec, frame: Buffer): Promise<Response> | undefined {
  const decoded = codec.decodeRequest(frame);
  switch (decoded.kind) {
    case 'message':
      return new Promise((resolve) => handler.handle(decoded.message, { reply: resolve }));
    case 'malformed':
      return new Promise((resolve) => handler.handleMalformed(decoded, { reply: resolve }));
    default:
      return undefined;
  }
}

function withoutWire(response: Response): Response {
  // The code of DE39 is read by ISO terminals only.
  return { ...response, context: undefined, responseCode: undefined };
}

async function step(handler: RequestHandler, terminal: Codec, host: Codec, request: Request): Promise<Step> {
  let frame: Buffer;
  try {
    frame = terminal.encodeRequest(copyOf(request));
  } catch (error) {
    if (error instanceof RangeError) return { server: 'unreadable', client: 'unreadable', unsaid: error.message };
    throw error;
  }
  const server = await answered(handler, host, frame);
  if (server === undefined) return { server: 'unreadable', client: 'unreadable', unsaid: '' };
  const decoded = terminal.decodeResponse(host.encodeResponse(server));
  if (decoded.kind !== 'message') throw new Error(`The terminal read what is ${decoded.kind}.`);
  return { server: withoutWire(server), client: withoutWire(decoded.message), unsaid: '' };
}

/** `terminal` and `host` are two codecs of one wire. */
export async function run(scenario: Scenario, lines: readonly Line[], terminal: Codec, host: Codec): Promise<Run> {
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
  await store.cards.create([cardOf(PAN, scenario.card), cardOf(OTHER_PAN)]);
  const decisions = scenario.store === undefined ? store : failing(store, scenario.store);
  const handler = authorizerOn(decisions, { rules: scenario.rules ?? {} });
  const steps: Step[] = [];
  const answers: TransactionResponse[] = [];
  let lastMs = NOW_MS;
  for (const line of lines) {
    const request = typeof line === 'function' ? line(answers) : line;
    lastMs = Math.max(lastMs, request.transmissionTimeMs);
    const done = await step(handler, terminal, host, request);
    steps.push(done);
    if (done.server !== 'unreadable' && done.server.class !== 'networkManagement') answers.push(done.server);
  }
  expect(await verifyStore(store.cards, BUILT_IN_PROFILES)).toEqual({ cards: 2, fault: '' });
  const tokens = [PAN, OTHER_PAN].map((pan) => tokenOf(pan));
  const snapshots: (CardSnapshot | undefined)[] = [];
  for (const token of tokens) for (const instantMs of [0, lastMs]) snapshots.push(await store.cards.snapshot(token, instantMs));
  return { steps, cards: await store.cards.getAll(tokens), snapshots, journal: [...(await store.journal(JOURNAL_MAX))] };
}
