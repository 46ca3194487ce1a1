/** A host on a real socket that reads transactions over protobuf, and a way to ask it one. */
import { createServer, type Socket } from 'node:net';
import { FrameReader, type HeaderKind } from '../../../src/protocol/framing/frame.ts';
import type { TransactionRequest } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import type { Link } from '../../../src/terminal-sim/link/link.ts';
import type { NoAnswerReason } from '../../../src/terminal-sim/link/transport.ts';

export interface TransactionHost {
  readonly port: number;
  close(): void;
}

/** `onRequest` gets every request with the socket on which it came. */
export async function startTransactionHost(
  header: HeaderKind,
  onRequest: (request: TransactionRequest, socket: Socket) => void,
): Promise<TransactionHost> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const reader = new FrameReader(header);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) =>
      reader.push(chunk, (frame) => {
        const decoded = protobufCodec.decodeRequest(frame);
        if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error('No transaction.');
        onRequest(decoded.message, socket);
        return true;
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The amount of the answer, by which tests tell answers apart; or why none came. */
export function askAmount(transport: Pick<Link, 'send'>, request: TransactionRequest): Promise<number | NoAnswerReason> {
  return new Promise((resolve) =>
    transport.send(request, {
      answered: (response) => resolve(response.class === 'networkManagement' ? 0 : response.amountMinor),
      unanswered: resolve,
    }),
  );
}
