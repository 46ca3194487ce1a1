/** `aksept journal export`. */
import { type JournalRecord, readJournal } from '../../limits/stores/file/journal.ts';
import { damageSentence } from '../../limits/stores/file/log/damage.ts';
import { instantOf } from '../instant-option.ts';
import { CommandError, EXIT_CODES, note } from '../output.ts';
import { exportLine } from './export-fields.ts';
import { filesOf, folderOf } from './folder.ts';

export interface ExportFlags {
  readonly from?: string;
  readonly to?: string;
  readonly card?: string;
  readonly format: string;
}

const TOKEN = /^[0-9a-f]{32}$/;
/** Lines are written in pieces of this many characters. */
const PIECE_CHARACTERS = 65_536;

function filterOf({ from, to, card, format }: ExportFlags): (record: JournalRecord) => boolean {
  if (format !== 'ndjson') throw new CommandError('--format must be ndjson.', EXIT_CODES.usage);
  if (card !== undefined && !TOKEN.test(card))
    throw new CommandError('--card must be the token of a card, 32 hexadecimal digits, as aksept cards list shows it.', EXIT_CODES.usage);
  const fromMs = instantOf('--from', from) ?? Number.NEGATIVE_INFINITY;
  const toMs = instantOf('--to', to) ?? Number.POSITIVE_INFINITY;
  return ({ entry }) => entry.atMs >= fromMs && entry.atMs < toMs && (card === undefined || entry.cardToken === card);
}

export async function exportJournal(given: string, flags: ExportFlags): Promise<void> {
  const isWanted = filterOf(flags);
  let piece = '';
  const { log, unreadable } = await readJournal(filesOf(given), (record) => {
    if (!isWanted(record)) return;
    piece += `${exportLine(record)}\n`;
    if (piece.length < PIECE_CHARACTERS) return;
    process.stdout.write(piece);
    piece = '';
  });
  process.stdout.write(piece);
  const problems = [...log.damage.map((damage) => damageSentence(folderOf(given), damage)), ...(unreadable === '' ? [] : [unreadable])];
  if (problems.length === 0) return;
  for (const problem of problems) note(problem);
  throw new CommandError('The export lacks what is damaged; everything else is in it.');
}
