/**
 * Bearer tokens: 256 random bits behind a prefix that secret scanners and people recognise. What is
 * kept of one is its SHA-256, which needs no salt: the bits are random.
 */
import { createHash, randomBytes } from 'node:crypto';

export const TOKEN_PREFIX = 'aksept_';
const TOKEN_BYTES = 32;
const TOKEN_FORM = /^aksept_[A-Za-z0-9_-]{43}$/;

export function newToken(): string {
  return TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
}

export function isToken(text: string): boolean {
  return TOKEN_FORM.test(text);
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
