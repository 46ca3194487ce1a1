/** Internal transfers, accounts of the bank, and the books of the office. */
import { bankEntries } from '../../programme/bank/bank-account.ts';
import { readBooks } from '../../programme/bank/read-books.ts';
import { approveTransfers } from '../../programme/transfers/approve-transfers.ts';
import { listTransfers } from '../../programme/transfers/list-transfers.ts';
import { registerTransfer } from '../../programme/transfers/register-transfer.ts';
import { withdrawTransfers } from '../../programme/transfers/withdraw-transfers.ts';
import { NUMBER_PAGE_QUERY, WITHDRAWN } from '../schema/programme/payment.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import {
  APPROVED_TRANSFERS,
  BANK_ACCOUNT_PATH,
  BANK_ENTRIES,
  BOOKS,
  NEW_TRANSFER,
  REGISTERED_TRANSFER,
  TRANSFER_APPROVAL,
  TRANSFER_WITHDRAWAL,
  TRANSFERS,
  TRANSFERS_QUERY,
} from '../schema/programme/transfer.ts';
import type { OfficeRoutes } from './office-routes.ts';

export function transferRoutes(routes: OfficeRoutes): void {
  routes.post('/v1/programme/transfers', { body: NEW_TRANSFER, answer: REGISTERED_TRANSFER }, (office, actor, { body }) =>
    registerTransfer(office, actor, body),
  );

  const list = { params: SUBSCRIPTION_PATH, query: TRANSFERS_QUERY, answer: TRANSFERS };
  routes.get('/v1/programme/subscriptions/:subscription/transfers', list, (office, actor, { params, query }) =>
    listTransfers(office, actor, {
      subscriptionId: params.subscription,
      isOpen: query.open === 'true',
      cursor: query.cursor,
      pageSize: query.limit,
    }),
  );

  const approval = { body: TRANSFER_APPROVAL, answer: APPROVED_TRANSFERS };
  routes.post('/v1/programme/transfers/approve', approval, async (office, actor, { body }) => ({
    transfers: await approveTransfers(office, actor, body),
  }));

  routes.post('/v1/programme/transfers/withdraw', { body: TRANSFER_WITHDRAWAL, answer: WITHDRAWN }, async (office, actor, { body }) => {
    await withdrawTransfers(office, actor, body.transferIds);
    return { withdrawn: body.transferIds.length };
  });

  const entries = { params: BANK_ACCOUNT_PATH, query: NUMBER_PAGE_QUERY, answer: BANK_ENTRIES };
  routes.get('/v1/programme/bank-accounts/:bankAccount', entries, (office, actor, { params, query }) =>
    bankEntries(office, actor, { account: params.bankAccount, cursor: query.cursor, pageSize: query.limit }),
  );

  routes.get('/v1/programme/books', { answer: BOOKS }, (office, actor) => readBooks(office, actor));
}
