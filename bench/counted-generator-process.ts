/**
 * A load of counted messages, in a process of its own: connections × window purchases in flight over protobuf or a dialect
 * of ISO 8583, every answer decoded. Each line `MESSAGES FIRST-CARD CARDS` of its standard input sends so many on those cards, and prints
 * what came of them as JSON when the last is answered. `first` sends the very first message again, byte for byte.
 * Prints `ready` before. Arguments: port, number of cards, connections, window, wire.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { FrameReader } from '../src/protocol/framing/frame.ts';
import type { TransactionResponse } from '../src/protocol/message.ts';
import { cardOfTurn, Messages, STAN_MAX, STAN_MIN } from './messages.ts';
import { PROTOBUF, wireOf } from './wire.ts';

/** Nothing was answered for so long: the server is stuck. */
const SILENCE_MS = 30_000;

const [port = 0, cards = 1_000, connections = 16, window = 16] = process.argv.slice(2, 6).map(Number);
const wire = wireOf(process.argv[6] ?? PROTOBUF);
const messages = new Messages(cards, Date.now(), wire);

/** What is being sent, or was sent last. */
const run = { messages: 0, firstCard: 0, cards: 0, sent: 0, answered: 0, approved: 0, repeated: 0, onDone: () => {} };
let first: { readonly bytes: Buffer; readonly terminal: Terminal; answer: TransactionResponse | undefined } | undefined;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

class Terminal {
  readonly #socket: Socket;
  readonly #reader = new FrameReader(wire.header);
  readonly #index: number;
  #stan = STAN_MIN;

  constructor(index: number, onConnect: () => void) {
    this.#index = index;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, onConnect);
    this.#socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    this.#socket.on('error', (error) => fail(`The server is gone: ${error.message}.`));
    this.#socket.on('close', () => fail('The server ended a connection.'));
  }

  send(count: number): void {
    const sending = Math.min(count, run.messages - run.sent);
    if (sending === 0) return;
    const bytes = Buffer.allocUnsafe(sending * messages.frameBytes);
    for (let n = 0; n < sending; n += 1) this.#write(bytes, n * messages.frameBytes);
    first ??= { bytes: Buffer.from(bytes.subarray(0, messages.frameBytes)), terminal: this, answer: undefined };
    this.#socket.write(bytes);
  }

  sendAgain(bytes: Buffer): void {
    run.sent += 1;
    this.#socket.write(bytes);
  }

  #write(into: Buffer, offset: number): void {
    if (this.#stan >= STAN_MAX) fail('The STANs of a terminal are used up; send fewer messages.');
    const card = run.firstCard + cardOfTurn(run.sent, run.cards);
    messages.write(into, offset, { card, terminal: this.#index, stan: this.#stan });
    this.#stan += 1;
    run.sent += 1;
  }

  #onData(chunk: Buffer): void {
    let count = 0;
    this.#reader.push(chunk, (frame) => {
      count += 1;
      const decoded = wire.codec.decodeResponse(frame);
      if (decoded.kind === 'message' && 'outcome' in decoded.message) this.#onAnswer(decoded.message as TransactionResponse);
    });
    run.answered += count;
    this.send(count);
    if (run.answered === run.messages) run.onDone();
  }

  #onAnswer(answer: TransactionResponse): void {
    if (answer.outcome === 'approved') run.approved += 1;
    if (answer.repeated) run.repeated += 1;
    if (first?.terminal === this && answer.stan === STAN_MIN) first.answer ??= answer;
    last = answer;
  }
}

let last: TransactionResponse | undefined;
const terminals: Terminal[] = [];
for (let index = 0; index < connections; index += 1)
  await new Promise<void>((resolve) => {
    terminals.push(new Terminal(index, resolve));
  });

async function send(count: number, firstCard: number, ofCards: number): Promise<unknown> {
  const startedMs = performance.now();
  await new Promise<void>((onDone) => {
    Object.assign(run, { messages: count, firstCard, cards: ofCards, sent: 0, answered: 0, approved: 0, repeated: 0, onDone });
    for (const terminal of terminals) terminal.send(window);
  });
  return { messages: count, approved: run.approved, repeated: run.repeated, seconds: (performance.now() - startedMs) / 1_000 };
}

/** Both answers to the very first message. */
async function sendFirstAgain(): Promise<unknown> {
  const sent = first;
  if (sent === undefined) return fail('Nothing was sent before.');
  await new Promise<void>((onDone) => {
    Object.assign(run, { messages: 1, sent: 0, answered: 0, approved: 0, repeated: 0, onDone });
    sent.terminal.sendAgain(sent.bytes);
  });
  const shown = (answer: TransactionResponse | undefined): unknown => ({
    outcome: answer?.outcome,
    approvalCode: answer?.approvalCode,
    repeated: answer?.repeated,
  });
  return { first: shown(sent.answer), again: shown(last) };
}

let answeredBefore = -1;
setInterval(() => {
  if (run.answered < run.messages && run.answered === answeredBefore) fail(`The server has answered nothing for ${SILENCE_MS / 1_000} s.`);
  answeredBefore = run.answered;
}, SILENCE_MS);

process.stdout.write('ready\n');
createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const [count = 0, firstCard = 0, ofCards = cards] = line.split(' ').map(Number);
    const result = line === 'first' ? await sendFirstAgain() : await send(count, firstCard, ofCards);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  })
  .on('close', () => process.exit(0));
