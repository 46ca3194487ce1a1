/** Accounts of cards: found, named, marked and shown. */
import { renameAccount, signDeclaration } from '../../programme/accounts/change-handed-out.ts';
import { holderSheet } from '../../programme/accounts/holder-sheet.ts';
import { listAccounts, suggestAccount } from '../../programme/accounts/list-accounts.ts';
import { markAccount } from '../../programme/accounts/mark-account.ts';
import { nameAccount } from '../../programme/accounts/name-account.ts';
import { showAccount, statement } from '../../programme/accounts/show-account.ts';
import { stockList, stockListPage } from '../../programme/accounts/stock-list.ts';
import {
  ACCOUNT,
  ACCOUNT_PATH,
  ACCOUNT_WITH_BALANCE,
  ACCOUNTS,
  ACCOUNTS_QUERY,
  HAND_OUT,
  MARKING,
  RENAMING,
  SIGNING,
  STATEMENT,
  STATEMENT_QUERY,
  SUGGESTION,
  TYPE_QUERY,
} from '../schema/programme/account.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const ACCOUNTS_OF = '/v1/programme/subscriptions/:subscription';
const ONE = '/v1/programme/accounts/:account';

function listRoutes(routes: OfficeRoutes): void {
  const list = { params: SUBSCRIPTION_PATH, query: ACCOUNTS_QUERY, answer: ACCOUNTS };
  routes.get(`${ACCOUNTS_OF}/accounts`, list, (office, actor, { params, query }) => {
    const { limit, ...rest } = query;
    return listAccounts(office, actor, { subscriptionId: params.subscription, pageSize: limit, ...rest });
  });

  const suggest = { params: SUBSCRIPTION_PATH, query: TYPE_QUERY, answer: SUGGESTION };
  routes.get(`${ACCOUNTS_OF}/suggested-account`, suggest, async (office, actor, { params, query }) => ({
    account: (await suggestAccount(office, actor, { subscriptionId: params.subscription, ...query })) ?? null,
  }));

  routes.page(`${ACCOUNTS_OF}/stock-list`, { params: SUBSCRIPTION_PATH, query: TYPE_QUERY }, async (office, actor, { params, query }) =>
    stockListPage(await stockList(office, actor, { subscriptionId: params.subscription, ...query }), actor.language),
  );
}

export function accountRoutes(routes: OfficeRoutes): void {
  listRoutes(routes);

  routes.get(ONE, { params: ACCOUNT_PATH, answer: ACCOUNT_WITH_BALANCE }, (office, actor, { params }) =>
    showAccount(office, actor, params.account),
  );

  const lines = { params: ACCOUNT_PATH, query: STATEMENT_QUERY, answer: STATEMENT };
  routes.get(`${ONE}/statement`, lines, (office, actor, { params, query }) =>
    statement(office, actor, { account: params.account, cursor: query.cursor, pageSize: query.limit, sinceMs: query.since }),
  );

  routes.page(`${ONE}/sheet`, { params: ACCOUNT_PATH }, (office, actor, { params }) => holderSheet(office, actor, params.account));

  routes.post(`${ONE}/name`, { params: ACCOUNT_PATH, body: HAND_OUT, answer: ACCOUNT }, (office, actor, { params, body }) =>
    nameAccount(office, actor, { ...params, ...body }),
  );

  routes.post(`${ONE}/rename`, { params: ACCOUNT_PATH, body: RENAMING, answer: ACCOUNT }, (office, actor, { params, body }) =>
    renameAccount(office, actor, { ...params, ...body }),
  );

  routes.post(`${ONE}/declaration`, { params: ACCOUNT_PATH, body: SIGNING, answer: ACCOUNT }, (office, actor, { params, body }) =>
    signDeclaration(office, actor, { ...params, ...body }),
  );

  routes.post(`${ONE}/mark`, { params: ACCOUNT_PATH, body: MARKING, answer: ACCOUNT }, (office, actor, { params, body }) =>
    markAccount(office, actor, { ...params, ...body }),
  );
}
