/**
 * What keys of a ring are for. A table: names, algorithms, lengths, and the TR-31 key usages that
 * fit.
 */
import type { CipherAlgorithm } from '../cipher/block-cipher.ts';

export interface KeyUseRow {
  readonly name: string;
  readonly algorithms: readonly CipherAlgorithm[];
  /** Lengths allowed beyond what the algorithm says; empty: all of the algorithm's. */
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

/** The table's row of a use, or undefined for a text that names none. */
export function keyUseRow(name: unknown): (KeyUseRow & { readonly name: KeyUse }) | undefined {
  return KEY_USES.find((row) => row.name === name);
}
