/**
 * Servers on a file store that are killed with SIGKILL under load, over protobuf, ISO 8583 and both
 * policies that promise something. A terminal believes only what it was answered: every approval
 * that it got is there after the restart, once; what was not answered is repeated, and posted once.
 * So do offices that load the cards over HTTP with a key for each load.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPinEncrypter, type PinEncrypter } from '../../src/pin/pin-verifier.ts';
import { encodeFrame, FrameReader } from '../../src/protocol/framing/frame.ts';
import type { TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { type TerminalWire, terminalWire } from '../../src/terminal-sim/link/terminal-wire.ts';
import { issueCards, runCli, type Served, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { seeded } from '../support/file-stores.ts';
import { Loader } from '../support/loader.ts';

/** `KILL_ROUNDS=100` kills so many times. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 2);
const CARDS = 24;
const TERMINALS_PER_WIRE = 12;
const WIRES = ['protobuf', 'iso8583:1987-ascii'] as const;
const LOADERS = 4;
const BALANCE_MINOR = 4_000_000;
const SALE_MINOR = 100;
/** This card is used at ATMs only, up to its limit. */
const ATM_CARD = 0;
const WITHDRAWAL_MINOR = 50_000;
const ATM_LIMIT_MINOR = 990_000;
/** This card is used for large sales, up to its balance. */
const EMPTY_CARD = 1;
const LARGE_SALE_MINOR = 200_000;
const HASTY = `--import=${new URL('../support/hasty-writes.mjs', import.meta.url).href}`;

interface TestCard {
  readonly pan: string;
  readonly pin: string;
  readonly expiry: string;
}

let folder: TemporaryFolder;
let cards: readonly TestCard[];
let encrypter: PinEncrypter;
let wires: readonly TerminalWire[];

beforeAll(async () => {
  folder = temporaryFolder();
  await issueCards({ count: CARDS, balanceNok: BALANCE_MINOR / 100 }, ['--store', 'memory:'], folder.path);
  cards = (JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { cards: TestCard[] }).cards;
  const keys = join(folder.path, 'data/keys.json');
  const ring = loadKeyRing(readFileSync(keys, 'utf8'), keys);
  encrypter = createPinEncrypter(ring, (size) => Buffer.alloc(size, 0xa5));
  wires = WIRES.map((name) => terminalWire(name, ring, keys, 'wire'));
});
afterAll(() => folder.remove());

interface Approval {
  readonly request: TransactionRequest;
  readonly approvalCode: string;
  readonly card: number;
  isReversed: boolean;
}

/** A terminal and its own books. */
class TestTerminal {
  readonly #id: string;
  readonly #wire: TerminalWire;
  readonly #random: () => number;
  #socket: Socket | undefined;
  #answered: (response: TransactionResponse | undefined) => void = () => {};
  #stan = 0;
  /** Was sent and not answered. */
  #open: { readonly request: TransactionRequest; readonly card: number; readonly original: Approval | undefined } | undefined;
  readonly approvals: Approval[] = [];
  repeats = 0;
  reversals = 0;

  constructor(number: number, wire: TerminalWire) {
    this.#id = `KILL${String(number).padStart(4, '0')}`;
    this.#wire = wire;
    this.#random = seeded(number);
  }

