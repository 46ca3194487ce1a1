/** A listener on another kind of server than plain TCP: TLS with a pre-shared key, which needs no certificates. */
import { connect, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import type { ServerFactory, WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { encodeFrame, FrameReader, HEADER_4B } from '../../../src/protocol/framing/frame.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { memoryStore, purchase, serve } from '../fixture.ts';

const PSK = { psk: Buffer.alloc(16, 7), identity: 'terminal' };
const CIPHERS = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;

const tlsServer: ServerFactory = (options, onSocket) =>
  createTlsServer({ ...options, ...CIPHERS, pskCallback: (_socket, identity) => (identity === PSK.identity ? PSK.psk : null) }, onSocket);

const servers: WireServer[] = [];
const sockets: TLSSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await server.close(0);
});

async function dial(server: WireServer): Promise<TLSSocket> {
  const options = { port: server.port, host: '127.0.0.1', ...CIPHERS, pskCallback: () => PSK, checkServerIdentity: () => undefined };
  const socket = connect(options);
  sockets.push(socket);
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  return socket;
}

function nextResponse(socket: TLSSocket): Promise<Response> {
  const reader = new FrameReader(HEADER_4B);
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk, (frame) => {
        const decoded = protobufCodec.decodeResponse(frame);
        if (decoded.kind === 'message') resolve(decoded.message);
        return true;
      });
    });
  });
}

test('a server factory that speaks TLS is served like plain TCP, and drained', async () => {
  const server = await serve(await memoryStore(), { createServer: tlsServer });
  servers.push(server);
  const socket = await dial(server);
  const request = purchase();
  const response = nextResponse(socket);
  socket.write(encodeFrame(HEADER_4B, protobufCodec.encodeRequest(request)));
  expect(await response).toMatchObject({ outcome: 'approved', stan: request.stan });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  expect(await server.close(1_000)).toBe(true);
  await closed;
  expect(server.connections).toBe(0);
});
