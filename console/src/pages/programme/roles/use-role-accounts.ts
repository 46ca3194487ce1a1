/** All accounts that a role of the subscription can tick: those of the bank, then those of cards. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask, withQuery } from '../ask.ts';
import { messageOf } from '../parts/use-answer.ts';
import { ROUTES } from '../routes.ts';
import type { Account, RoleAccount, Rows, ShownSubscription, Subscription } from '../types.ts';

const PAGE_ROWS = 500;
/** Together with the size of a page: more accounts than a role can have. */
const PAGES_MAX = 200;

async function* pagesOf(path: string, cardType: string): AsyncGenerator<readonly Account[]> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await ask<Rows<Account>>(withQuery(path, { cardType, limit: PAGE_ROWS, cursor }));
    yield answer.rows;
    if (answer.cursor === undefined) return;
    cursor = answer.cursor;
  }
}

async function read(at: Subscription, found: Signal<readonly RoleAccount[]>): Promise<void> {
  const { accounts } = await ask<ShownSubscription>(ROUTES.subscription(at.subscriptionId));
  found.value = accounts.map(({ number, kind }) => ({ account: number, kind }));
  for (const cardType of at.cardTypes) {
    for await (const rows of pagesOf(ROUTES.accounts(at.subscriptionId), cardType)) {
      found.value = [...found.value, ...rows.map((each) => ({ ...each, kind: 'card' as const }))];
    }
  }
}

export function useRoleAccounts(at: Subscription): { readonly found: Signal<readonly RoleAccount[]>; readonly problem: Signal<string> } {
  const found = useSignal<readonly RoleAccount[]>([]);
  const problem = useSignal('');
  useEffect(() => {
    read(at, found).catch((error) => {
      problem.value = messageOf(error);
    });
  }, [at.subscriptionId]);
  return { found, problem };
}
