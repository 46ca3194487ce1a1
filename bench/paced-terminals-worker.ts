/**
 * Terminals at a steady rate, whether they are answered or not, in a thread of its own. Each message is a purchase over
 * protobuf. `start` begins a measurement, `stop` ends it and answers with its latencies in microseconds.
 */
import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { build } from 'hdr-histogram-js';
import { encodeFrame, FrameReader } from '../src/protocol/framing/frame.ts';
import { PANS, purchase } from './fixtures.ts';
import { PROTOBUF, wireOf } from './wire.ts';

export interface PacedData {
  readonly port: number;
  readonly ratePerSecond: number;
}

export interface PacedLatencies {
  readonly answered: number;
  readonly unanswered: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

const CONNECTIONS = 8;
const wire = wireOf(PROTOBUF);
const { port, ratePerSecond }: PacedData = workerData;

class Terminal {
  readonly sentAtMs = new Map<number, number>();
  readonly #socket: Socket;
  readonly #id: string;
  #stan = 0;

  constructor(index: number, answered: (latencyMs: number) => void) {
    this.#id = `PACED${String(index).padStart(3, '0')}`;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const reader = new FrameReader(wire.header);
    this.#socket.on('data', (chunk: Buffer) => {
      const nowMs = performance.now();
      reader.push(chunk, (frame) => {
        const decoded = wire.codec.decodeResponse(frame);
        if (decoded.kind !== 'message' || !('stan' in decoded.message)) return;
        const { stan } = decoded.message;
        answered(nowMs - (this.sentAtMs.get(stan) ?? nowMs));
        this.sentAtMs.delete(stan);
      });
    });
  }

  send(): void {
    this.#stan += 1;
    const pan = PANS[this.#stan % PANS.length] ?? '';
    const bytes = encodeFrame(wire.header, wire.codec.encodeRequest(purchase(pan, this.#id, this.#stan, Date.now())));
    this.sentAtMs.set(this.#stan, performance.now());
    this.#socket.write(bytes);
  }
}

const histogram = build({ highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });
const terminals = Array.from(
  { length: CONNECTIONS },
  (_, index) => new Terminal(index, (ms) => histogram.recordValue(Math.max(1, Math.round(ms * 1_000)))),
);
const startedMs = performance.now();
let sent = 0;
setInterval(() => {
  const due = Math.floor(((performance.now() - startedMs) * ratePerSecond) / 1_000);
  for (; sent < due; sent += 1) terminals[sent % CONNECTIONS]?.send();
}, 1);

function latencies(): PacedLatencies {
  return {
    answered: histogram.totalCount,
    unanswered: terminals.reduce((sum, { sentAtMs }) => sum + sentAtMs.size, 0),
    p50Us: histogram.getValueAtPercentile(50),
    p99Us: histogram.getValueAtPercentile(99),
    maxUs: histogram.maxValue,
  };
}

parentPort?.on('message', (what: 'start' | 'stop') => {
  if (what === 'start') histogram.reset();
  else parentPort?.postMessage(latencies());
});
