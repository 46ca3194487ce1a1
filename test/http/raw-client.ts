import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A client that writes bytes as a test says, and takes the answers apart. */
export class RawClient {
  readonly socket: Socket;
  #received = '';
  readonly closed: Promise<void>;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.#received += text;
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async connect(http: string): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(http).port), noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  /** All that has arrived. */
  get received(): string {
    return this.#received;
  }

  write(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** The first line and the headers of a POST. */
  head(path: string, headers: Readonly<Record<string, string | number>> = {}): void {
    const all = { host: 'localhost', 'content-type': 'application/json', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    this.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  }

  /** One chunk of a body with transfer-encoding: chunked; an empty one ends it. */
  chunk(text: string | Buffer): void {
    this.write(`${Buffer.byteLength(text).toString(16)}\r\n`);
    this.write(text);
    this.write('\r\n');
  }

  /** Resolves when one whole answer with a content-length has arrived. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? Number.NaN);
      const body = this.#received.slice(head + 4);
      if (head !== -1 && Buffer.byteLength(body) >= length) {
        return { status: Number(this.#received.slice(9, 12)), body: { ...JSON.parse(body) } };
      }
      if (this.socket.closed) throw new Error(`The connection closed after: ${this.#received.slice(0, 200)}`);
      await new Promise((resolve) => this.socket.once('data', resolve).once('close', resolve));
    }
  }

  end(): void {
    this.socket.destroy();
  }
}
