/** A card and its account as bytes, for the log and the snapshots of the file store. */
import { CARD_STATUSES } from '../../../cards/status.ts';
import type { CardRecord } from '../card.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

const TOKEN = /^[0-9a-f]{32}$/;
const TOKEN_BYTES = 16;

/** 16 bytes for a token as tokens are, else a text behind a byte of 1. */
export function writeToken(writer: ByteWriter, token: string): void {
  if (!TOKEN.test(token)) {
    writer.u8(1);
    writer.text(token);
    return;
  }
  writer.u8(0);
  for (let at = 0; at < 2 * TOKEN_BYTES; at += 2) writer.u8(Number.parseInt(token.slice(at, at + 2), 16));
}

export function readToken(reader: ByteReader): string {
  if (reader.u8() === 1) return reader.text();
  let token = '';
  for (let left = TOKEN_BYTES; left > 0; left -= 1) token += reader.u8().toString(16).padStart(2, '0');
  return token;
}

export function writeCard(writer: ByteWriter, card: CardRecord): void {
  writeToken(writer, card.token);
  writer.text(card.maskedPan);
  writer.text(card.expiry);
  writer.uint(card.expiresAtMs);
  writer.text(card.status);
  writer.text(card.profile);
  writer.text(card.pinReference);
  writer.uint(card.pinTriesUsed);
  writer.int(card.ledgerMinor);
  writer.int(card.holdsMinor);
  writer.int(card.fundedMinor);
  writer.int(card.postedMinor);
  writer.int(card.givenBackMinor);
  writer.uint(card.clockMs);
}

export function readCard(reader: ByteReader): CardRecord {
  const token = readToken(reader);
  const maskedPan = reader.text();
  const expiry = reader.text();
  const expiresAtMs = reader.uint();
  const word = reader.text();
  const status = CARD_STATUSES.find((each) => each === word);
  if (status === undefined) throw new RangeError(`The card status "${word}" is not known to this version.`);
  return {
    token,
    maskedPan,
    expiry,
    expiresAtMs,
    status,
    profile: reader.text(),
    pinReference: reader.text(),
    pinTriesUsed: reader.uint(),
    ledgerMinor: reader.int(),
    holdsMinor: reader.int(),
    fundedMinor: reader.int(),
    postedMinor: reader.int(),
    givenBackMinor: reader.int(),
    clockMs: reader.uint(),
  };
}
