/** Opens the file of a key ring, or makes one with test keys when there is none. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RandomBytes } from '../random-bytes.ts';
import { generateTestKeyRing, type KeyRing, loadKeyRing } from './key-ring.ts';
import { KeyRingError } from './ring-key.ts';

const OWNER_ONLY = 0o600;
const KBPK_FORM = /^([0-9a-fA-F]{32}|[0-9a-fA-F]{48}|[0-9a-fA-F]{64})$/;

export interface OpenedKeyRing {
  readonly ring: KeyRing;
  /** True when there was no file, and one with new test keys was written. */
  readonly generated: boolean;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function load(path: string, text: string, kbpkHex: string): KeyRing {
  if (kbpkHex === '') return loadKeyRing(text, path);
  if (!KBPK_FORM.test(kbpkHex)) throw new KeyRingError('AKSEPT_KBPK must be 32, 48 or 64 hexadecimal digits.');
  const kbpk = Buffer.from(kbpkHex, 'hex');
  try {
    return loadKeyRing(text, path, kbpk);
  } finally {
    kbpk.fill(0);
  }
}

/**
 * Reads the key ring of a file. If there is no file, writes one with test keys. Throws a
 * KeyRingError.
 */
export function openKeyRing(path: string, kbpkHex: string, randomBytes: RandomBytes): OpenedKeyRing {
  try {
    return { ring: load(path, readFileSync(path, 'utf8'), kbpkHex), generated: false };
  } catch (error) {
    if (error instanceof KeyRingError) throw error;
    if (codeOf(error) !== 'ENOENT') throw new KeyRingError(`The key ring ${path} cannot be read (${codeOf(error)}); check --keys.`);
  }
  const { ring, text } = generateTestKeyRing(randomBytes);
  try {
    mkdirSync(dirname(path), { recursive: true });
    // If another process has made the file meanwhile, its keys are used.
    writeFileSync(path, text, { mode: OWNER_ONLY, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return { ring: load(path, readFileSync(path, 'utf8'), kbpkHex), generated: false };
    throw new KeyRingError(`A key ring could not be written to ${path} (${codeOf(error)}); choose another path with --keys.`);
  }
  return { ring, generated: true };
}
