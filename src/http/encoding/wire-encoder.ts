/** Writes a transaction and its answer as a terminal and the server would on one wire, and lists the bytes of each. */
import { listingOf } from '../../inspect/listing/listing.ts';
import { hiddenBytesOf } from '../../inspect/mask/element-mask.ts';
import { protobufListing } from '../../inspect/protobuf/protobuf-listing.ts';
import { parseAs } from '../../inspect/read/parse-attempt.ts';
import { describePrefix } from '../../inspect/read/prefix.ts';
import { rowJson } from '../../inspect/show/json.ts';
import type { Codec } from '../../protocol/codec.ts';
import { HEADER_4B, type HeaderKind, headerKind } from '../../protocol/framing/frame.ts';
import { createIsoCodec } from '../../protocol/iso8583/codec/codec.ts';
import { compileDialect, type Layout } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { loadDialect } from '../../protocol/iso8583/dialect/dialect-file.ts';
import type { Request, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { createProtobufCodec } from '../../protocol/protobuf/codec.ts';
import type { EncodedMessage, Wire } from '../schema/encoding.ts';

/** A wire with codecs of its own: those of the listeners keep state between two messages. */
export interface WireEncoder {
  readonly header: HeaderKind;
  readonly codec: Codec;
  /** `message`: with its length header. `pans`: card numbers that are known to occur. */
  list(message: Buffer, pans: readonly string[]): EncodedMessage;
}

function isoRows(message: Buffer, header: HeaderKind, layout: Layout, nearMs: number): EncodedMessage['rows'] {
  const attempt = parseAs(message, header.bytes, layout);
  // What does not read as it was written may show a card number in the place of something else.
  const withheld = attempt.isComplete ? 'nothing' : 'elements';
  const shown = { attempt, hidden: hiddenBytesOf(attempt), nearMs, withheld } as const;
  return listingOf(shown, describePrefix(message, header.bytes, header)).rows.map(rowJson);
}

function isoEncoder(dialect: Dialect, nowMs: () => number): WireEncoder {
  const header = headerKind(dialect.header, dialect.headerInclusive);
  const layout = compileDialect(dialect);
  const codec = createIsoCodec(dialect, { nowMs });
  return { header, codec, list: (message) => ({ byteCount: message.length, rows: isoRows(message, header, layout, nowMs()) }) };
}

function protobufEncoder(): WireEncoder {
  return {
    header: HEADER_4B,
    codec: createProtobufCodec(),
    list: (message, pans) => ({ byteCount: message.length, rows: protobufListing(message, pans).map(rowJson) }),
  };
}

/** The wires of one server, each made on first use. */
export class WireEncoders {
  readonly #made = new Map<Wire, WireEncoder>();
  readonly #nowMs: () => number;

  /** Times without a year are near `nowMs`. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  of(wire: Wire): WireEncoder {
    let encoder = this.#made.get(wire);
    if (encoder === undefined) {
      encoder = wire === 'protobuf' ? protobufEncoder() : isoEncoder(loadDialect(wire), this.#nowMs);
      this.#made.set(wire, encoder);
    }
    return encoder;
  }
}

/** A copy: codecs write into a buffer of theirs, and zero the PIN block that they read. */
function framed(payload: Buffer, header: HeaderKind): Buffer {
  const message = Buffer.alloc(header.bytes + payload.length);
  header.write(message, payload.length, 0);
  payload.copy(message, header.bytes);
  return message;
}

/** Throws a RangeError when a value does not fit the wire. */
export function requestFrame({ codec, header }: WireEncoder, request: Request): Buffer {
  return framed(codec.encodeRequest(request), header);
}

/** The answer repeats what it repeats of the request on that wire. */
export function responseFrame({ codec, header }: WireEncoder, request: TransactionRequest, response: TransactionResponse): Buffer {
  const decoded = codec.decodeRequest(Buffer.from(codec.encodeRequest(request)));
  const context = 'message' in decoded ? decoded.message.context : undefined;
  return framed(codec.encodeResponse({ ...response, context }), header);
}
