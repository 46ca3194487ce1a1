/** `aksept journal`: checks, repairs and exports the log of a file store. */
import type { Command } from 'commander';
import { checkJournal } from './check.ts';
import { exportJournal } from './export.ts';
import { inFolder } from './folder.ts';
import { repairJournal } from './repair.ts';

const EXAMPLES = `
Examples:
  $ aksept journal check                               what the store in ./data/store holds, and what is damaged
  $ aksept journal check /var/lib/aksept --json
  $ aksept journal repair ./data/store                 what a repair would do; add --yes to do it
  $ aksept journal export > journal.ndjson             every record, one JSON line each
  $ aksept journal export --from 2026-11-01 --to 2026-11-02T12:00:00Z --card 94632623e5b3cbc28fed6e867ef749e3

check and export change nothing and can read the store of a running server; repair needs it stopped.
Exit codes: 0 fine, 1 something is damaged, 2 wrong usage. The format of the log is in docs/journal.md.`;

const FOLDER = './data/store';
const FOLDER_HELP = 'folder of the file store';

export function registerJournal(program: Command): void {
  const journal = program.command('journal').description('check, repair and export the log of a file store').addHelpText('after', EXAMPLES);
  journal
    .command('check')
    .description('read every segment and snapshot, and say what is damaged; changes nothing')
    .argument('[dir]', FOLDER_HELP, FOLDER)
    .option('--json', 'print JSON')
    .action(inFolder(checkJournal));
  journal
    .command('repair')
    .description('cut a torn end and take damage out of the log; what is taken out is kept')
    .argument('[dir]', FOLDER_HELP, FOLDER)
    .option('--yes', 'do it; without this option the command says what it would do, and fails')
    .action(inFolder(repairJournal));
  journal
    .command('export')
    .description('print every record, oldest first')
    .argument('[dir]', FOLDER_HELP, FOLDER)
    .option('--from <instant>', 'first instant: a date, or a date and time such as 2026-11-01T08:00:00Z')
    .option('--to <instant>', 'instant before which the records end')
    .option('--card <token>', 'only this card')
    .option('--format <name>', 'ndjson: one JSON object on each line', 'ndjson')
    .action(inFolder(exportJournal));
}
