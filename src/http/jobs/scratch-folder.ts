/**
 * Files of a running server that nobody needs after its end: reports of load runs, and traces. They
 * are in a folder of their own among the temporary files of the system, which is made at first use,
 * is the owner's alone, and is removed when the server closes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class ScratchFolder {
  #path: Promise<string> | undefined;

  /** `name` is made by the server, never by a client. */
  async file(name: string): Promise<string> {
    // mkdtemp makes a folder with mode 700.
    this.#path ??= mkdtemp(join(tmpdir(), 'aksept-http-'));
    return join(await this.#path, name);
  }

  async remove(name: string): Promise<void> {
    await rm(await this.file(name), { force: true });
  }

  async close(): Promise<void> {
    if (this.#path !== undefined) await rm(await this.#path, { recursive: true, force: true });
  }
}
