/** Key rings for tests. */
import { type KeyRing, loadKeyRing } from '../../src/pin/keys/key-ring.ts';

/** Keys that stand in published vectors, or plain patterns; check values computed with OpenSSL. */
export const ENTRIES = {
  tdes: { id: 'tpk-1', use: 'terminalPin', algorithm: 'TDES', key: '0123456789ABCDEFFEDCBA9876543210', checkValue: '08D7B4' },
  aes: { id: 'tpk-2', use: 'terminalPin', algorithm: 'AES', key: '2B7E151628AED2A6ABF7158809CF4F3C', checkValue: '7AD386' },
  pvk: { id: 'pvk-1', use: 'pinVerification', algorithm: 'TDES', index: 1, key: '5CA64B3C22BEC347CA7E6609904BAAED', checkValue: 'D03B40' },
  pvk2: { id: 'pvk-2', use: 'pinVerification', algorithm: 'TDES', index: 2, key: '0123456789ABCDEFFEDCBA9876543210', checkValue: '08D7B4' },
  token: { id: 'token-1', use: 'panToken', algorithm: 'AES', key: '000102030405060708090A0B0C0D0E0F', checkValue: 'BE7ED6' },
} as const;

export const ALL_ENTRIES: readonly object[] = Object.values(ENTRIES);

export function ringText(keys: readonly unknown[], fields: object = {}): string {
  return JSON.stringify({ notice: 'TEST KEYS ONLY', ringId: 'ring-1', keys, ...fields });
}

export function ringOf(...keys: readonly unknown[]): KeyRing {
  return loadKeyRing(ringText(keys.length === 0 ? ALL_ENTRIES : keys), 'keys.json');
}
