/** `aksept programme`: the back office of the card programme, of a running server or as a demonstration. */
import type { Command } from 'commander';
import { registerAccounts } from './accounts.ts';
import { registerAgreements, registerMessages } from './agreements.ts';
import { registerBooks } from './books.ts';
import { registerClosing } from './closing.ts';
import { registerProgrammeDemo } from './demo/demo.ts';
import { registerFiles } from './files.ts';
import { registerLosses } from './losses.ts';
import { registerOrders } from './orders.ts';
import { registerRoles, registerSubscriptions } from './subscriptions.ts';
import { registerTransfers } from './transfers.ts';
import { registerUsers } from './users.ts';

const EXAMPLES = `
Examples:
  $ aksept programme demo                              a municipality's month in a minute; needs no server
  $ aksept serve --database pglite:./data/office       a server with a back office
  $ aksept programme users list                        who can act with --as
  $ aksept programme orders order 20 --as BES001       order cards (Bestill Kronekort)
  $ aksept programme accounts suggest --as ADM001      whose card is handed out next
  $ aksept programme files upload loads.xml --as BES001
  $ aksept programme code BES001                       what the simulated code calculator shows
  $ aksept programme files approve 1 --as BES001 --code 123456
  $ aksept programme books --as BANK01                 whether the money adds up

Errors are in the language of the user. Exit codes: 0 success, 1 refused or the books differ, 2 wrong usage.
docs/back-office.md#by-command has a whole story, docs/programme.md the rules.`;

export function registerProgramme(program: Command): void {
  const programme = program
    .command('programme')
    .description('use the back office of the card programme of a running server')
    .addHelpText('after', EXAMPLES);
  registerProgrammeDemo(programme);
  registerSubscriptions(programme);
  registerUsers(programme);
  registerRoles(programme);
  registerOrders(programme);
  registerAccounts(programme);
  registerFiles(programme);
  registerTransfers(programme);
  registerLosses(programme);
  registerClosing(programme);
  registerAgreements(programme);
  registerMessages(programme);
  registerBooks(programme);
}
