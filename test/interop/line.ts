/** A terminal's own TCP line: frames by a length header, answers matched by their key, many questions under way at once. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Element number → value; 0 is the MTI. Binary elements are hexadecimal digits. */
export type Fields = Readonly<Record<string, string>>;

export interface Library {
  /** Of a message without its length header. */
  pack(fields: Fields): Buffer;
  unpack(message: Buffer): Fields;
}

export interface Header {
  readonly bytes: number;
  write(length: number): Buffer;
  read(header: Buffer): number;
}

/** What many hosts have: two bytes in binary, without themselves. */
export const TWO_BYTES: Header = {
  bytes: 2,
  write: (length) => Buffer.from([length >> 8, length & 255]),
  read: (header) => header.readUInt16BE(0),
};

/** Four ASCII digits, without themselves: how SocketQueue's clients talk unless told otherwise. */
export const FOUR_DIGITS: Header = {
  bytes: 4,
  write: (length) => Buffer.from(String(length).padStart(4, '0')),
  read: (header) => Number(header.toString('ascii', 0, 4)),
};

const ANSWER_TIMEOUT_MS = 120_000;

export class Line {
  readonly #socket: Socket;
  readonly #library: Library;
  readonly #header: Header;
  readonly #waiting = new Map<string, (answer: Fields) => void>();
  #unread: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, library: Library, header: Header) {
    this.#socket = socket;
    this.#library = library;
    this.#header = header;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  static async to(port: number, library: Library, header: Header = TWO_BYTES): Promise<Line> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Line(socket, library, header);
  }

  /** Answers are told apart by terminal and STAN (DE41 and DE11), as terminals and switches do. */
  ask(fields: Fields): Promise<Fields> {
    return this.askWith(this.#library.pack(fields), fields);
  }

  /** Sends other bytes than the library made of the fields. */
  askWith(message: Buffer, fields: Fields): Promise<Fields> {
    const key = keyOf(fields);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer with DE11 and DE41 of ${key}.`)), ANSWER_TIMEOUT_MS);
      this.#waiting.set(key, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#socket.write(Buffer.concat([this.#header.write(message.length), message]));
    });
  }

  /** A frame of length zero. */
  keepAlive(): void {
    this.#socket.write(this.#header.write(0));
  }

  async close(): Promise<void> {
    this.#socket.end();
    await once(this.#socket, 'close');
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    const { bytes, read } = this.#header;
    while (this.#unread.length >= bytes) {
      const end = bytes + read(this.#unread);
      if (this.#unread.length < end) return;
      const answer = this.#library.unpack(this.#unread.subarray(bytes, end));
      this.#unread = this.#unread.subarray(end);
      const key = keyOf(answer);
      this.#waiting.get(key)?.(answer);
      this.#waiting.delete(key);
    }
  }
}

function keyOf(fields: Fields): string {
  return `${fields['41'] ?? ''}.${fields['11'] ?? ''}`;
}
