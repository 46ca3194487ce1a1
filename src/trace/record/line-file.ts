/**
 * A file that takes lines from a hot path. Lines are buffered up to a limit, and a write error ends
 * the recording but never the server. Nothing is written, and an earlier file keeps its content,
 * until `begin`.
 */
import { closeSync, existsSync, fchmodSync, fstatSync, ftruncateSync, openSync, rmSync, write } from 'node:fs';

export const FLUSH_EVERY_MS = 1_000;
/** The most characters that may wait to be written; lines beyond that are dropped and counted. */
export const PENDING_CHARS_MAX = 64 * 1024 * 1024;
const OWNER_ONLY = 0o600;
const WRITE_CHARS = 1024 * 1024;

export interface LineSink {
  /** Returns false if the line was dropped. */
  line(text: string): boolean;
}

export interface LineFileOptions {
  readonly path: string;
  /** Called with one sentence when the file cannot be written. */
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
  #begun = false;
  readonly #isNew: boolean;
  /** Number of lines that were dropped. */
  lost = 0;

  /** Never throws: if the file cannot be opened, `trouble` is called. */
  constructor(options: LineFileOptions) {
    this.#options = options;
    this.#pendingCharsMax = options.pendingCharsMax ?? PENDING_CHARS_MAX;
    this.#isNew = !existsSync(options.path);
    try {
      // Appending does not empty a file that is there.
      this.#file = openSync(options.path, 'a', OWNER_ONLY);
    } catch (error) {
      this.#cannotBeWritten(error);
    }
  }

  /** Empties the file and writes the lines from then on, those that wait included. Never throws. */
  begin(): void {
    if (this.#file === undefined || this.#begun) return;
    try {
      // A pipe or a device has nothing to empty, and its mode is its own.
      if (fstatSync(this.#file).isFile()) {
        ftruncateSync(this.#file);
        fchmodSync(this.#file, OWNER_ONLY);
      }
    } catch (error) {
      this.#end();
      this.#cannotBeWritten(error);
      return;
    }
    this.#begun = true;
    this.#timer = setInterval(() => this.#flush(), this.#options.flushEveryMs ?? FLUSH_EVERY_MS);
    this.#timer.unref();
    if (this.#pendingChars >= WRITE_CHARS) this.#flush();
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

  /**
   * Writes the waiting lines and closes the file. If it has not begun, an earlier file stays as it
   * was, and a new one is removed.
   */
  async close(): Promise<void> {
    if (!this.#begun) {
      const mine = this.#isNew && this.#file !== undefined;
      this.#end();
      if (mine) rmSync(this.#options.path, { force: true });
      return;
    }
    clearInterval(this.#timer);
    while (this.#pending.length > 0 && this.#file !== undefined) {
      this.#flush();
      await this.#writing;
    }
    await this.#writing;
    this.#end();
  }

  #cannotBeWritten(error: unknown): void {
    const { path, trouble } = this.#options;
    trouble(`The trace ${path} cannot be written: ${whyOf(error)}; the server runs on without recording.`);
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#pending = [];
    this.#pendingChars = 0;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #flush(): void {
    if (!this.#begun || this.#writing !== undefined || this.#pending.length === 0 || this.#file === undefined) return;
    const lines = this.#pending;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.#pending = [];
    this.#writing = this.#write(this.#file, bytes, 0).then(
      () => {
        this.#writing = undefined;
        // Characters count as pending until the system has written them.
        this.#pendingChars = this.#pending.reduce((sum, text) => sum + text.length + 1, 0);
        if (this.#pendingChars >= WRITE_CHARS) this.#flush();
      },
      (error: unknown) => {
        this.#writing = undefined;
        this.lost += lines.length + this.#pending.length;
        const { path, trouble } = this.#options;
        trouble(`The trace ${path} cannot be continued: ${whyOf(error)}; the recording ends here, the server runs on.`);
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
