/**
 * The protobuf codec: one Envelope per frame (proto/aksept/v1/authorization.proto).
 *
 * Transactions are written field by field (writer.ts) and decoded by the generated module; network
 * messages use the generated module both ways. The one field of the envelope is read and written
 * here, by its number, because the generated oneof setter deletes all other properties of the
 * envelope for each message, which takes longer than the rest of the decoding.
 */
import protobuf from 'protobufjs/minimal.js';
import type { Codec, Decoded } from '../codec.ts';
import {
  NETWORK_FUNCTIONS,
  type NetworkRequest,
  type NetworkResponse,
  type Request,
  type Response,
  type TransactionClass,
} from '../message.ts';
import { OUTCOME_BY_PROTOBUF, outcomeRow } from '../outcome.ts';
import { namesByNumber, numbersByName, present, toInteger } from './fields.ts';
import { aksept } from './gen/authorization.js';
import { knownOfBody } from './known.ts';
import { ProtobufOutput } from './output.ts';
import { requestFromProtobuf, responseFromProtobuf } from './transaction.ts';
import { writeRequest, writeResponse } from './writer.ts';

const { NetworkManagementRequest, NetworkManagementResponse, TransactionRequest, TransactionResponse } = aksept.v1;
const { Reader, Writer } = protobuf;

/** Field numbers of Envelope.body. */
const REQUEST_FIELDS = { authorization: 1, financial: 2, advice: 3, reversal: 4, networkManagement: 5 } as const;
const RESPONSE_FIELDS = { authorization: 9, financial: 10, advice: 11, reversal: 12, networkManagement: 13 } as const;
const CLASS_BY_REQUEST_FIELD = classesByField(REQUEST_FIELDS);
const CLASS_BY_RESPONSE_FIELD = classesByField(RESPONSE_FIELDS);
type AnyClass = TransactionClass | 'networkManagement';

const FUNCTION_NAMES = namesByNumber(NETWORK_FUNCTIONS);
const FUNCTION_NUMBERS = numbersByName(NETWORK_FUNCTIONS);
const LENGTH_DELIMITED = 2;
const STAN_FIELD = 1;
/** More than any release of the envelope will number. */
const ENVELOPE_FIELD_MAX = 64;

function classesByField(fields: Record<AnyClass, number>): readonly (AnyClass | undefined)[] {
  const classes: (AnyClass | undefined)[] = [];
  for (const [name, field] of Object.entries(fields)) classes[field] = name as AnyClass;
  return classes;
}

function networkRequestFromProtobuf(wire: aksept.v1.NetworkManagementRequest.$Properties): NetworkRequest {
  return {
    class: 'networkManagement',
    repeat: wire.repeat ?? false,
    function: FUNCTION_NAMES[wire.function ?? 0] ?? '',
    stan: wire.stan ?? 0,
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    terminalId: wire.terminalId ?? '',
    acquirerId: wire.acquirerId ?? '',
    macCheck: '',
    context: undefined,
  };
}

function networkResponseFromProtobuf(wire: aksept.v1.NetworkManagementResponse.$Properties): NetworkResponse {
  return {
    class: 'networkManagement',
    function: FUNCTION_NAMES[wire.function ?? 0] ?? '',
    stan: wire.stan ?? 0,
    transmissionTimeMs: toInteger(wire.transmissionTimeMs),
    terminalId: wire.terminalId ?? '',
    context: undefined,
    outcome: OUTCOME_BY_PROTOBUF.get(wire.outcome ?? 0) ?? 'systemMalfunction',
  };
}

/**
 * Finds the class and the length-delimited body of an envelope; skips fields that this release does
 * not know.
 */
function openEnvelope(reader: protobuf.Reader, classes: readonly (AnyClass | undefined)[]): AnyClass | undefined {
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const found = classes[tag >>> 3];
    if (found !== undefined && (tag & 7) === LENGTH_DELIMITED) return found;
    reader.skipType(tag & 7);
  }
  return undefined;
}

/**
 * True when a frame has no request, but is an envelope: with a response, or with a body of a later
 * release. All fields of an envelope are messages, which hardly any other bytes are.
 */
function isOtherEnvelope(frame: Buffer): boolean {
  try {
    const reader = new Reader(frame);
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      const field = tag >>> 3;
      if ((tag & 7) !== LENGTH_DELIMITED || field === 0 || field > ENVELOPE_FIELD_MAX) return false;
      if (CLASS_BY_REQUEST_FIELD[field] !== undefined) return false;
      reader.skipType(LENGTH_DELIMITED);
    }
    return true;
  } catch {
    return false;
  }
}

