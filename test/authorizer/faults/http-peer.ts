/** A client that sends POST /v1/transactions on one kept-alive connection and keeps every byte that comes back. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './fault-world.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

const HEAD_END = '\r\n\r\n';

export class HttpPeer {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  isClosed = false;
  #bytes = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
  }

  static async connect(port: number): Promise<HttpPeer> {
    const socket = connect(port, '127.0.0.1');
    const peer = new HttpPeer(socket);
    await once(socket, 'connect');
    return peer;
  }

  /** What came and was taken for no answer yet. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  post(body: object): void {
    const text = JSON.stringify(body);
    const head = ['POST /v1/transactions HTTP/1.1', 'host: localhost', 'content-type: application/json', `content-length: ${text.length}`];
    this.socket.write(head.join('\r\n') + HEAD_END + text);
  }

  /** The next whole answer. Rejects when the connection closes before that. */
  async answer(): Promise<HttpAnswer> {
    await until(() => this.isClosed || this.#length() <= this.#bytes.length);
    const length = this.#length();
    if (length > this.#bytes.length) throw new Error('Closed before a whole answer.');
    const bytes = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    const head = bytes.subarray(0, bytes.indexOf(HEAD_END)).toString('latin1');
    return { status: Number(head.split(' ')[1]), head, body: bytes.subarray(head.length + HEAD_END.length) };
  }

  /** Sends and takes the answer. */
  async ask(body: object): Promise<Record<string, unknown>> {
    this.post(body);
    return JSON.parse((await this.answer()).body.toString());
  }

  /** Of the body; NaN before the head is whole. */
  get bodyBytes(): number {
    return Number(/\r\ncontent-length: (\d+)\r\n/i.exec(this.#head())?.[1] ?? Number.NaN);
  }

  #head(): string {
    const end = this.#bytes.indexOf(HEAD_END);
    return end === -1 ? '' : this.#bytes.subarray(0, end + HEAD_END.length).toString('latin1');
  }

  /** Of the answer at the beginning; infinite before its head is whole. */
  #length(): number {
    const head = this.#head();
    return head === '' ? Number.POSITIVE_INFINITY : head.length + this.bodyBytes;
  }

  end(): void {
    this.socket.destroy();
  }
}
