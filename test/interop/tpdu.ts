/** Five bytes in front of each message, as dial-up concentrators have them: an identity and two addresses. */
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
