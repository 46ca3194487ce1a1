/** The payer sees the balance of the cards that it loads (R18): in the main subscription those of intro, too. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { accountRights } from '../core/rights.ts';

const refuse = refusalsOf({
  noSuchCard: {
    kind: 'notFound',
    en: 'There is no card account {account} that {userId} may see.',
    nb: 'Det finnes ingen kortkonto {account} som {userId} har tilgang til å se.',
  },
} as const);

export interface CardBalance {
  readonly account: string;
  readonly ledgerMinor: number;
  /** Less what is held for authorizations. */
  readonly availableMinor: number;
}

interface CardRow {
  readonly card_token: string;
  readonly loads: boolean;
}

/** With `loads`: the actor may see a loading account from which the card is loaded. */
async function cardRow(sql: Sql, actor: Actor, account: string): Promise<CardRow | undefined> {
  const [row] = await sql.query<CardRow>(
    `SELECT c.card_token, EXISTS (
              SELECT 1 FROM account l
                JOIN role_account a ON a.account_number = l.number
                JOIN office_role r ON r.id = a.role_id AND r.may_see
                JOIN role_member m ON m.role_id = r.id AND m.user_id = $2
               WHERE l.kind = 'loading' AND l.subscription_id = CASE WHEN s.programme = 'intro' THEN s.main_id ELSE s.id END) AS loads
       FROM card_account c JOIN subscription s ON s.id = c.subscription_id WHERE c.number = $1`,
    [account, actor.userId],
  );
  return row;
}

export async function cardBalance({ database, cards }: Office, actor: Actor, account: string): Promise<CardBalance> {
  const row = await cardRow(database, actor, account);
  const maySee = row !== undefined && (row.loads || (await accountRights(database, actor, account)).maySee);
  const card = maySee ? await cards.show(row.card_token) : undefined;
  if (card === undefined) throw refuse('noSuchCard', { account, userId: actor.userId });
  return { account, ledgerMinor: card.ledgerMinor, availableMinor: card.ledgerMinor - card.holdsMinor };
}
