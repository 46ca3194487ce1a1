/** A whole account as bytes, for the snapshots of the file store: card, spends and holds. */
import { Account } from '../account.ts';
import type { Hold } from '../card-snapshot.ts';
import { SpendLog } from '../spend-log.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readCard, writeCard } from './card-bytes.ts';
import { readIds, writeIds } from './stored-answer-bytes.ts';
import { VOCABULARIES, type Vocabularies } from './vocabularies.ts';

export function writeAccount(writer: ByteWriter, account: Account): void {
  writer.uint(account.number);
  writer.uint(account.lastRecord);
  writeCard(writer, account.card);
  writer.uint(account.lastSpendId);
  writer.uint(account.log?.count ?? 0);
  let last = { id: 0, instantMs: 0 };
  account.log?.each((spend) => {
    writer.uint(spend.id - last.id);
    writer.int(spend.instantMs - last.instantMs);
    writer.uint(spend.amountMinor);
    writer.u8(VOCABULARIES.types.numberOf(spend.type));
    writer.u8(VOCABULARIES.channels.numberOf(spend.channel));
    writer.uint(spend.mcc);
    last = spend;
  });
  const { holds } = account;
  writer.uint(holds.length);
  for (const hold of holds) writeHold(writer, hold);
}

export function readAccount(reader: ByteReader, vocabularies: Vocabularies): Account {
  const number = reader.uint();
  const lastRecord = reader.uint();
  const account = new Account(readCard(reader));
  account.number = number;
  account.lastRecord = lastRecord;
  account.lastSpendId = reader.uint();
  let last = { id: 0, instantMs: 0 };
  for (let left = reader.uint(); left > 0; left -= 1) {
    const spend = {
      id: last.id + reader.uint(),
      instantMs: last.instantMs + reader.int(),
      amountMinor: reader.uint(),
      type: vocabularies.types.wordOf(reader.u8()),
      channel: vocabularies.channels.wordOf(reader.u8()),
      mcc: reader.uint(),
    };
    account.log ??= new SpendLog();
    account.log.add(spend, Number.POSITIVE_INFINITY);
    last = spend;
  }
  for (let left = reader.uint(); left > 0; left -= 1) {
    const hold = readHold(reader);
    account.holdsByKey ??= new Map();
    account.holdsByKey.set(hold.key, hold);
    account.holdsDueMs = Math.min(account.holdsDueMs, hold.expiresAtMs);
  }
  return account;
}

export function writeHold(writer: ByteWriter, hold: Hold): void {
  writer.text(hold.key);
  writer.uint(hold.expiresAtMs);
  writer.uint(hold.amountMinor);
  writeIds(writer, hold.spendIds);
}

export function readHold(reader: ByteReader): Hold {
  return { key: reader.text(), expiresAtMs: reader.uint(), amountMinor: reader.uint(), spendIds: readIds(reader) };
}