  async connect(server: Served): Promise<void> {
    const address = this.#wire.name === 'protobuf' ? server.protobuf : (server.iso8583[0] ?? '');
    const socket = connect({ port: Number(address.split(':').at(-1)), host: '127.0.0.1' });
    await once(socket, 'connect');
    const reader = new FrameReader(this.#wire.header);
    socket.on('data', (chunk: Buffer) =>
      reader.push(chunk, (frame) => {
        const decoded = this.#wire.codec.decodeResponse(frame);
        if (decoded.kind === 'message' && decoded.message.class !== 'networkManagement') this.#answered(decoded.message);
        return true;
      }),
    );
    socket.on('error', () => {});
    socket.on('close', () => this.#answered(undefined));
    this.#socket = socket;
  }

  disconnect(): void {
    this.#socket?.destroy();
  }

  /** Repeats what was not answered until it is, then goes on; false when the host is gone. */
  async step(goesOn: boolean): Promise<boolean> {
    if (this.#open !== undefined) {
      this.repeats += 1;
      this.#open = { ...this.#open, request: { ...this.#open.request, repeat: true } };
    } else if (goesOn) this.#open = this.#next();
    if (this.#open === undefined) return true;
    const { request, card, original } = this.#open;
    const response = await this.send(request);
    if (response === undefined) return false;
    const isReversal = original !== undefined;
    // A reversal is sent until the host has recorded it.
    if (isReversal && response.outcome === 'issuerInoperative') return true;
    this.#open = undefined;
    if (isReversal) {
      if (response.outcome !== 'approved') throw new Error(`A reversal was answered ${response.outcome}.`);
      original.isReversed = true;
      this.reversals += 1;
    } else if (response.outcome === 'approved') {
      this.approvals.push({ request, approvalCode: response.approvalCode, card, isReversed: false });
    }
    return true;
  }

  get isSettled(): boolean {
    return this.#open === undefined;
  }

  send(request: TransactionRequest): Promise<TransactionResponse | undefined> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      if (this.#socket === undefined || this.#socket.destroyed) resolve(undefined);
      else this.#socket.write(encodeFrame(this.#wire.header, this.#wire.codec.encodeRequest(request)));
    });
  }

  #next(): { readonly request: TransactionRequest; readonly card: number; readonly original: Approval | undefined } {
    const earlier = this.approvals[Math.floor(this.#random() * this.approvals.length)];
    this.#stan += 1;
    const now = { stan: this.#stan, transmissionTimeMs: Math.floor(Date.now() / 1_000) * 1_000 };
    if (earlier !== undefined && !earlier.isReversed && this.#random() < 0.2) {
      const { request, approvalCode, card } = earlier;
      const { class: original, stan, transmissionTimeMs } = request;
      const named = { class: original, stan, transmissionTimeMs, acquirerId: '', rrn: '', approvalCode, localDate: '' };
      const reversal = { ...request, ...now, class: 'reversal', repeat: false, original: named, pinBlock: EMPTY_REQUEST.pinBlock } as const;
      return { request: { ...reversal, reversalReason: 'customerCancellation' }, card, original: earlier };
    }
    const card = Math.floor(this.#random() * CARDS);
    const { pan, pin, expiry } = cards[card] as TestCard;
    const what = {
      ...({ class: 'financial', type: 'purchase', amountMinor: card === EMPTY_CARD ? LARGE_SALE_MINOR : SALE_MINOR } as const),
      ...(card === ATM_CARD ? ({ type: 'cash', mcc: 6011, terminalType: 'atm', amountMinor: WITHDRAWAL_MINOR } as const) : {}),
    };
    const request: TransactionRequest = {
      ...EMPTY_REQUEST,
      ...{ terminalId: this.#id, terminalType: 'pos', mcc: 5411, terminalCountry: 578, entryMode: 'chip', currency: 578 },
      ...now,
      ...what,
      ...{ pan, expiry, pinBlock: encrypter.encrypt(pan, pin, 'iso0', ''), pinBlockFormat: 'iso0' },
    };
    return { request, card, original: undefined };
  }
}

interface Result {
  readonly faults: readonly string[];
  readonly totals: Readonly<Record<string, number>>;
}

interface KillOptions {
  readonly store: string;
  readonly fsync: 'always' | 'everysec';
  readonly rounds: number;
  readonly isHasty?: boolean;
}

async function start({ store, fsync, isHasty = false }: KillOptions, round: number): Promise<Served> {
  const args = [
    '--store',
    `file:${store}`,
    '--fsync',
    fsync,
    '--iso8583',
    '0:1987-ascii',
    ...(round === 0 ? ['--cards', 'cards.json'] : []),
  ];
  const { NODE_OPTIONS: usual } = process.env;
  try {
    if (isHasty) process.env['NODE_OPTIONS'] = HASTY;
    return await serve(args, folder.path);
  } finally {
    if (usual === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = usual;
  }
}

/** Kills a server so many times under load, and compares what is left with what the terminals know. */
async function kill(options: KillOptions): Promise<Result> {
  const terminals = wires.flatMap((wire, at) =>
    Array.from({ length: TERMINALS_PER_WIRE }, (_, n) => new TestTerminal(at * TERMINALS_PER_WIRE + n + 1, wire)),
  );
  const loaders: Loader[] = [];
  const approved = (): number => terminals.reduce((sum, { approvals }) => sum + approvals.length, 0);
  for (let round = 0; round < options.rounds; round += 1) {
    const server = await start(options, round);
    if (round === 0) {
      const tokens = (await cardsOf(server)).map(({ token }) => token);
      for (let n = 0; n < LOADERS; n += 1) loaders.push(new Loader(`load-${n}`, tokens, seeded(1_000 + n)));
    }
    const killAt = approved() + 150 + ((round * 37) % 100);
    let killed: Promise<void> | undefined;
    await Promise.all([
      ...loaders.map(async (loader) => {
        loader.connect(server);
        while (await loader.step(true));
      }),
      ...terminals.map(async (terminal) => {
        await terminal.connect(server);
        while (await terminal.step(true)) if (approved() >= killAt) killed ??= server.kill();
      }),
    ]);
    await killed;
  }
  return check(options, terminals, loaders);
}

async function check(options: KillOptions, terminals: readonly TestTerminal[], loaders: readonly Loader[]): Promise<Result> {
  const server = await start({ ...options, isHasty: false }, options.rounds);
  const counts = { lost: 0, doubled: 0, broken: 0 };
  const faults: string[] = [];
  await Promise.all([
    ...loaders.map(async (loader) => {
      loader.connect(server);
      while (!loader.isSettled) await loader.step(false);
    }),
    ...terminals.map(async (terminal) => {
      await terminal.connect(server);
      while (!terminal.isSettled) await terminal.step(false);
    }),
  ]);
  const approvals = terminals.flatMap((each) => each.approvals);
  // Before the repeats, which would post again what is lost.
  const onFile = await cardsOf(server);
  const ledgers = onFile.map(({ ledgerMinor }) => ledgerMinor);
  for (const card of cards.keys()) {
    const standing = approvals.filter((each) => each.card === card && !each.isReversed);
    const postedMinor = standing.reduce((sum, { request }) => sum + request.amountMinor, 0);
    const { ledgerMinor = Number.NaN, fundedMinor = Number.NaN } = onFile[card] ?? {};
    const loadedMinor = BALANCE_MINOR + loaders.reduce((sum, loader) => sum + loader.loadedMinor(card), 0);
    if (ledgerMinor > fundedMinor - postedMinor || fundedMinor < loadedMinor) counts.lost += 1;
    if (ledgerMinor < fundedMinor - postedMinor || fundedMinor > loadedMinor) counts.doubled += 1;
    if (ledgerMinor !== fundedMinor - postedMinor) faults.push(`card ${card}: ledger ${ledgerMinor}, posted ${postedMinor}`);
    if (fundedMinor !== loadedMinor) faults.push(`card ${card}: funded ${fundedMinor}, loaded ${loadedMinor}`);
    if (ledgerMinor < 0 || (card === ATM_CARD && postedMinor > ATM_LIMIT_MINOR)) counts.broken += 1;
  }
  await Promise.all(
    terminals.map(async (terminal) => {
      for (const { request, approvalCode } of terminal.approvals) {
        const again = await terminal.send({ ...request, repeat: true });
        if (again?.outcome === 'approved' && again.approvalCode === approvalCode) continue;
        counts.lost += 1;
        faults.push(`${request.terminalId} ${request.stan}: approved ${approvalCode}, then ${again?.outcome} ${again?.approvalCode}`);
      }
      terminal.disconnect();
    }),
  );
  for (const loader of loaders) {
    for (let at = 0; at < loader.loads; at += 1) await loader.again(at);
    faults.push(...loader.faults);
  }
  for (const [card, { ledgerMinor }] of (await cardsOf(server)).entries()) {
    if (ledgerMinor === ledgers[card]) continue;
    counts.doubled += 1;
    faults.push(`card ${card}: the repeats changed its ledger from ${ledgers[card]} to ${ledgerMinor}`);
  }
  await server.stop();
  const verified = await runCli(['verify', '--store', `file:${options.store}`, '--json'], folder.path);
  if (verified.code !== 0) counts.broken += 1;
  if (counts.broken > 0) faults.push(`${counts.broken} limits, coverages or books are broken: ${verified.stdout}${verified.stderr}`);
  const sum = (of: (terminal: TestTerminal) => number): number => terminals.reduce((total, each) => total + of(each), 0);
  const loads = loaders.reduce((total, each) => total + each.loads, 0);
  const loadRepeats = loaders.reduce((total, each) => total + each.repeats, 0);
  const done = { approvals: approvals.length, reversals: sum(({ reversals }) => reversals), repeats: sum(({ repeats }) => repeats) };
  return { faults, totals: { kills: options.rounds, ...done, loads, loadRepeats, ...counts } };
}

interface OnFile {
  readonly token: string;
  readonly ledgerMinor: number;
  readonly fundedMinor: number;
}

/** In the order of the cards. */
async function cardsOf(server: Served): Promise<readonly OnFile[]> {
  const response = await fetch(`${server.http}/v1/cards/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pans: cards.map(({ pan }) => pan) }),
  });
  const { cards: found } = (await response.json()) as { readonly cards: readonly OnFile[] };
  return found;
}

it.each(['always', 'everysec'] as const)(
  `${ROUNDS} kills under load with fsync %s lose no approval, and none is posted twice`,
  async (fsync) => {
    const { faults, totals } = await kill({ store: `store-${fsync}`, fsync, rounds: ROUNDS });
    console.log(`fsync ${fsync}: ${JSON.stringify(totals)}`);
    expect(faults).toEqual([]);
    expect(totals).toMatchObject({ lost: 0, doubled: 0, broken: 0 });
    expect(totals['approvals']).toBeGreaterThan(100 * ROUNDS);
    expect(totals['repeats']).toBeGreaterThan(0);
    expect(totals['reversals']).toBeGreaterThan(0);
    expect(totals['loads']).toBeGreaterThan(LOADERS);
  },
  3_600_000,
);

it('a server that answers before its record is written is caught', async () => {
  // It is to lose approvals, and not the cards, which it would answer as unknown.
  const honest = await start({ store: 'store-hasty', fsync: 'always', rounds: 0 }, 0);
  await honest.stop();
  const { faults, totals } = await kill({ store: 'store-hasty', fsync: 'always', rounds: 2, isHasty: true });
  console.log(`answers before the write: ${JSON.stringify(totals)}`);
  expect(faults.length).toBeGreaterThan(0);
  expect(totals['lost']).toBeGreaterThan(0);
});
