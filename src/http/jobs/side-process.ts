/**
 * A program of aksept in a process beside the server, for work that would hold the terminals' event
 * loop: it has limits of time, memory and output, and stands behind the terminals when processors
 * are short. One that stays for further requests has its limits of time and output for each of them.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { foreignEnvironment } from '../../config/settings.ts';
import { processorMs } from './processor-time.ts';
import { TimeLimit, type TimeLimits } from './time-limit.ts';

export interface SideLimits extends TimeLimits {
  readonly heapMib: number;
  /** Of its whole standard output, or of what it writes for one request. */
  readonly outputBytesMax: number;
}

export interface SideProgram {
  /** Of `dist/`: `cli.js`, `http/load/process.js`. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly limits: SideLimits;
  readonly onOutput: (chunk: Buffer) => void;
}

/** `killed`: by the server. `crashed`: by a signal that nobody here sent, such as for want of memory. */
export type SideEndKind = 'ended' | 'tookTooLong' | 'wroteTooMuch' | 'killed' | 'crashed';

export interface SideEnd {
  readonly kind: SideEndKind;
  readonly code: number | null;
  /** The beginning of its standard error. */
  readonly errorText: string;
}

/** The last that gets a processor. */
const NICE = 19;
const ERROR_CHARS_MAX = 2_000;

/** Beside the compiled server; a server that runs from the sources starts what was built of them. */
function pathOf(file: string): string {
  const paths = ['../..', '../../../dist'].map((folder) => join(import.meta.dirname, folder, file));
  return paths.find((path) => existsSync(path)) ?? file;
}

export class SideProcess {
  /** Never rejects. */
  readonly ended: Promise<SideEnd>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #limits: SideLimits;
  readonly #time: TimeLimit;
  #cause: SideEndKind | undefined;
  #outputBytes = 0;
  #errorText = '';

  constructor({ file, args = [], limits, onOutput }: SideProgram) {
    this.#limits = limits;
    this.#child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMib}`, pathOf(file), ...args], { env: foreignEnvironment() });
    const { pid } = this.#child;
    this.#time = new TimeLimit({
      ...limits,
      usedMs: () => (pid === undefined ? undefined : processorMs(pid)),
      nowMs: () => performance.now(),
      onTooLong: () => this.#end('tookTooLong'),
    });
    this.#time.start();
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk, onOutput));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      if (this.#errorText.length < ERROR_CHARS_MAX) this.#errorText += chunk.toString();
    });
    // It may end without reading.
    this.#child.stdin.on('error', () => {});
    this.ended = this.#whenEnded();
    this.#standBehind();
  }

  /** To its standard input. */
  send(text: string): void {
    this.#child.stdin.write(text);
  }

  /** Before the next request: time and output count from here. */
  renew(): void {
    this.#outputBytes = 0;
    this.#time.start();
  }

  /** No request is under way, so that no time counts. */
  rest(): void {
    this.#time.stop();
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    this.#end('killed');
  }

  #standBehind(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      setPriority(pid, NICE);
    } catch {
      // It has ended already.
    }
  }

  #take(chunk: Buffer, onOutput: (chunk: Buffer) => void): void {
    this.#outputBytes += chunk.length;
    if (this.#outputBytes > this.#limits.outputBytesMax) this.#end('wroteTooMuch');
    else onOutput(chunk);
  }

  #end(cause: SideEndKind): void {
    this.#cause ??= cause;
    this.#child.kill('SIGKILL');
  }

  #whenEnded(): Promise<SideEnd> {
    return new Promise((resolve) => {
      const settle = (kind: SideEndKind, code: number | null, errorText: string): void => {
        this.#time.stop();
        resolve({ kind: this.#cause ?? kind, code, errorText });
      };
      this.#child.on('error', (error) => settle('crashed', null, error.message));
      this.#child.on('close', (code, signal) => settle(signal === null ? 'ended' : 'crashed', code, this.#errorText));
    });
  }
}
