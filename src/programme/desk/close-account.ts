/** The bank desk closes one account by hand, by the same rules as a letter. */
import { settleCardStatus } from '../accounts/card-status.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { cardMoney } from '../end/card-money.ts';
import { closingReason } from '../end/closable.ts';
import { closeAccountStep } from '../end/close-account-step.ts';
import { CLOSING_REASONS } from '../end/closing-reason.ts';

const refuse = refusalsOf({
  noCardAccount: {
    kind: 'notFound',
    en: 'There is no card account {account}.',
    nb: 'Det finnes ingen kortkonto {account}.',
  },
  notClosable: {
    kind: 'conflict',
    en: 'Account {account} is not closed: {en}',
    nb: 'Konto {account} er ikke avsluttet: {nb}',
  },
} as const);

interface AccountRow {
  readonly subscription_id: number;
  readonly card_token: string;
}

export async function closeAccount(office: Office, actor: Actor, account: string): Promise<void> {
  requireBank(actor);
  const [row] = await office.database.query<AccountRow>('SELECT subscription_id, card_token FROM card_account WHERE number = $1', [
    account,
  ]);
  if (row === undefined) throw refuse('noCardAccount', { account: account.slice(0, 11) });
  const { subscription_id: subscriptionId, card_token: token } = row;
  const [money] = await cardMoney(office.cards, [token]);
  await office.database.transaction(async (sql) => {
    const why = await closingReason(sql, { account, subscriptionId }, money);
    if (why !== undefined) throw refuse('notClosable', { account, ...CLOSING_REASONS[why] });
    await closeAccountStep(sql, { account, subscriptionId, atMs: office.nowMs(), userId: actor.userId, detail: 'by the bank desk' });
  });
  await settleCardStatus(office, account);
}
