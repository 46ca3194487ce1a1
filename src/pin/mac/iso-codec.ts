/** Makes ISO 8583 codecs that check and write MACs under the keys of a ring. */
import { ConfigError } from '../../config/config-error.ts';
import type { Codec } from '../../protocol/codec.ts';
import { createIsoCodec } from '../../protocol/iso8583/codec/codec.ts';
import type { MessageMac } from '../../protocol/iso8583/codec/message-mac.ts';
import type { MacAlgorithm } from '../../protocol/iso8583/dialect/dialect.ts';
import type { DialectSpec } from '../../protocol/iso8583/dialect/dialect-spec.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { createMessageMac } from './message-mac.ts';

/** The algorithm of the key that each MAC algorithm needs. */
const MAC_KEYS: Readonly<Record<MacAlgorithm, string>> = { 'AES-CMAC': 'AES', retail: 'TDES' };

function macOf({ dialect, macRequired, text }: DialectSpec, ring: KeyRing, keys: string): MessageMac | undefined {
  const mac = createMessageMac(ring, dialect.mac);
  if (mac !== undefined || !macRequired) return mac;
  const algorithm = MAC_KEYS[dialect.mac.algorithm];
  throw new ConfigError(`"${text}" wants MACs, and ${keys} has no key of use mac and algorithm ${algorithm}; add one, or leave +mac out.`);
}

/**
 * The codec of a listener. Checks every MAC that a message has if the ring has a key for it,
 * whether MACs are required or not. Throws a ConfigError when they are required and the ring has no
 * key; `keys` names the ring in its message. Times without a year are read near `nowMs`.
 */
export function hostCodec(spec: DialectSpec, ring: KeyRing, keys: string, nowMs: () => number = Date.now): Codec {
  return createIsoCodec(spec.dialect, { nowMs, mac: macOf(spec, ring, keys), macRequired: spec.macRequired });
}

/** The codec of terminals, which use MACs only where they are required. Throws like `hostCodec`. */
export function terminalCodec(spec: DialectSpec, ring: KeyRing, keys: string): Codec {
  const mac = spec.macRequired ? macOf(spec, ring, keys) : undefined;
  return createIsoCodec(spec.dialect, { nowMs: Date.now, mac, macRequired: spec.macRequired });
}
