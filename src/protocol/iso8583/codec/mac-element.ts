/**
 * The MAC of a message: DE64, or DE128 when the message has a second bitmap.
 * Checks the MAC of received messages and writes the MAC of sent ones.
 */
import type { MacCheck } from '../../message.ts';
import type { MessageMac } from './message-mac.ts';
import type { Scanner } from './scan/scanner.ts';
import type { MessageWriter } from './write/message-writer.ts';

export const FIRST_MAC = 64;
export const SECOND_MAC = 128;

export interface MacOptions {
  /** With it, the MAC of a received message is checked, and its response gets a MAC. */
  readonly mac?: MessageMac | undefined;
  /** Answer macError to a message without a MAC, and send a MAC in every message. */
  readonly macRequired?: boolean;
}

/** The element of a scanned message that holds its MAC. */
export function macElementOf(scanner: Scanner): number {
  return scanner.hasSecondary ? SECOND_MAC : FIRST_MAC;
}

/** Checks the MAC of a scanned message; '' when it has none and none is required. */
export function checkMac(scanner: Scanner, { mac, macRequired }: MacOptions): MacCheck {
  const element = macElementOf(scanner);
  if (!scanner.has(element)) return macRequired === true ? 'missing' : '';
  if (mac === undefined) return macRequired === true ? 'wrong' : '';
  const start = scanner.recordStart[element] as number;
  const computed = mac.compute(scanner.frame.subarray(scanner.mtiStart, start));
  return sameBytes(computed, macBytes(scanner, element)) ? 'right' : 'wrong';
}

/** Adds the MAC to the message being written, as its last element. */
export function putMac(writer: MessageWriter, { mac }: MacOptions, hasSecondary: boolean): void {
  if (mac === undefined) return;
  const element = hasSecondary ? SECOND_MAC : FIRST_MAC;
  writer.putBytes(element, mac.compute(writer.covered(element)));
}

function macBytes(scanner: Scanner, element: number): Uint8Array {
  return Uint8Array.from({ length: scanner.units[element] as number }, (_none, index) => scanner.charAt(element, index));
}

/** Takes the same time wherever the bytes differ. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] as number) ^ (b[index] as number);
  return difference === 0;
}
