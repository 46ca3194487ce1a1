/**
 * Changes as bytes, for the log of the file store: a table with a row for each kind of change. The
 * numbers of the kinds are part of the format and never change.
 */
import { CARD_STATUSES } from '../../../cards/status.ts';
import type { Change } from '../change.ts';
import { REVERSED_FIRST } from '../change.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readCard, writeCard } from './card-bytes.ts';
import { readAnswer, readIds, writeAnswer, writeIds } from './stored-answer-bytes.ts';
import { VOCABULARIES, type Vocabularies } from './vocabularies.ts';

type Kind = Change['kind'];
type ChangeOf<K extends Kind> = Extract<Change, { readonly kind: K }>;

/** What the changes of one record share. */
export interface RecordContext {
  /** The key of the command: most changes are about it. */
  readonly key: string;
  /** Those of the version that wrote the record. */
  readonly vocabularies: Vocabularies;
}

interface Row<K extends Kind> {
  readonly number: number;
  write(writer: ByteWriter, change: ChangeOf<K>, context: RecordContext): void;
  read(reader: ByteReader, context: RecordContext): ChangeOf<K>;
}

/** How a key is written: the command's own takes one byte. */
const KEYS = { own: 0, reversedFirst: 1, other: 2 } as const;

function writeKey(writer: ByteWriter, key: string, { key: own }: RecordContext): void {
  if (key === own) writer.u8(KEYS.own);
  else if (key === REVERSED_FIRST) writer.u8(KEYS.reversedFirst);
  else {
    writer.u8(KEYS.other);
    writer.text(key);
  }
}

function readKey(reader: ByteReader, { key: own }: RecordContext): string {
  const kind = reader.u8();
  if (kind === KEYS.own) return own;
  return kind === KEYS.reversedFirst ? REVERSED_FIRST : reader.text();
}

/** The fields of a card that can change, and the bit that says that one does. */
const FIELD_BITS = { status: 1, profile: 2, expiry: 4, pinTriesUsed: 8 } as const;

