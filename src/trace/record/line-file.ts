/** A file that lines are appended to from a hot path: buffered, bounded, and never a reason to stop. */
import { closeSync, fchmodSync, openSync, write } from 'node:fs';

export const FLUSH_EVERY_MS = 1_000;
/** What waits to be written at most; lines past it are left out and counted. */
export const PENDING_CHARS_MAX = 64 * 1024 * 1024;
const OWNER_ONLY = 0o600;
const WRITE_CHARS = 1024 * 1024;

export interface LineSink {
  /** False: the line was left out. */
  line(text: string): boolean;
}

export interface LineFileOptions {
  readonly path: string;
  /** Gets one sentence when no more can be written. */
  readonly trouble: (sentence: string) => void;
  readonly pendingCharsMax?: number;
  readonly flushEveryMs?: number;
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'writing there is not permitted',
  EROFS: 'that file system is read-only',
  ENOENT: 'there is no such folder',
  EISDIR: 'that is a folder',
  EIO: 'the disk does not work',
};

function whyOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return WHY[code] ?? code;
}

export class LineFile implements LineSink {
  readonly #options: LineFileOptions;
  readonly #pendingCharsMax: number;
  #file: number | undefined;
  #pending: string[] = [];
  #pendingChars = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Lines that were left out. */
  lost = 0;

  /** Never throws: a file that can't be opened is told as trouble. */
  constructor(options: LineFileOptions) {
    this.#options = options;
    this.#pendingCharsMax = options.pendingCharsMax ?? PENDING_CHARS_MAX;
    try {
      this.#file = openSync(options.path, 'w', OWNER_ONLY);
      // A file that was there keeps its mode otherwise.
      fchmodSync(this.#file, OWNER_ONLY);
      this.#timer = setInterval(() => this.#flush(), options.flushEveryMs ?? FLUSH_EVERY_MS);
      this.#timer.unref();
    } catch (error) {
      options.trouble(`The trace ${options.path} can not be written: ${whyOf(error)}; nothing is recorded, all else goes on.`);
    }
  }

  get open(): boolean {
    return this.#file !== undefined;
  }

  line(text: string): boolean {
    if (this.#file === undefined || this.#pendingChars + text.length >= this.#pendingCharsMax) {
      this.lost += 1;
      return false;
    }
    this.#pending.push(text);
    this.#pendingChars += text.length + 1;
    if (this.#pendingChars >= WRITE_CHARS) this.#flush();
    return true;
  }

  /** Writes what is left and closes. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#pending.length > 0 && this.#file !== undefined) {
      this.#flush();
      await this.#writing;
    }
    await this.#writing;
    this.#end();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#pending = [];
    this.#pendingChars = 0;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #flush(): void {
    if (this.#writing !== undefined || this.#pending.length === 0 || this.#file === undefined) return;
    const lines = this.#pending;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.#pending = [];
    this.#writing = this.#write(this.#file, bytes, 0).then(
      () => {
        this.#writing = undefined;
        // What was handed to the system still counts until it is taken.
        this.#pendingChars = this.#pending.reduce((sum, text) => sum + text.length + 1, 0);
        if (this.#pendingChars >= WRITE_CHARS) this.#flush();
      },
      (error: unknown) => {
        this.#writing = undefined;
        this.lost += lines.length + this.#pending.length;
        const { path, trouble } = this.#options;
        trouble(`The trace ${path} can not be written on: ${whyOf(error)}; the recording ends here, all else goes on.`);
        this.#end();
      },
    );
  }

  #write(file: number, bytes: Buffer, from: number): Promise<void> {
    return new Promise((resolve, reject) => {
      write(file, bytes, from, bytes.length - from, null, (error, written) => {
        if (error !== null) reject(error);
        else if (from + written >= bytes.length) resolve();
        else this.#write(file, bytes, from + written).then(resolve, reject);
      });
    });
  }
}
