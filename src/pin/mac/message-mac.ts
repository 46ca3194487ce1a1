/**
 * Computes the MAC of ISO 8583 messages under the newest `mac` key of a ring for the dialect's
 * algorithm.
 */

import { hasMembers, requireArgument } from '../../config/argument.ts';
import type { MessageMac } from '../../protocol/iso8583/codec/message-mac.ts';
import type { MacAlgorithm, MacSpec } from '../../protocol/iso8583/dialect/dialect.ts';
import type { CipherAlgorithm } from '../cipher/block-cipher.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** The length of DE64 and DE128. */
const MAC_ELEMENT_BYTES = 8;

const KEY_ALGORITHMS: { readonly [algorithm in MacAlgorithm]: CipherAlgorithm } = { 'AES-CMAC': 'AES', retail: 'TDES' };

/**
 * The MAC of a dialect, or undefined when the ring has no `mac` key for its algorithm.
 * Throws a RangeError when the dialect sends fewer than 1 or more than 8 bytes of a MAC.
 */
export function createMessageMac(ring: KeyRing, spec: MacSpec): MessageMac | undefined {
  requireArgument(hasMembers(ring, 'keysOf'), 'createMessageMac', 'ring', 'a key ring, which loadKeyRing and generateTestKeyRing make');
  requireArgument(hasMembers(spec, 'algorithm'), 'createMessageMac', 'spec', 'the mac of a dialect');
  const { algorithm, padding, bytes } = spec;
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > MAC_ELEMENT_BYTES) {
    throw new RangeError(`A MAC is sent with 1 to ${MAC_ELEMENT_BYTES} bytes, not ${bytes}.`);
  }
  const key = ring.keysOf('mac').findLast((one) => one.algorithm === KEY_ALGORITHMS[algorithm]);
  const mac = key?.mac;
  if (mac === undefined) return undefined;
  return {
    compute: (covered) => {
      const full = mac.compute(covered, padding);
      const element = Buffer.alloc(MAC_ELEMENT_BYTES);
      full.copy(element, 0, 0, bytes);
      full.fill(0);
      return element;
    },
  };
}
