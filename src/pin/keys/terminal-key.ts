/** Selects the key of a ring for a PIN block. */
import type { PinBlockFormat } from '../../protocol/message.ts';
import { PIN_FIELDS } from '../pin-block.ts';
import type { KeyRing } from './key-ring.ts';
import type { RingKey } from './ring-key.ts';

/**
 * The `terminalPin` key with the id; for an empty id, the first in the ring that fits the format.
 * Undefined when there is none, when the key has another use, or when its algorithm does not fit
 * the format.
 */
export function fittingTerminalKey(ring: KeyRing, format: PinBlockFormat, keyId: string): RingKey | undefined {
  const { algorithm } = PIN_FIELDS[format];
  if (keyId === '') return ring.keys.find((key) => key.use === 'terminalPin' && key.algorithm === algorithm);
  const key = ring.key(keyId);
  return key !== undefined && key.use === 'terminalPin' && key.algorithm === algorithm ? key : undefined;
}
