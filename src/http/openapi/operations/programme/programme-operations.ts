/** Documentation of the routes of the back office, in the order in which their examples work. */
import type { Operations } from '../../operation.ts';
import { ACCOUNT_OPERATIONS, LATER_ACCOUNT_OPERATIONS } from './accounts.ts';
import { CLOSING_OPERATIONS, LOSS_OPERATIONS } from './end.ts';
import { ORDER_OPERATIONS } from './orders.ts';
import { PAYMENT_OPERATIONS } from './payments.ts';
import { PEOPLE_OPERATIONS } from './people.ts';
import { LATER_ROLE_OPERATIONS, ROLE_OPERATIONS } from './roles.ts';
import { AGREEMENT_OPERATIONS, SUBSCRIPTION_OPERATIONS } from './subscriptions.ts';
import { TRANSFER_OPERATIONS } from './transfers.ts';

export const PROGRAMME_OPERATIONS: Operations = {
  ...PEOPLE_OPERATIONS,
  ...SUBSCRIPTION_OPERATIONS,
  ...ROLE_OPERATIONS,
  ...ORDER_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...PAYMENT_OPERATIONS,
  ...TRANSFER_OPERATIONS,
  ...LATER_ACCOUNT_OPERATIONS,
  ...LOSS_OPERATIONS,
  ...LATER_ROLE_OPERATIONS,
  ...CLOSING_OPERATIONS,
  ...AGREEMENT_OPERATIONS,
};
