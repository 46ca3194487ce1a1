/**
 * The answers to requests with an Idempotency-Key, so that a client that saw none can send the
 * request again. They are in memory: a restart forgets them.
 */
import { DAY_MS } from '../../config/duration.ts';

/** Keys that are remembered; beyond, the oldest that is answered is forgotten. */
export const KEYS_MAX = 10_000;
/** All answers together; beyond, the oldest is forgotten. */
export const ANSWERS_BYTES_MAX = 16_777_216;
/** A longer answer is not kept: its key is, so that the request is not carried out twice. */
export const ANSWER_BYTES_MAX = 65_536;

export const KEY_AGE_MS_MAX = DAY_MS;

export interface KeptAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** What became of the request: it runs, it is answered, or its answer was too long. */
export type KeyState = 'running' | 'tooLong' | KeptAnswer;

export interface KeyedRequest {
  readonly key: string;
  /** Of method, path and body; of an import only once its body has been read. */
  fingerprint: string;
  state: KeyState;
  /** An answer in lines ended with a problem, and is not kept. */
  brokeOff: boolean;
  readonly sinceMs: number;
}

function bytesOf(state: KeyState): number {
  return typeof state === 'object' ? state.body.length : 0;
}

export class KeptAnswers {
  readonly #requests = new Map<string, KeyedRequest>();
  readonly #nowMs: () => number;
  #bytes = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#requests.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(key: string): KeyedRequest | undefined {
    const found = this.#requests.get(key);
    if (found === undefined || found.state === 'running' || this.#nowMs() - found.sinceMs < KEY_AGE_MS_MAX) return found;
    this.forget(found);
    return undefined;
  }

  /** In the place of one that is answered, if there is one. */
  begin(key: string, fingerprint: string): KeyedRequest {
    const answered = this.#requests.get(key);
    if (answered !== undefined) this.forget(answered);
    const request: KeyedRequest = { key, fingerprint, state: 'running', brokeOff: false, sinceMs: this.#nowMs() };
    this.#requests.set(key, request);
    this.#makeRoom();
    return request;
  }

  end(request: KeyedRequest, state: KeyState): void {
    if (request.state !== 'running') return;
    request.state = state;
    this.#bytes += bytesOf(state);
    this.#makeRoom();
  }

  /** The next request with this key is carried out. */
  forget(request: KeyedRequest): void {
    if (this.#requests.get(request.key) !== request) return;
    this.#requests.delete(request.key);
    this.#bytes -= bytesOf(request.state);
  }

  #makeRoom(): void {
    for (const request of this.#requests.values()) {
      if (this.#requests.size <= KEYS_MAX && this.#bytes <= ANSWERS_BYTES_MAX) return;
      if (request.state !== 'running') this.forget(request);
    }
  }
}
