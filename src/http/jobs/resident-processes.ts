/**
 * Processes of one program that stay for the next request: starting one takes longer than most
 * requests, and the server's event loop stands still while the system makes it. Each has one request
 * at a time, so whatever ends a process costs that request only.
 */
import type { SideEnd, SideLimits, SideProcess } from './side-process.ts';
import type { SideProcesses } from './side-processes.ts';

export interface ResidentProgram {
  readonly file: string;
  /** Those of time and output are of one request. */
  readonly limits: SideLimits;
  /** At once. */
  readonly processesMax: number;
  /** That may wait for a request. */
  readonly waitingMax: number;
  /** A process ends after so many: what one of them left in memory is given back. */
  readonly requestsMax: number;
  /** A process without a request ends after this time. */
  readonly idleMs: number;
}

/** What one request hears from its process. */
export interface ResidentRequest {
  readonly onOutput: (chunk: Buffer) => void;
  /** The process ended before the request was released. */
  readonly onEnd: (end: SideEnd) => void;
}

/** A process while it works on one request. */
export interface Resident {
  send(text: string): void;
  kill(): void;
  /** The request is answered: the process may have the next one. */
  release(): void;
}

interface Place {
  readonly process: SideProcess;
  /** Undefined: it waits for one. */
  request: ResidentRequest | undefined;
  requests: number;
  idle: NodeJS.Timeout | undefined;
}

export class ResidentProcesses {
  readonly #processes: SideProcesses;
  readonly #program: ResidentProgram;
  readonly #places = new Set<Place>();

  constructor(processes: SideProcesses, program: ResidentProgram) {
    this.#processes = processes;
    this.#program = program;
  }

  get count(): number {
    return this.#places.size;
  }

  /** Undefined: as many as may be are at work. */
  take(request: ResidentRequest): Resident | undefined {
    const waiting = [...this.#places].find((place) => place.request === undefined);
    if (waiting === undefined && this.#places.size >= this.#program.processesMax) return undefined;
    const place = waiting ?? this.#start();
    clearTimeout(place.idle);
    place.request = request;
    place.requests += 1;
    if (waiting !== undefined) place.process.renew();
    // Later the process is that of another request.
    const whileOwn = (act: () => void): void => {
      if (place.request === request) act();
    };
    return {
      send: (text) => whileOwn(() => place.process.send(text)),
      kill: () => whileOwn(() => place.process.kill()),
      release: () => whileOwn(() => this.#rest(place)),
    };
  }

  #start(): Place {
    const { file, limits } = this.#program;
    const process = this.#processes.start({ file, limits, onOutput: (chunk) => place.request?.onOutput(chunk) });
    const place: Place = { process, request: undefined, requests: 0, idle: undefined };
    this.#places.add(place);
    void process.ended.then((end) => {
      this.#forget(place);
      place.request?.onEnd(end);
    });
    return place;
  }

  #forget(place: Place): void {
    clearTimeout(place.idle);
    this.#places.delete(place);
  }

  #rest(place: Place): void {
    place.request = undefined;
    place.process.rest();
    const { requestsMax, waitingMax, idleMs } = this.#program;
    const waiting = [...this.#places].filter(({ request }) => request === undefined);
    if (place.requests >= requestsMax || waiting.length > waitingMax) this.#end(place);
    else place.idle = setTimeout(() => this.#end(place), idleMs);
  }

  #end(place: Place): void {
    this.#forget(place);
    place.process.kill();
  }
}
