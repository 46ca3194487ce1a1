/** The members of a line of `aksept journal export`: a table that docs/journal.md is tested against. */
import { shownKey } from '../../authorizer/keys.ts';
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import type { JournalRecord } from '../../limits/stores/file/journal.ts';

export interface ExportField {
  readonly name: string;
  /** Undefined is left out. */
  readonly value: (record: JournalRecord) => string | number | boolean | undefined;
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** In the order of a line. Names and meanings are stable; later releases may add members. */
export const EXPORT_FIELDS: readonly ExportField[] = [
  { name: 'record', value: ({ record }) => record },
  { name: 'at', value: ({ entry }) => new Date(entry.atMs).toISOString() },
  { name: 'atMs', value: ({ entry }) => entry.atMs },
  { name: 'event', value: ({ entry }) => entry.event },
  { name: 'cardToken', value: ({ entry }) => entry.cardToken },
  { name: 'maskedPan', value: ({ maskedPan }) => given(maskedPan) },
  { name: 'onFile', value: ({ card }) => card !== 0 },
  { name: 'key', value: ({ entry }) => given(shownKey(entry.key)) },
  { name: 'terminalId', value: ({ entry }) => given(withoutCardData(entry.terminalId)) },
  { name: 'type', value: ({ entry }) => given(entry.type) },
  { name: 'amountMinor', value: ({ entry }) => entry.amountMinor },
  { name: 'outcome', value: ({ entry }) => given(entry.outcome) },
  { name: 'ledgerMinor', value: ({ entry }) => entry.ledgerMinor },
  { name: 'flag', value: ({ entry }) => given(entry.flag) },
  { name: 'channel', value: ({ asked }) => asked?.channel },
  { name: 'mcc', value: ({ asked }) => asked?.mcc },
  { name: 'terminalType', value: ({ asked }) => given(asked?.terminalType) },
  { name: 'entryMode', value: ({ asked }) => given(asked?.entryMode) },
  { name: 'pin', value: ({ asked }) => asked?.pin },
  { name: 'originalKey', value: ({ asked }) => given(shownKey(asked?.original?.key ?? '')) },
  { name: 'originalRrn', value: ({ asked }) => given(withoutCardData(asked?.original?.rrn ?? '')) },
  { name: 'repeated', value: ({ asked }) => (asked?.isRepeated === true ? true : undefined) },
];

export function exportLine(record: JournalRecord): string {
  return JSON.stringify(Object.fromEntries(EXPORT_FIELDS.map(({ name, value }) => [name, value(record)])));
}
