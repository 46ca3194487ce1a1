/**
 * The uses of keys in a ring: names, algorithms, key lengths, and the TR-31 key usages that fit.
 */
import type { CipherAlgorithm } from '../cipher/block-cipher.ts';

export interface KeyUseRow {
  readonly name: string;
  readonly algorithms: readonly CipherAlgorithm[];
  /** Allowed key lengths, in bytes; empty: all lengths of the algorithm. */
  readonly keyBytes: readonly number[];
  /** Key usage field of a key block (X9.143, table 2). */
  readonly blockUsages: readonly string[];
  /** The key carries an index of one digit (PVKI). */
  readonly indexed: boolean;
  readonly meaning: string;
}

export const KEY_USES = [
  {
    name: 'terminalPin',
    algorithms: ['TDES', 'AES'],
    keyBytes: [],
    blockUsages: ['P0'],
    indexed: false,
    meaning: 'PIN blocks between terminal and host: TDES for formats 0, 1 and 3, AES for format 4',
  },
  {
    name: 'pinVerification',
    algorithms: ['TDES'],
    keyBytes: [],
    blockUsages: ['V0', 'V2'],
    indexed: true,
    meaning: 'Visa PVV; index is the PVKI',
  },
  {
    name: 'panToken',
    algorithms: ['AES'],
    keyBytes: [16],
    blockUsages: ['M6'],
    indexed: false,
    meaning: 'the keyed hash by which stores and logs name a card',
  },
  {
    name: 'mac',
    algorithms: ['TDES', 'AES'],
    keyBytes: [],
    blockUsages: ['M3', 'M6'],
    indexed: false,
    meaning: 'MAC of ISO 8583 messages: TDES for the retail MAC (M3), AES for AES-CMAC (M6)',
  },
] as const satisfies readonly KeyUseRow[];

export type KeyUse = (typeof KEY_USES)[number]['name'];

/** The row of a use; undefined when `name` is not one. */
export function keyUseRow(name: unknown): (KeyUseRow & { readonly name: KeyUse }) | undefined {
  return KEY_USES.find((row) => row.name === name);
}
