/**
 * A server with a heap of 128 MB that gets several hundred thousand approvals: it neither aborts nor
 * forgets. Either it has room, or it declines 91 and its log says why.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import type { Response, TransactionRequest } from '../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { framed, Peer } from '../authorizer/peer.ts';
import { issueCards, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';

/** `SMALL_HEAP_APPROVALS=5000000` sends so many. */
const APPROVALS = Number(process.env['SMALL_HEAP_APPROVALS'] ?? 140_000);
const CARDS = 500;
/** Requests that are under way at the same time. */
const WINDOW = 256;
/** So many of the messages are sent again at the end. */
const REPEATS = 2_000;
const STANS = 1_000_000;

interface TestCard {
  readonly pan: string;
  readonly pin: string;
}

let folder: TemporaryFolder;
let sale: (number: number) => TransactionRequest;

beforeAll(async () => {
  folder = temporaryFolder();
  await issueCards({ count: CARDS, balanceNok: 1_000_000 }, ['--store', 'memory:'], folder.path);
  const { cards } = JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { cards: TestCard[] };
  const keys = join(folder.path, 'data/keys.json');
  const encrypter = createPinEncrypter(loadKeyRing(readFileSync(keys, 'utf8'), keys), seededBytes('small heap'));
  const blocks = cards.map(({ pan, pin }) => encrypter.encrypt(pan, pin, 'iso0', ''));
  const startedMs = Date.now();
  sale = (number) => ({
    ...EMPTY_REQUEST,
    class: 'financial',
    type: 'purchase',
    stan: (number % (STANS - 1)) + 1,
    rrn: String(600_000_000_000 + number),
    transmissionTimeMs: startedMs + Math.floor(number / STANS),
    terminalId: 'HEAP0001',
    terminalType: 'pos',
    mcc: 5411,
    terminalCountry: 578,
    amountMinor: 1,
    currency: 578,
    pan: cards[number % CARDS]?.pan ?? '',
    pinBlock: blocks[number % CARDS] ?? Buffer.alloc(0),
  });
});
afterAll(() => folder.remove());

/** Sends requests with at most WINDOW of them under way. */
async function send(port: number, numbers: readonly number[], isRepeat: boolean, onResponse: (response: Response, number: number) => void) {
  const peer = await Peer.connect(port);
  for (let at = 0; at < numbers.length; at += WINDOW) {
    const batch = numbers.slice(at, at + WINDOW);
    peer.write(Buffer.concat(batch.map((number) => framed({ ...sale(number), repeat: isRepeat }))));
    const responses = await peer.received(batch.length);
    const numberOf = new Map(batch.map((number) => [sale(number).stan, number]));
    for (const response of responses) onResponse(response, numberOf.get(response.stan) ?? Number.NaN);
    peer.responses.length = 0;
  }
  peer.end();
}

async function metric(http: string, name: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 'NaN');
}

it.each([
  ['memory:', APPROVALS],
  ['file:store', APPROVALS / 4],
] as const)('%s takes %i approvals with a heap of 128 MB', async (store, approvals) => {
  const env = { NODE_OPTIONS: '--max-old-space-size=128' };
  const server = await serve(['--store', store, '--cards', 'cards.json', '--fsync', 'no'], folder.path, env);
  const port = Number(server.protobuf.split(':')[1]);
  const approvalCodes = new Map<number, string>();
  const others = new Map<string, number>();
  let approved = 0;
  const repeated = new Set(Array.from({ length: REPEATS }, (_, n) => Math.floor((n * approvals) / REPEATS)));
  await send(
    port,
    Array.from({ length: approvals }, (_, number) => number),
    false,
    (response, number) => {
      if (response.class === 'networkManagement') return;
      if (response.outcome !== 'approved') others.set(response.outcome, (others.get(response.outcome) ?? 0) + 1);
      else {
        approved += 1;
        if (repeated.has(number)) approvalCodes.set(number, response.approvalCode);
      }
    },
  );
  const declined = others.get('issuerInoperative') ?? 0;
  expect([...others.keys()].filter((outcome) => outcome !== 'issuerInoperative')).toEqual([]);
  expect(approved + declined).toBe(approvals);
  expect(approved).toBeGreaterThan(0.5 * Math.min(approvals, 200_000));
  if (declined > 0) expect(server.log()).toContain('new requests are declined issuerInoperative (91)');
  else expect(server.log()).not.toContain('declined');
  expect(await metric(server.http, 'aksept_store_entries\\{kind="answers"\\}')).toBe(approved);
  expect(await metric(server.http, 'aksept_store_entries\\{kind="spends"\\}')).toBe(approved);
  // Nothing was forgotten: each repeat has the answer of its original.
  let answered = 0;
  await send(port, [...approvalCodes.keys()], true, (response, number) => {
    if (response.class === 'networkManagement') return;
    answered += 1;
    expect(response).toMatchObject({ outcome: 'approved', repeated: true, approvalCode: approvalCodes.get(number) });
  });
  expect(answered).toBe(approvalCodes.size);
  expect((await (await fetch(`${server.http}/v1/verify`)).json()) as unknown).toMatchObject({ cards: CARDS, fault: '' });
  expect(await server.stop()).toMatchObject({ code: 0 });
});
