/**
 * A host written with `iso_8583`, as people write one to try things out: whatever it can read it answers with the request's own
 * fields, the next MTI, DE39 and a new DE38. Behind the two bytes of length that the library writes by itself.
 */
import { createServer, type Socket } from 'node:net';
import Iso8583 from 'iso_8583';
import { type Fields, TWO_BYTES } from './line.ts';

export interface EchoHost {
  readonly port: number;
  /** MTIs of what could be read, in the order of their coming. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** What goes out when a message has come: answers, or bytes as they are. `count` is its number, from 1. */
export type Replies = (answer: Fields, count: number) => readonly (Fields | Buffer)[];

const APPROVAL_CODE_DIGITS = 6;

/** Of a repeat as of its original: the library packs no 0211. */
function answerTo(request: Fields, count: number): Fields {
  const original = { ...request, 0: `${request['0']?.slice(0, -1)}0` };
  const { 39: _reason, ...answer } = new Iso8583(original).toResponse();
  const code = request['0']?.startsWith('08') ? {} : { 38: String(count).padStart(APPROVAL_CODE_DIGITS, '0') };
  return { ...answer, ...code, 39: '00' };
}

function bytesOf(reply: Fields | Buffer): Buffer {
  if (Buffer.isBuffer(reply)) return reply;
  const packed = new Iso8583(reply).getBufferMessage();
  if (!Buffer.isBuffer(packed)) throw new Error(`iso_8583: ${packed.error}`);
  return packed;
}

export async function startEchoHost(replies: Replies = (answer) => [answer]): Promise<EchoHost> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let unread: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      while (unread.length >= TWO_BYTES.bytes && unread.length >= TWO_BYTES.bytes + TWO_BYTES.read(unread)) {
        const end = TWO_BYTES.bytes + TWO_BYTES.read(unread);
        const request = new Iso8583().getIsoJSON(unread.subarray(TWO_BYTES.bytes, end), { lenHeader: false }) as Fields;
        unread = unread.subarray(end);
        if (request['0'] === undefined) continue; // what it cannot read it does not answer
        asked.push(request['0']);
        for (const reply of replies(answerTo(request, asked.length), asked.length)) socket.write(bytesOf(reply));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
