/** What ends the use of a card: losses, and the closing of accounts. */
import { closeAccount } from '../../programme/desk/close-account.ts';
import { sendClosingLetter } from '../../programme/end/closing-letter.ts';
import { closingLetterPage } from '../../programme/end/closing-letter-page.ts';
import { reminderList } from '../../programme/end/reminder-list.ts';
import { lossesOf } from '../../programme/loss/list-losses.ts';
import { reportLoss } from '../../programme/loss/report-loss.ts';
import { ACCOUNT_PATH } from '../schema/programme/account.ts';
import { ANSWERED_LETTER, CLOSED_ACCOUNT, CLOSING_LETTER, LETTER_QUERY, REMINDERS } from '../schema/programme/closing.ts';
import { LOSS_REPORT, LOSSES, LOSSES_QUERY, REPORTED_LOSS } from '../schema/programme/loss.ts';
import { PAGE_QUERY, SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const SUBSCRIPTION = '/v1/programme/subscriptions/:subscription';
const ACCOUNT = '/v1/programme/accounts/:account';

export function lossRoutes(routes: OfficeRoutes): void {
  const losses = { params: SUBSCRIPTION_PATH, query: LOSSES_QUERY, answer: LOSSES };
  routes.get(`${SUBSCRIPTION}/losses`, losses, (office, actor, { params, query }) =>
    lossesOf(office, actor, {
      subscriptionId: params.subscription,
      isOpen: query.open === 'true',
      cursor: query.cursor,
      pageSize: query.limit,
    }),
  );

  routes.post(`${ACCOUNT}/loss`, { params: ACCOUNT_PATH, body: LOSS_REPORT, answer: REPORTED_LOSS }, (office, actor, { params, body }) =>
    reportLoss(office, actor, { ...params, ...body }),
  );
}

export function closingRoutes(routes: OfficeRoutes): void {
  const reminders = { params: SUBSCRIPTION_PATH, query: PAGE_QUERY, answer: REMINDERS };
  routes.get(`${SUBSCRIPTION}/reminders`, reminders, (office, actor, { params, query }) =>
    reminderList(office, actor, { subscriptionId: params.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  const letter = { params: SUBSCRIPTION_PATH, body: CLOSING_LETTER, answer: ANSWERED_LETTER };
  routes.post(`${SUBSCRIPTION}/closing-letters`, letter, (office, actor, { params, body }) =>
    sendClosingLetter(office, actor, { subscriptionId: params.subscription, ...body }),
  );

  const print = { params: SUBSCRIPTION_PATH, query: LETTER_QUERY };
  routes.page(`${SUBSCRIPTION}/closing-letters/page`, print, (office, actor, { params, query }) =>
    closingLetterPage(office, actor, { subscriptionId: params.subscription, accounts: query.accounts.split(',') }),
  );

  routes.post(`${ACCOUNT}/close`, { params: ACCOUNT_PATH, answer: CLOSED_ACCOUNT }, async (office, actor, { params }) => {
    await closeAccount(office, actor, params.account);
    return params;
  });
}
