/**
 * Bytes in front of each message: a TPDU (an identity and two addresses), as dial-up concentrators have it, or a header
 * of a network, which comes back unchanged.
 */
import { expect } from 'vitest';
import type { Library } from './line.ts';

const TPDU_BYTES = 5;
const QUESTION = Buffer.from('6000231234', 'hex');
/** The addresses have changed places. */
const ANSWER = Buffer.from('6012340023', 'hex');

export function behindTpdu(library: Library): Library {
  return {
    pack: (fields) => Buffer.concat([QUESTION, library.pack(fields)]),
    unpack: (message) => {
      expect(message.subarray(0, TPDU_BYTES).toString('hex')).toBe(ANSWER.toString('hex'));
      return library.unpack(message.subarray(TPDU_BYTES));
    },
  };
}

const NETWORK_HEADER = Buffer.from('ISO015000055', 'latin1');

export function behindNetworkHeader(library: Library): Library {
  return {
    pack: (fields) => Buffer.concat([NETWORK_HEADER, library.pack(fields)]),
    unpack: (message) => {
      expect(message.subarray(0, NETWORK_HEADER.length).toString('latin1')).toBe(NETWORK_HEADER.toString('latin1'));
      return library.unpack(message.subarray(NETWORK_HEADER.length));
    },
  };
}
