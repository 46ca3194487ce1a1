/** Messages as others' terminals send them: elements as they stand, for each dialect that has them. */
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { type DialectName, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Request, TransactionRequest } from '../../../../src/protocol/message.ts';

/** Texts by element, the MTI under 0; undefined takes one away. */
export type Elements = Readonly<Record<number, string | undefined>>;

export const NOW_MS = Date.UTC(2026, 10, 23, 12);
export const DIALECTS_1987 = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic'] as const satisfies readonly DialectName[];

/** No more than must be there. */
export const LEAST: Elements = {
  2: '9578990000000005',
  3: '000000',
  4: '000000010000',
  7: '1123120000',
  11: '000001',
  41: 'TERM0001',
};

export function frameOf(dialect: Dialect, elements: Elements): Buffer {
  const texts = new Map<number, string>([[0, dialect.version === '0' ? '0200' : '1200']]);
  for (const [number, text] of Object.entries({ ...LEAST, ...elements })) if (text !== undefined) texts.set(Number(number), text);
  return pack(compileDialect(dialect), texts);
}

export function readRequest(dialect: Dialect, frame: Buffer, nowMs: number = NOW_MS): Request {
  const decoded = createIsoCodec(dialect, { nowMs: () => nowMs }).decodeRequest(frame);
  if (decoded.kind !== 'message') throw new Error(`Read as ${decoded.kind}: ${'reason' in decoded ? decoded.reason : ''}`);
  return decoded.message;
}

/** What a host reads of a transaction that brings the least and these elements. */
export function readForeign(name: DialectName, elements: Elements, nowMs: number = NOW_MS): TransactionRequest {
  const dialect = loadDialect(name);
  const request = readRequest(dialect, frameOf(dialect, elements), nowMs);
  if (request.class === 'networkManagement') throw new Error('It is a network message.');
  return request;
}
