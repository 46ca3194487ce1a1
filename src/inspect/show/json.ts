/**
 * The inspector's report as JSON: the same content and masking as the text, but values are never
 * shortened. See docs/inspect.md.
 */
import type { Finding } from '../diagnose/diagnosis.ts';
import type { Examined } from '../diagnose/examine.ts';
import type { Match } from '../diagnose/match.ts';
import type { Part } from '../listing/element-parts.ts';
import type { Listing, Row } from '../listing/listing.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';
import type { InspectedMessage } from '../session/session.ts';

export interface RowJson extends Pick<Row, 'name' | 'offset' | 'byteCount' | 'value' | 'meaning'> {
  readonly kind?: string;
  readonly element?: number;
  /** Hex, with stars for hidden half bytes: what stands before the value, and the value. */
  readonly lengthBytes?: string;
  readonly bytes: string;
  readonly parts?: readonly Part[];
}

type AnyRow = Omit<Row, 'kind'> & { readonly kind: string };

export function rowJson({ kind, element, name, offset, byteCount, lengthHex, valueHex, value, meaning, parts }: AnyRow): RowJson {
  return {
    ...(kind === 'element' ? {} : { kind }),
    ...(element === 0 ? {} : { element }),
    name,
    offset,
    byteCount,
    ...(lengthHex === '' ? {} : { lengthBytes: lengthHex }),
    bytes: valueHex,
    value,
    meaning,
    ...(parts.length === 0 ? {} : { parts }),
  };
}

function readingJson(attempt: ParseAttempt, listing: Listing): Readonly<Record<string, unknown>> {
  return {
    dialect: attempt.dialect.name,
    tpdu: attempt.layout.tpduBytes > 0,
    headerBytes: attempt.prefixBytes,
    byteCount: attempt.bytes.length,
    mti: attempt.unpacked.mti,
    rows: listing.rows.map(rowJson),
    bytesNotShown: listing.restBytes,
  };
}

function causeJson({ cause, sentence, attempt }: Finding): Readonly<Record<string, unknown>> {
  return { cause, sentence, ...(attempt === undefined ? {} : { dialect: attempt.dialect.name }) };
}

/** A reading of what is no message says nothing. */
function firstReadingJson({ attempt, listing, shows }: Examined): Readonly<Record<string, unknown>> {
  const reading = readingJson(attempt, listing);
  return shows === 'none' ? { ...reading, tpdu: false, mti: '', rows: [], bytesNotShown: attempt.bytes.length } : reading;
}

export function examinedJson(examined: Examined): Readonly<Record<string, unknown>> {
  const { header, broken, findings, better, remarks } = examined;
  return {
    inOrder: broken === undefined,
    header: header?.name ?? 'none',
    ...firstReadingJson(examined),
    ...(broken === undefined ? {} : { broken, causes: findings.map(causeJson) }),
    ...(remarks.length === 0 ? {} : { remarks }),
    ...(better === undefined ? {} : { readAs: readingJson(better.attempt, better.listing) }),
  };
}

/** ISO 8601; undefined if the instant is invalid. */
export function isoTime(timeMs: number): string | undefined {
  return Number.isNaN(timeMs) || Math.abs(timeMs) > 8.64e15 ? undefined : new Date(timeMs).toISOString();
}

export function messageJson({ label, direction, packet, timeMs, examined }: InspectedMessage): Readonly<Record<string, unknown>> {
  const time = isoTime(timeMs);
  return {
    ...(label === '' ? {} : { label }),
    ...(direction === 'unknown' ? {} : { direction }),
    ...(packet === 0 ? {} : { packet }),
    ...(time === undefined ? {} : { time }),
    ...examinedJson(examined),
  };
}

export function matchJson({ mti, rows, responseCode, matches, reasons, sentence }: Match): Readonly<Record<string, unknown>> {
  return { matches, sentence, reasons, mti, responseCode, elements: rows };
}
