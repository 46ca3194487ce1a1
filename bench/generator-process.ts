/**
 * The load of the end-to-end benchmarks, in a process of its own: connections × window requests in flight, each a
 * purchase with its own STAN, encoded before the run so that the generator costs next to nothing. Prints what it
 * measured as JSON. Arguments: port, seconds, connections, window, check (1: every 64th answer must be approved), wire.
 */
import { connect, type Socket } from 'node:net';
import { encodeFrame, FrameReader } from '../src/protocol/framing/frame.ts';
import { PANS, purchase } from './fixtures.ts';
import { STAN_MAX, STAN_MIN } from './messages.ts';
import { PROTOBUF, setDigits, wireOf } from './wire.ts';

const CHECK_EVERY = 64;

const wire = wireOf(process.argv[7] ?? PROTOBUF);

interface Template {
  readonly bytes: Buffer;
  readonly stanOffset: number;
  /** The last six digits of the RRN, which are those of the STAN: as in the field, no two messages share an RRN. */
  readonly rrnOffset: number;
}

const RRN_STAN_OFFSET = 6;

function template(pan: string, index: number): Template {
  const terminalId = `BENCH${String(index).padStart(3, '0')}`;
  const rrn = `${String(612_000 + index)}000000`;
  const timeMs = Date.now();
  const frame = (stan: number): Buffer =>
    encodeFrame(wire.header, wire.codec.encodeRequest({ ...purchase(pan, terminalId, stan, timeMs), rrn }));
  const bytes = frame(STAN_MIN);
  const other = frame(STAN_MAX);
  const stanOffset = bytes.findIndex((byte, at) => byte !== other[at]);
  return { bytes, stanOffset, rrnOffset: bytes.indexOf(rrn, 0, 'latin1') + RRN_STAN_OFFSET };
}

class Terminal {
  readonly #templates: readonly Template[];
  readonly #socket: Socket;
  readonly #reader = new FrameReader(wire.header);
  readonly #check: boolean;
  #stan = STAN_MIN;
  answered = 0;
  wrong = 0;
  stopped = false;

  constructor(port: number, index: number, window: number, check: boolean) {
    this.#templates = PANS.map((pan) => template(pan, index));
    this.#check = check;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    this.#socket.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    });
    this.#socket.on('connect', () => this.#send(window));
  }

  #onData(chunk: Buffer): void {
    let count = 0;
    this.#reader.push(chunk, (frame) => {
      count += 1;
      if (this.#check && (this.answered + count) % CHECK_EVERY === 0) this.#verify(frame);
    });
    this.answered += count;
    if (!this.stopped) this.#send(count);
  }

  #verify(frame: Buffer): void {
    const decoded = wire.codec.decodeResponse(frame);
    const approved = decoded.kind === 'message' && decoded.message.outcome === 'approved';
    if (!approved || ('repeated' in decoded.message && decoded.message.repeated)) this.wrong += 1;
  }

  #send(count: number): void {
    const parts: Buffer[] = [];
    for (let n = 0; n < count; n += 1) parts.push(this.#next());
    this.#socket.write(Buffer.concat(parts));
  }

  #next(): Buffer {
    if (this.#stan >= STAN_MAX) throw new Error('The STANs of a terminal are used up; measure for a shorter time.');
    this.#stan += 1;
    const { bytes, stanOffset, rrnOffset } = this.#templates[this.#stan % this.#templates.length] as Template;
    wire.setStan(bytes, stanOffset, this.#stan);
    setDigits(bytes, rrnOffset, this.#stan);
    return Buffer.from(bytes);
  }
}

const [port = 0, seconds = 3, connections = 16, window = 16, check = 1] = process.argv.slice(2, 7).map(Number);
const terminals = Array.from({ length: connections }, (_, index) => new Terminal(port, index, window, check === 1));
const answered = (): number => terminals.reduce((sum, terminal) => sum + terminal.answered, 0);
setTimeout(() => {
  const from = answered();
  const startedMs = performance.now();
  setTimeout(() => {
    const perSecond = ((answered() - from) * 1_000) / (performance.now() - startedMs);
    for (const terminal of terminals) terminal.stopped = true;
    const wrong = terminals.reduce((sum, terminal) => sum + terminal.wrong, 0);
    process.stdout.write(`${JSON.stringify({ perSecond: Math.round(perSecond), answered: answered(), wrong })}\n`, () => process.exit(0));
  }, seconds * 1_000);
}, 1_000);
