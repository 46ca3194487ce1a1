/** What the back office sends: the types of its own schemas. */
import type { z } from 'zod';
import type { ACCOUNT, ACCOUNT_WITH_BALANCE, STATEMENT, SUGGESTION } from '../../../../src/http/schema/programme/account.ts';
import type { AGREEMENT } from '../../../../src/http/schema/programme/agreement.ts';
import type { ANSWERED_LETTER, REMINDERS } from '../../../../src/http/schema/programme/closing.ts';
import type { LOSSES, REPORTED_LOSS } from '../../../../src/http/schema/programme/loss.ts';
import type { ORDER, ORDER_RECEIPT } from '../../../../src/http/schema/programme/order.ts';
import type { APPROVED_BATCHES, BATCHES, FILES, PAYMENTS, UPLOADED_FILE } from '../../../../src/http/schema/programme/payment.ts';
import type { CALCULATOR_CODE, CHOOSABLE_USERS, ME, REGISTERED_USER } from '../../../../src/http/schema/programme/people.ts';
import type { ANSWERED_MESSAGE, CHOICES, MESSAGES, ROLES_OF, SAVED_ROLE, USERS_OF } from '../../../../src/http/schema/programme/role.ts';
import type { SHOWN_SUBSCRIPTION } from '../../../../src/http/schema/programme/subscription.ts';
import type { APPROVED_TRANSFERS, REGISTERED_TRANSFER, TRANSFERS } from '../../../../src/http/schema/programme/transfer.ts';

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly cursor?: string;
}

export type ChoosableUsers = z.infer<typeof CHOOSABLE_USERS>;
export type ChoosableUser = ChoosableUsers['users'][number];
export type Me = z.infer<typeof ME>;
export type Subscription = Me['subscriptions'][number];
export type ShownSubscription = z.infer<typeof SHOWN_SUBSCRIPTION>;
export type ChoosableAccount = z.infer<typeof CHOICES>['rows'][number];

export type Order = z.infer<typeof ORDER>;
export type OrderReceipt = z.infer<typeof ORDER_RECEIPT>;

export type Account = z.infer<typeof ACCOUNT>;
export type AccountWithBalance = z.infer<typeof ACCOUNT_WITH_BALANCE>;
export type Mark = NonNullable<Account['mark']>;
export type Statement = z.infer<typeof STATEMENT>;
export type Suggested = z.infer<typeof SUGGESTION>;

export type Roles = z.infer<typeof ROLES_OF>;
export type Role = Roles['roles'][number];
export type SavedRole = z.infer<typeof SAVED_ROLE>;
export type ApprovalLevel = Role['approves'];
/** An account that a role can tick. */
export type RoleAccount = Pick<ChoosableAccount, 'account' | 'kind' | 'name' | 'serial' | 'mark' | 'state'>;
export type Member = z.infer<typeof USERS_OF>['users'][number];
export type UserMessage = z.infer<typeof MESSAGES>['rows'][number];
export type AnsweredMessage = z.infer<typeof ANSWERED_MESSAGE>;
export type RegisteredUser = z.infer<typeof REGISTERED_USER>;
export type CalculatorCode = z.infer<typeof CALCULATOR_CODE>;
export type ServiceAgreementOrdered = z.infer<typeof AGREEMENT>;

export type UploadedFile = z.infer<typeof UPLOADED_FILE>;
export type PaymentFile = z.infer<typeof FILES>['files'][number];
export type Payment = z.infer<typeof PAYMENTS>['payments'][number];
export type Batch = z.infer<typeof BATCHES>['batches'][number];
/** Without a date, the approval of another person is missing. */
export type ApprovedBatches = z.infer<typeof APPROVED_BATCHES>;
export type Transfer = z.infer<typeof TRANSFERS>['transfers'][number];
export type RegisteredTransfer = z.infer<typeof REGISTERED_TRANSFER>;
export type ApprovedTransfers = z.infer<typeof APPROVED_TRANSFERS>;

export type Reminder = z.infer<typeof REMINDERS>['rows'][number];
export type AnsweredLetter = z.infer<typeof ANSWERED_LETTER>;
export type LetterLine = AnsweredLetter['lines'][number];
export type LossState = z.infer<typeof LOSSES>['rows'][number];
export type ReportedLoss = z.infer<typeof REPORTED_LOSS>;
