/**
 * The tokens and certificates that a running server takes. The file is looked at again while it is
 * used, so that what is added or revoked counts within a second. A file that is damaged or gone
 * changes nothing, and the log says so once.
 */
import { timingSafeEqual } from 'node:crypto';
import { stampOf } from '../../config/file-stamp.ts';
import type { Role } from './role.ts';
import { isToken, tokenHash } from './token.ts';
import { NO_TOKENS, readTokenFile, type TokenFile } from './token-file.ts';

/** So often at most the file is looked at. */
const LOOK_EVERY_MS = 1_000;

export interface TokenBookParts {
  readonly path: string;
  readonly nowMs: () => number;
  /** Gets one sentence for the log. */
  readonly warn: (sentence: string) => void;
}

export interface Holder {
  readonly name: string;
  readonly role: Role;
  /** Of the back office; empty unless the role is `programme`. */
  readonly user: string;
}

interface Known extends Holder {
  /** Infinity: it does not expire. */
  readonly expiresAtMs: number;
}

interface KnownToken extends Known {
  readonly hash: Buffer;
}

function knownOf({ name, role, user = '', expiresAt }: TokenFile['certificates'][number]): Known {
  return { name, role, user, expiresAtMs: expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) };
}

export class TokenBook {
  readonly #parts: TokenBookParts;
  #tokens: readonly KnownToken[] = [];
  #certificates: ReadonlyMap<string, Known> = new Map();
  #stamp: string;
  #lookedAtMs: number;

  /** Throws a ConfigError when there is a file that cannot be used. */
  constructor(parts: TokenBookParts) {
    this.#parts = parts;
    this.#stamp = stampOf([parts.path]);
    this.#lookedAtMs = parts.nowMs();
    this.#take(readTokenFile(parts.path) ?? NO_TOKENS);
  }

  /** How many there are, expired ones too. */
  get entries(): number {
    return this.#tokens.length + this.#certificates.size;
  }

  /** Who holds a token; `expired`, or undefined for one that is not known. */
  token(token: string): Holder | 'expired' | undefined {
    this.#look();
    if (!isToken(token)) return undefined;
    const hash = tokenHash(token);
    let found: KnownToken | undefined;
    // All are compared, whichever it is.
    for (const each of this.#tokens) if (timingSafeEqual(each.hash, hash)) found = each;
    return found && this.#current(found);
  }

  certificate(commonName: string): Holder | 'expired' | undefined {
    this.#look();
    const found = this.#certificates.get(commonName);
    return found && this.#current(found);
  }

  #current(known: Known): Holder | 'expired' {
    return this.#parts.nowMs() < known.expiresAtMs ? known : 'expired';
  }

  #look(): void {
    const { path, nowMs, warn } = this.#parts;
    const now = nowMs();
    // A clock that was set back looks, too.
    if (Math.abs(now - this.#lookedAtMs) < LOOK_EVERY_MS) return;
    this.#lookedAtMs = now;
    const stamp = stampOf([path]);
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    try {
      const file = readTokenFile(path);
      if (file === undefined) warn(`The file of tokens ${path} is gone; those that it held stay valid. Restore it, or restart the server.`);
      else this.#take(file);
    } catch (error) {
      warn(`${error instanceof Error ? error.message : String(error)} The tokens of before stay valid.`);
    }
  }

  #take({ tokens, certificates }: TokenFile): void {
    this.#tokens = tokens.map((entry) => ({ ...knownOf(entry), hash: Buffer.from(entry.sha256, 'hex') }));
    this.#certificates = new Map(certificates.map((entry) => [entry.name, knownOf(entry)]));
  }
}
