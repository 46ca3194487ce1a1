/**
 * A host that says yes to everything over protobuf and looks at nothing: it copies the fields that are echoed, byte by byte,
 * and adds an approval. So cheap that what talks to it is measured, not itself.
 */
import { createServer, type Socket } from 'node:net';

const HEADER_BYTES = 4;
/** Fields of TransactionRequest → those of TransactionResponse that echo them. */
const ECHOED: readonly (number | undefined)[] = fieldMap([
  [1, 1],
  [2, 2],
  [3, 3],
  [5, 4],
  [25, 5],
  [28, 6],
  [6, 7],
  [8, 8],
  [11, 9],
]);
const NETWORK_ECHOED: readonly (number | undefined)[] = fieldMap([
  [1, 1],
  [2, 2],
  [3, 3],
  [5, 4],
]);
const AMOUNT = 8;
const LENGTH_DELIMITED = 2;
const APPROVED_AMOUNT_TAG = 13 << 3;
/** Envelope: request 1 to 5, response 9 to 13. */
const RESPONSE_OFFSET = 8;
const NETWORK = 5;
/** Outcome approved, response code 00, approval code 00AAAA. */
const APPROVED = Buffer.from([0x50, 1, 0x5a, 2, 0x30, 0x30, 0x62, 6, 0x30, 0x30, 0x41, 0x41, 0x41, 0x41]);
const NETWORK_APPROVED = Buffer.from([0x28, 1, 0x32, 2, 0x30, 0x30]);

function fieldMap(pairs: readonly (readonly [number, number])[]): readonly (number | undefined)[] {
  const map: (number | undefined)[] = [];
  for (const [from, to] of pairs) map[from] = to;
  return map;
}

class YesConnection {
  #rest: Buffer = Buffer.alloc(0);
  #out: Buffer = Buffer.allocUnsafe(1 << 16);
  #outEnd = 0;
  /** Where the varint that was read last ends. */
  #at = 0;

  answer(chunk: Buffer): Buffer {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#out.length < data.length * 2) this.#out = Buffer.allocUnsafe(data.length * 4);
    this.#outEnd = 0;
    let start = 0;
    while (data.length - start >= HEADER_BYTES) {
      const end = start + HEADER_BYTES + data.readUInt32BE(start);
      if (end > data.length) break;
      this.#reply(data, start + HEADER_BYTES, end);
      start = end;
    }
    this.#rest = start === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(start));
    return Buffer.from(this.#out.subarray(0, this.#outEnd));
  }

  #varint(data: Buffer, start: number): number {
    let value = 0;
    let scale = 1;
    let at = start;
    for (;;) {
      const byte = data[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 128;
    }
    this.#at = at;
    return value;
  }

  #reply(data: Buffer, start: number, end: number): void {
    const out = this.#out;
    const head = this.#outEnd;
    const request = this.#varint(data, start) >>> 3;
    this.#varint(data, this.#at);
    const echoed = request === NETWORK ? NETWORK_ECHOED : ECHOED;
    // Header, tag and a length of two bytes; the body behind them.
    let to = head + HEADER_BYTES + 3;
    let at = this.#at;
    while (at < end) {
      const tag = this.#varint(data, at);
      const value = this.#at;
      const field = tag >>> 3;
      const number = this.#varint(data, value);
      const next = (tag & 7) === LENGTH_DELIMITED ? this.#at + number : this.#at;
      const target = echoed[field];
      if (target !== undefined) {
        out[to++] = (target << 3) | (tag & 7);
        for (let from = value; from < next; from += 1) out[to++] = data[from] ?? 0;
        if (field === AMOUNT && echoed === ECHOED) {
          out[to++] = APPROVED_AMOUNT_TAG;
          for (let from = value; from < next; from += 1) out[to++] = data[from] ?? 0;
        }
      }
      at = next;
    }
    const tail = echoed === ECHOED ? APPROVED : NETWORK_APPROVED;
    tail.copy(out, to);
    to += tail.length;
    const bodyBytes = to - head - HEADER_BYTES - 3;
    out.writeUInt32BE(bodyBytes + 3, head);
    out[head + 4] = ((request + RESPONSE_OFFSET) << 3) | 2;
    out[head + 5] = (bodyBytes & 0x7f) | 0x80;
    out[head + 6] = bodyBytes >>> 7;
    this.#outEnd = to;
  }
}

/** Resolves with its port, on loopback. */
export async function startYesHost(): Promise<number> {
  const server = createServer((socket: Socket) => {
    const connection = new YesConnection();
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => socket.write(connection.answer(chunk)));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
