/** The traces of a running server: files in its scratch folder, bounded in number and bytes. */
import { randomBytes } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { HttpError } from '../error.ts';
import type { ScratchFolder } from '../jobs/scratch-folder.ts';
import type { ShownTrace, TraceSummary } from '../schema/trace.ts';

export const TRACES_MAX = 20;
/** All of them together. */
export const TRACES_BYTES_MAX = 268_435_456;

const OWNER_ONLY = 0o600;

export interface TraceRoom {
  readonly id: string;
  readonly path: string;
}

export class TraceFiles {
  readonly #scratch: ScratchFolder;
  /** Oldest first. */
  readonly #traces: ShownTrace[] = [];
  /** Of traces that are arriving. */
  readonly #reserved = new Map<string, number>();

  constructor(scratch: ScratchFolder) {
    this.#scratch = scratch;
  }

  /** The newest first. */
  list(): readonly ShownTrace[] {
    return [...this.#traces].reverse();
  }

  get bytes(): number {
    return this.#traces.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Throws the 404. */
  find(id: string): ShownTrace {
    const found = this.#traces.find((trace) => trace.id === id);
    if (found === undefined) throw new HttpError('noSuchTrace', 'There is no such trace; GET /v1/traces lists them.');
    return found;
  }

  /** An id is random, and the only part of a path that changes. */
  path(id: string): Promise<string> {
    return this.#scratch.file(`${id}.ndjson`);
  }

  /** Room for a trace of so many bytes. Throws the 409. */
  async reserve(bytes: number): Promise<TraceRoom> {
    const reserved = [...this.#reserved.values()].reduce((sum, each) => sum + each, 0);
    const isFull = this.#traces.length + this.#reserved.size >= TRACES_MAX || this.bytes + reserved + bytes > TRACES_BYTES_MAX;
    if (isFull) {
      const mib = TRACES_BYTES_MAX / 1_048_576;
      throw new HttpError(
        'tracesFull',
        `There is no room for the trace: at most ${TRACES_MAX} traces and ${mib} MiB are kept; delete one.`,
      );
    }
    const id = randomBytes(6).toString('hex');
    this.#reserved.set(id, bytes);
    return { id, path: await this.path(id) };
  }

  /** Writes what arrives. */
  async write({ path }: TraceRoom, chunks: AsyncIterable<Buffer>): Promise<void> {
    const file = await open(path, 'wx', OWNER_ONLY);
    try {
      for await (const chunk of chunks) await file.write(chunk);
    } finally {
      await file.close();
    }
  }

  async keep({ id, path }: TraceRoom, name: string, summary: TraceSummary): Promise<ShownTrace> {
    const { size } = await stat(path);
    const trace = { id, name, bytes: size, createdAtMs: Date.now(), ...summary };
    this.#reserved.delete(id);
    this.#traces.push(trace);
    return trace;
  }

  /** Of a trace that is not kept. */
  async giveUp({ id }: TraceRoom): Promise<void> {
    this.#reserved.delete(id);
    await this.#remove(id);
  }

  async delete(id: string): Promise<void> {
    const trace = this.find(id);
    this.#traces.splice(this.#traces.indexOf(trace), 1);
    await this.#remove(id);
  }

  async #remove(id: string): Promise<void> {
    await this.#scratch.remove(`${id}.ndjson`);
  }
}
