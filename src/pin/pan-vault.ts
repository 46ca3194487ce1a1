/**
 * Seals PANs for a database: AES-256-GCM under a key that is derived from the ring's `panToken` key
 * (SP 800-108 in counter mode, with AES as the function). A PAN is sealed for one account and opens
 * for that account only.
 */
import { type CipherKey, createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { KeyRing } from './keys/key-ring.ts';
import type { RandomBytes } from './random-bytes.ts';

export interface PanVault {
  /** `account` binds the sealed PAN to its account. */
  seal(pan: string, account: string): Buffer;
  /** Throws an Error when it was sealed under another key ring, or for another account. */
  open(sealed: Buffer, account: string): string;
}

const LABEL = 'aksept pan vault';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Throws an Error when the ring has no `panToken` key. */
export function createPanVault(ring: KeyRing, randomBytes: RandomBytes): PanVault {
  const key = derivedKey(ring);
  return {
    seal: (pan, account) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(account));
      const sealed = Buffer.concat([cipher.update(pan, 'latin1'), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
    },
    open: (sealed, account) => {
      const tagStart = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(account)).setAuthTag(sealed.subarray(tagStart));
      try {
        return decipher.update(sealed.subarray(NONCE_BYTES, tagStart), undefined, 'latin1') + decipher.final('latin1');
      } catch {
        throw new Error('A sealed card number does not open: it was sealed under another key ring, or for another account.');
      }
    },
  };
}

function derivedKey(ring: KeyRing): CipherKey {
  const tokenKey = ring.keysOf('panToken').at(-1);
  if (tokenKey === undefined) throw new Error(`Key ring ${ring.id} has no panToken key; add one to its file.`);
  // The label has 16 bytes, one block; the counter goes into its last byte.
  const blocks = [1, 2].map((counter) => {
    const block = Buffer.from(LABEL, 'latin1');
    block[block.length - 1] = counter;
    return block;
  });
  const bytes = tokenKey.cipher.encrypt(Buffer.concat(blocks));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
