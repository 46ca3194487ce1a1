import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Codec } from '../../src/protocol/codec.ts';
import { encodeFrame, FrameReader, HEADER_4B, type HeaderKind } from '../../src/protocol/framing/frame.ts';
import type { Request, Response } from '../../src/protocol/message.ts';
import { protobufCodec } from '../../src/protocol/protobuf/codec.ts';

export function framed(request: Request, header: HeaderKind = HEADER_4B, codec: Codec = protobufCodec): Buffer {
  return encodeFrame(header, codec.encodeRequest(request));
}

/** A client that sends bytes as told and collects what comes back. */
export class Peer {
  readonly socket: Socket;
  readonly responses: Response[] = [];
  readonly closed: Promise<void>;
  readonly #header: HeaderKind;
  readonly #codec: Codec;
  readonly #reader: FrameReader;
  #onResponse = (): void => {};
  #onClosed = (): void => {};

  private constructor(socket: Socket, header: HeaderKind, codec: Codec) {
    this.socket = socket;
    this.#header = header;
    this.#codec = codec;
    this.#reader = new FrameReader(header);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.once('close', () => this.#onClosed());
  }

  static async connect(port: number, header: HeaderKind = HEADER_4B, codec: Codec = protobufCodec): Promise<Peer> {
    const socket = connect(port, '127.0.0.1');
    const peer = new Peer(socket, header, codec);
    await once(socket, 'connect');
    return peer;
  }

  /** On a socket that is open, such as one with TLS. */
  static on(socket: Socket, header: HeaderKind = HEADER_4B, codec: Codec = protobufCodec): Peer {
    return new Peer(socket, header, codec);
  }

  write(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Resolves with the first `count` responses. */
  async received(count: number): Promise<readonly Response[]> {
    while (this.responses.length < count) {
      await new Promise<void>((resolve, reject) => {
        this.#onResponse = resolve;
        this.#onClosed = () => reject(new Error(`Closed after ${this.responses.length} of ${count} responses.`));
        if (this.socket.destroyed) this.#onClosed();
      });
    }
    return this.responses.slice(0, count);
  }

  async ask(request: Request): Promise<Response> {
    const before = this.responses.length;
    this.write(framed(request, this.#header, this.#codec));
    const response = (await this.received(before + 1))[before];
    if (response === undefined) throw new Error('No response.');
    return response;
  }

  end(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#reader.push(chunk, (frame) => {
      const decoded = this.#codec.decodeResponse(frame);
      if (decoded.kind !== 'message') throw new Error(`The server sent what is ${decoded.kind}.`);
      this.responses.push(decoded.message);
      return true;
    });
    this.#onResponse();
  }
}
