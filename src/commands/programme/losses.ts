/** `aksept programme losses`: a card or its PIN is gone. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { LOSSES, REPORTED_LOSS } from '../../http/schema/programme/loss.ts';
import { nokOfMinor } from '../cards/money.ts';
import {
  addPageOptions,
  addSubscriptionOption,
  type OfficeFlags,
  officeClient,
  officeCommand,
  type PageFlags,
  queryOf,
  type SubscriptionFlags,
  subscriptionOf,
} from './office-client.ts';
import { type Column, instantText, tell, tellRows } from './office-output.ts';

type Loss = z.output<typeof LOSSES>['rows'][number];

const COLUMNS: readonly Column<Loss>[] = [
  ['account', (loss) => loss.account],
  ['name', (loss) => loss.name],
  ['lost', (loss) => loss.what],
  ['mark', (loss) => loss.mark],
  ['reported at', (loss) => instantText(loss.reportedAtMs)],
  ['by', (loss) => loss.reportedBy],
  ['new account', (loss) => loss.newAccount ?? ''],
  ['left NOK', (loss) => nokOfMinor(loss.balanceMinor), 'right'],
  ['next', (loss) => loss.steps.find(({ isDone }) => !isDone)?.sentence ?? 'finished'],
];

interface ReportFlags extends OfficeFlags {
  readonly lost: string;
  readonly mark: string;
  readonly newAccount?: string;
  /** False with --no-new-card. */
  readonly newCard: boolean;
}

/** What is done, and what is left to do, in the language of the user. */
function stepsText({ steps, restRefused }: z.output<typeof REPORTED_LOSS>): string {
  const lines = steps.map(({ isDone, sentence }) => `${isDone ? '[x]' : '[ ]'} ${sentence}`);
  return [...lines, ...(restRefused === '' ? [] : [restRefused])].join('\n');
}

async function report(account: string, flags: ReportFlags): Promise<void> {
  const { lost: what, mark, newAccount, newCard } = flags;
  const body = { what, mark, ...(newAccount === undefined ? {} : { newAccount }), ...(newCard ? {} : { withoutNewCard: true }) };
  const path = `/v1/programme/accounts/${encodeURIComponent(account)}/loss`;
  const answer = await officeClient(flags).post(path, body, REPORTED_LOSS);
  tell(answer, stepsText(answer), flags);
}

async function list(flags: SubscriptionFlags & PageFlags & { readonly open?: boolean }): Promise<void> {
  const { limit, cursor, open } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/losses${queryOf({ limit, cursor, open })}`;
  const answer = await client.get(path, LOSSES);
  tellRows(answer, answer.rows, COLUMNS, 'No losses were reported.', flags);
}

export function registerLosses(programme: Command): void {
  const losses = programme.command('losses').description('report that a card or its PIN is gone, and list what is left to do');
  const add = (line: string, about: string): Command => officeCommand(losses, line, about);
  add('report <account>', 'block the card of an account, mark the account, and register the transfer of the rest')
    .requiredOption('--lost <what>', 'card or pin')
    .requiredOption('--mark <mark>', 'tapt or mistet')
    .option('--new-account <account>', 'account of the new card; without it, the first one in the safe')
    .option('--no-new-card', 'the holder gets no new card: the rest goes back to the loading account')
    .action(report);
  addPageOptions(addSubscriptionOption(add('list', 'list losses with the next step of each, newest first')))
    .option('--open', 'only those that are not finished')
    .action(list);
}