/** The STAN at the head of a body whose rest is malformed; 0 when it cannot be read. */
function salvageStan(frame: Buffer, bodyOffset: number): number {
  try {
    const reader = new Reader(frame);
    reader.pos = bodyOffset;
    reader.uint32();
    return reader.uint32() === STAN_FIELD << 3 ? reader.uint32() : 0;
  } catch {
    return 0;
  }
}

function decode<T>(
  frame: Buffer,
  classes: readonly (AnyClass | undefined)[],
  read: (reader: protobuf.Reader, found: AnyClass) => T,
): Decoded<T> {
  if (frame.length === 0) return { kind: 'keepAlive' };
  const reader = new Reader(frame);
  let found: AnyClass | undefined;
  let bodyOffset = 0;
  try {
    found = openEnvelope(reader, classes);
    if (found === undefined) return { kind: 'unreadable', reason: 'The envelope holds no body of the expected direction.' };
    bodyOffset = reader.pos;
    return { kind: 'message', message: read(reader, found) };
  } catch {
    const stan = found === undefined ? 0 : salvageStan(frame, bodyOffset);
    if (found === undefined || found === 'networkManagement' || stan === 0) {
      return { kind: 'unreadable', reason: 'The frame is no protobuf Envelope.' };
    }
    const reason = 'The body of the envelope is broken.';
    return { kind: 'malformed', message: { class: found, stan }, reason, known: knownOfBody(frame, bodyOffset, found, stan) };
  }
}

function readRequest(reader: protobuf.Reader, found: AnyClass): Request {
  const length = reader.uint32();
  if (found === 'networkManagement') return networkRequestFromProtobuf(NetworkManagementRequest.decode(reader, length));
  return requestFromProtobuf(TransactionRequest.decode(reader, length), found);
}

function decodeRequest(frame: Buffer): Decoded<Request> {
  const decoded = decode(frame, CLASS_BY_REQUEST_FIELD, readRequest);
  if (decoded.kind !== 'unreadable' || !isOtherEnvelope(frame)) return decoded;
  return { kind: 'ignored', reason: 'The envelope holds no request: a response, or a body that this release does not know.' };
}

function readResponse(reader: protobuf.Reader, found: AnyClass): Response {
  const length = reader.uint32();
  if (found === 'networkManagement') return networkResponseFromProtobuf(NetworkManagementResponse.decode(reader, length));
  return responseFromProtobuf(TransactionResponse.decode(reader, length), found);
}

function bodyWriter(field: number): protobuf.Writer {
  return Writer.create()
    .uint32((field << 3) | LENGTH_DELIMITED)
    .fork();
}

function encodeNetworkRequest(request: NetworkRequest): Buffer {
  const { class: _class, macCheck: _macCheck, context: _context, ...same } = request;
  const writer = bodyWriter(REQUEST_FIELDS.networkManagement);
  NetworkManagementRequest.encode(present({ ...same, function: FUNCTION_NUMBERS.get(request.function) ?? 0 }), writer);
  return writer.ldelim().finish() as Buffer;
}

function encodeNetworkResponse(response: NetworkResponse): Buffer {
  const row = outcomeRow(response.outcome);
  const { class: _class, context: _context, ...same } = response;
  const writer = bodyWriter(RESPONSE_FIELDS.networkManagement);
  const named = { ...same, function: FUNCTION_NUMBERS.get(response.function) ?? 0, outcome: row.protobuf, responseCode: row.de39 };
  NetworkManagementResponse.encode(present(named), writer);
  return writer.ldelim().finish() as Buffer;
}

/** Bytes to reserve for the length of a body: most bodies have 128 bytes or more. */
const LENGTH_BYTES = 2;

/** Makes a codec, which owns the buffer that it writes transactions into. */
export function createProtobufCodec(): Codec {
  const output = new ProtobufOutput();
  return {
    name: 'protobuf',
    timeUnitMs: 1,
    repeatsKey: true,
    decodeRequest,
    decodeResponse: (frame) => decode(frame, CLASS_BY_RESPONSE_FIELD, readResponse),
    encodeRequest: (request) => {
      if (request.class === 'networkManagement') return encodeNetworkRequest(request);
      output.begin();
      const opened = output.open((REQUEST_FIELDS[request.class] << 3) | LENGTH_DELIMITED, LENGTH_BYTES);
      writeRequest(output, request);
      output.close(opened, LENGTH_BYTES);
      return output.finish();
    },
    encodeResponse: (response) => {
      if (response.class === 'networkManagement') return encodeNetworkResponse(response);
      output.begin();
      const opened = output.open((RESPONSE_FIELDS[response.class] << 3) | LENGTH_DELIMITED, LENGTH_BYTES);
      writeResponse(output, response);
      output.close(opened, LENGTH_BYTES);
      return output.finish();
    },
  };
}

/** The codec of a process. It keeps no state between messages, so all connections may use it. */
export const protobufCodec: Codec = createProtobufCodec();
