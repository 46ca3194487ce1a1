/** The processes beside a server: none outlives it. */
import { SideProcess, type SideProgram } from './side-process.ts';

export class SideProcesses {
  readonly #running = new Set<SideProcess>();
  #isClosed = false;

  start(program: SideProgram): SideProcess {
    const started = new SideProcess(program);
    this.#running.add(started);
    void started.ended.then(() => this.#running.delete(started));
    if (this.#isClosed) started.kill();
    return started;
  }

  /** Ends all of them, and resolves when they have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const running = [...this.#running];
    for (const each of running) each.kill();
    await Promise.all(running.map(({ ended }) => ended));
  }
}
