/** Two server processes, one Redis, one card: never overspent, and the books are right whatever is mixed. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPinEncrypter, type PinEncrypter } from '../../src/pin/pin-verifier.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../src/protocol/framing/frame.ts';
import type { OriginalData, TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { issueCards, runCli, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { canTest } from '../support/needs.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { findRedis } from '../support/redis-binary.ts';

const PARALLEL = 64;
const BALANCE_MINOR = 10_000_000;

interface Card {
  readonly pan: string;
  readonly pin: string;
}

/** One server process and a connection to it. */
class Lane {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (response: TransactionResponse) => void>();
  readonly stop: () => Promise<void>;

  constructor(socket: Socket, stop: () => Promise<void>) {
    this.#socket = socket;
    this.stop = stop;
    const reader = new FrameReader(HEADER_4B);
    socket.on('data', (chunk: Buffer) =>
      reader.push(chunk, (frame) => {
        const decoded = protobufCodec.decodeResponse(frame);
        if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error('No transaction response.');
        this.#waiting.get(`${decoded.message.class}.${decoded.message.stan}`)?.(decoded.message);
        return true;
      }),
    );
  }

  send(request: TransactionRequest): Promise<TransactionResponse> {
    return new Promise((resolve) => {
      this.#waiting.set(`${request.class}.${request.stan}`, resolve);
      this.#socket.write(encodeFrame(HEADER_4B, protobufCodec.encodeRequest(request)));
    });
  }
}

async function startLane(args: readonly string[], folder: string): Promise<Lane> {
  const server = await serve(['--deadline-ms', '60000', ...args], folder);
  const socket = connect({ port: Number(server.protobuf.split(':').at(-1)), host: '127.0.0.1' });
  await once(socket, 'connect');
  return new Lane(socket, async () => {
    socket.destroy();
    await server.stop();
  });
}

const redisBinary = findRedis();
const runs = canTest('TWO PROCESSES ON ONE REDIS', typeof redisBinary === 'string' ? redisBinary : undefined);

describe.runIf(runs)('two processes on one Redis', () => {
  let redis: RedisServer;
  let folder: TemporaryFolder;
  let store: readonly string[];
  let cards: readonly Card[];
  let lanes: readonly Lane[];
  let encrypter: PinEncrypter;
  let stan = 0;

  beforeAll(async () => {
    redis = await startRedis();
    folder = temporaryFolder();
    const keys = join(folder.path, 'keys.json');
    store = ['--store', redis.url, '--keys', keys];
    await issueCards({ count: 2, balanceNok: 100_000 }, store, folder.path);
    cards = JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')).cards;
    const random = (size: number): Buffer => Buffer.alloc(size, 0xa5);
    encrypter = createPinEncrypter(loadKeyRing(readFileSync(keys, 'utf8'), keys), random);
    lanes = [await startLane(store, folder.path), await startLane(store, folder.path)];
  });

  afterAll(async () => {
    for (const lane of lanes ?? []) await lane.stop();
    await redis?.stop();
    folder?.remove();
  });

  function message(card: Card, overrides: Partial<TransactionRequest>): TransactionRequest {
    stan += 1;
    const base = {
      ...EMPTY_REQUEST,
      class: 'financial',
      type: 'purchase',
      stan,
      terminalId: 'POS00001',
      transmissionTimeMs: Date.now(),
    } as const;
    const where = { terminalType: 'pos', mcc: 5411, terminalCountry: 578, entryMode: 'chip', currency: 578 } as const;
    const pinBlock = encrypter.encrypt(card.pan, card.pin, 'iso0', '');
    return { ...base, ...where, pan: card.pan, pinBlock, pinBlockFormat: 'iso0', ...overrides };
  }

  const originalOf = (request: TransactionRequest): OriginalData => ({
    class: request.class,
    stan: request.stan,
    transmissionTimeMs: request.transmissionTimeMs,
    acquirerId: '',
    rrn: '',
    approvalCode: '',
    localDate: '',
  });

  const lane = (n: number): Lane => lanes[n % lanes.length] as Lane;

  it(`${2 * PARALLEL} withdrawals of 1,000.00 on one card: nine, never ten`, async () => {
    const [card] = cards;
    if (card === undefined) throw new Error('No card.');
    const withdraw = (n: number) => lane(n).send(message(card, { type: 'cash', mcc: 6011, terminalType: 'atm', amountMinor: 100_000 }));
    const responses = await Promise.all(Array.from({ length: 2 * PARALLEL }, (_, n) => withdraw(n)));
    expect(responses.filter(({ outcome }) => outcome === 'approved')).toHaveLength(9);
    expect(responses.filter(({ outcome }) => outcome === 'exceedsAmountLimit')).toHaveLength(2 * PARALLEL - 9);
  });

  it(`${PARALLEL} mixes of purchase, hold, completion and reversal at once: the identity holds`, async () => {
    const card = cards[1];
    if (card === undefined) throw new Error('No card.');
    let postedMinor = 0;
    const posted = (response: TransactionResponse): TransactionResponse => {
      const given = response.class === 'reversal' ? -response.approvedAmountMinor : response.approvedAmountMinor;
      if (response.outcome === 'approved') postedMinor += given;
      return response;
    };
    const mix = async (n: number): Promise<void> => {
      const amountMinor = 1_000 + n;
      const purchase = message(card, { amountMinor });
      const hold = message(card, { class: 'authorization', amountMinor: 5_000 });
      const completion = message(card, { class: 'advice', purpose: 'completion', amountMinor: 4_000 + n, original: originalOf(hold) });
      const reversal = () => message(card, { class: 'reversal', original: originalOf(n % 2 === 0 ? purchase : hold) });
      await Promise.all([lane(n).send(purchase).then(posted), lane(n + 1).send(hold)]);
      const [, first, second] = [await lane(n).send(completion).then(posted), lane(n).send(reversal()), lane(n + 1).send(reversal())];
      posted(await first);
      posted(await second);
    };
    await Promise.all(Array.from({ length: PARALLEL }, (_, n) => mix(n)));
    const shown = await runCli(['cards', 'show', card.pan, '--json', ...store], folder.path);
    expect(JSON.parse(shown.stdout)).toMatchObject({ ledgerMinor: BALANCE_MINOR - postedMinor, holdsMinor: 0 });
    const verified = await runCli(['verify', '--json', '--store', redis.url], folder.path);
    expect(JSON.parse(verified.stdout)).toMatchObject({ cards: 2, fault: '' });
  });
});