export const CHANGE_ROWS: { readonly [K in Kind]: Row<K> } = {
  spendEntered: {
    number: 1,
    write: (writer, { spend }) => {
      writer.uint(spend.id);
      writer.uint(spend.instantMs);
      writer.uint(spend.amountMinor);
      writer.u8(VOCABULARIES.types.numberOf(spend.type));
      writer.u8(VOCABULARIES.channels.numberOf(spend.channel));
      writer.uint(spend.mcc);
    },
    read: (reader, { vocabularies }) => ({
      kind: 'spendEntered',
      spend: {
        id: reader.uint(),
        instantMs: reader.uint(),
        amountMinor: reader.uint(),
        type: vocabularies.types.wordOf(reader.u8()),
        channel: vocabularies.channels.wordOf(reader.u8()),
        mcc: reader.uint(),
      },
    }),
  },
  spendCorrected: {
    number: 2,
    write: (writer, { id, amountMinor }) => {
      writer.uint(id);
      writer.uint(amountMinor);
    },
    read: (reader) => ({ kind: 'spendCorrected', id: reader.uint(), amountMinor: reader.uint() }),
  },
  holdSet: {
    number: 3,
    write: (writer, { hold }, context) => {
      writeKey(writer, hold.key, context);
      writer.uint(hold.expiresAtMs);
      writer.uint(hold.amountMinor);
      writeIds(writer, hold.spendIds);
    },
    read: (reader, context) => ({
      kind: 'holdSet',
      hold: { key: readKey(reader, context), expiresAtMs: reader.uint(), amountMinor: reader.uint(), spendIds: readIds(reader) },
    }),
  },
  holdEnded: {
    number: 4,
    write: (writer, { key }, context) => writeKey(writer, key, context),
    read: (reader, context) => ({ kind: 'holdEnded', key: readKey(reader, context) }),
  },
  moneyMoved: {
    number: 5,
    write: (writer, { fundedMinor, postedMinor, givenBackMinor }) => {
      writer.int(fundedMinor);
      writer.int(postedMinor);
      writer.int(givenBackMinor);
    },
    read: (reader) => ({ kind: 'moneyMoved', fundedMinor: reader.int(), postedMinor: reader.int(), givenBackMinor: reader.int() }),
  },
  pinTriesSet: {
    number: 6,
    write: (writer, { pinTriesUsed }) => writer.uint(pinTriesUsed),
    read: (reader) => ({ kind: 'pinTriesSet', pinTriesUsed: reader.uint() }),
  },
  pinReferenceSet: {
    number: 7,
    write: (writer, { pinReference }) => writer.text(pinReference),
    read: (reader) => ({ kind: 'pinReferenceSet', pinReference: reader.text() }),
  },
  answerKept: {
    number: 8,
    write: (writer, { key, answer, isNew }, context) => {
      writeKey(writer, key, context);
      writer.u8(isNew ? 1 : 0);
      writeAnswer(writer, answer);
    },
    read: (reader, context) => {
      const key = readKey(reader, context);
      const isNew = reader.u8() === 1;
      return { kind: 'answerKept', key, isNew, answer: readAnswer(reader, context.vocabularies) };
    },
  },
  answerRewritten: {
    number: 9,
    write: (writer, { key, answer }, context) => {
      writeKey(writer, key, context);
      writeAnswer(writer, answer);
    },
    read: (reader, context) => ({
      kind: 'answerRewritten',
      key: readKey(reader, context),
      answer: readAnswer(reader, context.vocabularies),
    }),
  },
  namePointed: {
    number: 10,
    write: (writer, { name, key, keptUntilMs, isNew }, context) => {
      writer.text(name);
      writeKey(writer, key, context);
      writer.uint(keptUntilMs);
      writer.u8(isNew ? 1 : 0);
    },
    read: (reader, context) => {
      const name = reader.text();
      const key = readKey(reader, context);
      return { kind: 'namePointed', name, key, keptUntilMs: reader.uint(), isNew: reader.u8() === 1 };
    },
  },
  cardCreated: {
    number: 11,
    write: (writer, { card }) => writeCard(writer, card),
    read: (reader) => ({ kind: 'cardCreated', card: readCard(reader) }),
  },
  cardChanged: {
    number: 12,
    write: (writer, { fields }) => {
      const { status, profile, expiry, expiresAtMs, pinTriesUsed } = fields;
      const bits =
        (status === undefined ? 0 : FIELD_BITS.status) |
        (profile === undefined ? 0 : FIELD_BITS.profile) |
        (expiry === undefined ? 0 : FIELD_BITS.expiry) |
        (pinTriesUsed === undefined ? 0 : FIELD_BITS.pinTriesUsed);
      writer.u8(bits);
      if (status !== undefined) writer.text(status);
      if (profile !== undefined) writer.text(profile);
      if (expiry !== undefined) {
        writer.text(expiry);
        writer.uint(expiresAtMs ?? 0);
      }
      if (pinTriesUsed !== undefined) writer.uint(pinTriesUsed);
    },
    read: (reader) => {
      const bits = reader.u8();
      const status = bits & FIELD_BITS.status ? reader.text() : undefined;
      const known = CARD_STATUSES.find((each) => each === status);
      if (status !== undefined && known === undefined) throw new RangeError(`The card status "${status}" is not known to this version.`);
      return {
        kind: 'cardChanged',
        fields: {
          ...(known === undefined ? {} : { status: known }),
          ...(bits & FIELD_BITS.profile ? { profile: reader.text() } : {}),
          ...(bits & FIELD_BITS.expiry ? { expiry: reader.text(), expiresAtMs: reader.uint() } : {}),
          ...(bits & FIELD_BITS.pinTriesUsed ? { pinTriesUsed: reader.uint() } : {}),
        },
      };
    },
  },
};

/** At their numbers. */
const ROWS: readonly (Row<Kind> | undefined)[] = Object.values(CHANGE_ROWS).reduce<(Row<Kind> | undefined)[]>((rows, row) => {
  // A row only reads changes of its own kind.
  rows[row.number] = row as unknown as Row<Kind>;
  return rows;
}, []);

export function writeChanges(writer: ByteWriter, changes: readonly Change[], context: RecordContext): void {
  writer.uint(changes.length);
  for (const change of changes) {
    // The row of the change's own kind takes it.
    const row = CHANGE_ROWS[change.kind] as Row<Kind>;
    writer.u8(row.number);
    row.write(writer, change, context);
  }
}

/** Throws a ByteError or RangeError when the bytes are no changes of a version that is known. */
export function readChanges(reader: ByteReader, context: RecordContext): readonly Change[] {
  const changes: Change[] = [];
  for (let left = reader.uint(); left > 0; left -= 1) changes.push(readChange(reader, context));
  return changes;
}

/** One of the changes behind their count. */
export function readChange(reader: ByteReader, context: RecordContext): Change {
  const number = reader.u8();
  const row = ROWS[number];
  if (row === undefined) throw new RangeError(`A change of kind ${number} is not known to this version.`);
  return row.read(reader, context);
}
