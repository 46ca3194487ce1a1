/** Finds the wire format of terminals by its name: `protobuf`, `iso8583:1987-ascii+4a`. */
import { ConfigError } from '../../config/config-error.ts';
import type { KeyRing } from '../../pin/keys/key-ring.ts';
import { terminalCodec } from '../../pin/mac/iso-codec.ts';
import type { Codec } from '../../protocol/codec.ts';
import { HEADER_4B, type HeaderKind } from '../../protocol/framing/frame.ts';
import { parseDialectSpec } from '../../protocol/iso8583/dialect/dialect-spec.ts';
import { protobufCodec } from '../../protocol/protobuf/codec.ts';

export interface TerminalWire {
  /** The full name: `protobuf`, `iso8583:1987-ascii+4a`. */
  readonly name: string;
  readonly codec: Codec;
  readonly header: HeaderKind;
}

export const PROTOBUF_WIRE: TerminalWire = { name: protobufCodec.name, codec: protobufCodec, header: HEADER_4B };
const DIALECT_DEFAULT = '1987-ascii';

/**
 * Takes `protobuf`, or `iso8583` (short for `iso8583:1987-ascii`) with options at the end. Throws a
 * ConfigError: its sentence begins with `where`, and `keys` names the file of the ring.
 */
export function terminalWire(codec: string, ring: KeyRing, keys: string, where: string): TerminalWire {
  if (codec === PROTOBUF_WIRE.name) return PROTOBUF_WIRE;
  const given = /^iso8583(?=$|[:+])(.*)$/.exec(codec)?.[1];
  if (given === undefined) {
    throw new ConfigError(`${where} ${codec} is not known; take protobuf, or iso8583:DIALECT such as iso8583:1987-ascii+4a.`);
  }
  const spec = parseDialectSpec(given.startsWith(':') ? given.slice(1) : `${DIALECT_DEFAULT}${given}`, `${where} ${codec}`);
  return { name: `iso8583:${spec.text}`, codec: terminalCodec(spec, ring, keys), header: spec.header };
}
