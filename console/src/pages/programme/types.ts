/** What the back office sends. */
export type CardType = 'kronekort' | 'kontantkort';

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly cursor?: string;
}

export interface ChoosableUser {
  readonly userId: string;
  readonly name: string;
  readonly isBank: boolean;
}

export interface Subscription {
  readonly subscriptionId: number;
  readonly agreementNumber: string;
  readonly name: string;
  readonly programme: 'main' | 'sosial' | 'intro';
  readonly cardTypes: readonly CardType[];
  readonly isAdministrator: boolean;
  readonly isBestiller: boolean;
}

export interface Me extends ChoosableUser {
  readonly nowMs: number;
  readonly subscriptions: readonly Subscription[];
}

export interface ChoosableAccount {
  readonly account: string;
  readonly kind: 'return' | 'payer' | 'loading' | 'card';
  readonly name?: string;
  readonly mayRegister: boolean;
  readonly mayApprove: boolean;
}

export type OrderStatus = 'registered' | 'ordered' | 'accountsReceived' | 'pinOrdered' | 'cancelled';

export interface OrderReceipt {
  readonly orderId: number;
  readonly cardType: CardType;
  readonly cards: number;
  readonly returnAccount: string;
  readonly chargedMinor: number;
  readonly deliveredTo: string;
}

export interface Order {
  readonly id: number;
  readonly cardType: CardType;
  readonly cards: number;
  readonly orderedBy: string;
  readonly orderedAtMs: number;
  readonly status: OrderStatus;
  readonly statusText: string;
  readonly statusAtMs: number;
  readonly pinsProducedAtMs?: number;
}

export type Mark = 'tapt' | 'mistet';

export interface Account {
  readonly account: string;
  readonly cardType: CardType;
  readonly serial: string;
  readonly name: string;
  readonly clientId?: string;
  readonly reason?: string;
  readonly maskedPan: string;
  readonly expiresAtMs: number;
  readonly pinProducedAtMs?: number;
  readonly handedOutAtMs?: number;
  readonly declarationSignedAtMs?: number;
  readonly mark?: Mark;
  readonly replacedBy?: string;
  readonly state: 'active' | 'expired' | 'closed';
  readonly version: number;
}

export interface AccountWithBalance extends Account {
  readonly balance?: { readonly ledgerMinor: number; readonly holdsMinor: number; readonly availableMinor: number };
}

export interface StatementLine {
  readonly atMs: number;
  readonly event: string;
  readonly amountMinor: number;
  readonly ledgerMinor: number;
  readonly terminalId: string;
}

export interface Statement {
  readonly lines: readonly StatementLine[];
}

export type ApprovalLevel = 'none' | 'others' | 'own';

export interface Role {
  readonly roleId: number;
  readonly version: number;
  readonly name: string;
  readonly maySee: boolean;
  readonly mayRegister: boolean;
  readonly approves: ApprovalLevel;
  readonly takesNewAccounts: boolean;
  readonly members: readonly string[];
  readonly accounts: readonly string[];
}

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly calculatorSerial?: string;
  readonly isCalculatorLocked: boolean;
  readonly isAdministrator: boolean;
  readonly isBestiller: boolean;
}

export interface UserMessage {
  readonly messageId: number;
  readonly subscriptionId: number;
  readonly kind: 'add' | 'remove';
  readonly userName: string;
  readonly sentBy: string;
  readonly sentAtMs: number;
  readonly status: 'received' | 'done' | 'refused';
  readonly answer: string;
}

export interface UploadedFile {
  readonly fileId: number;
  readonly messageId: string;
  readonly payments: number;
  readonly sumMinor: number;
  readonly accepted: number;
  readonly acceptedMinor: number;
}

export interface PaymentFile {
  readonly fileId: number;
  readonly messageId: string;
  readonly uploadedBy: string;
  readonly uploadedAtMs: number;
  readonly payments: number;
  readonly sumMinor: number;
  readonly batches: Readonly<Record<'registered' | 'approved' | 'executed' | 'rejected', number>>;
}

export interface Payment {
  readonly paymentId: number;
  readonly position: number;
  readonly endToEndId: string;
  readonly creditorAccount: string;
  readonly creditorName: string;
  readonly amountMinor: number;
  readonly status: 'registered' | 'moving' | 'paid' | 'rejected' | 'returned';
  readonly reasonCode: string;
  readonly reason: string;
}

export interface Batch {
  readonly batchId: number;
  readonly messageId: string;
  readonly debtorAccount: string;
  readonly requestedOn: string;
  readonly accepted: number;
  readonly acceptedMinor: number;
  readonly registeredBy: string;
  readonly approvedBy: readonly string[];
  readonly mayApprove: boolean;
}

export interface ApprovedBatch {
  readonly batchId: number;
  /** Absent: the approval of another person is missing. */
  readonly executeOn?: string;
}

export interface Transfer {
  readonly transferId: number;
  readonly from: string;
  readonly to: string;
  readonly amountMinor: number;
  readonly isAll: boolean;
  readonly registeredBy: string;
  readonly registeredAtMs: number;
  readonly status: 'registered' | 'moving' | 'done' | 'refused';
  readonly reason: string;
  readonly approvedBy: readonly string[];
}

export interface Reminder {
  readonly account: string;
  readonly name: string;
  readonly why: 'lost' | 'expired' | 'unused';
  readonly mark?: Mark;
  readonly balanceMinor: number;
  readonly first: string;
}

export interface LetterLine {
  readonly account: string;
  readonly outcome: 'closed' | 'refused';
  readonly reason: string;
}

export interface LossState {
  readonly account: string;
  readonly name: string;
  readonly clientId?: string;
  readonly what: 'card' | 'pin';
  readonly mark: Mark;
  readonly newAccount?: string;
  readonly balanceMinor: number;
  readonly transfer?: { readonly transferId: number; readonly amountMinor: number; readonly approvedBy: readonly string[] };
  readonly finishedAtMs?: number;
  /** In their order, each with a sentence in the language of the user. */
  readonly steps: readonly { readonly step: string; readonly isDone: boolean; readonly sentence: string }[];
}

export interface ReportedLoss extends LossState {
  /** Why the transfer of the rest was not registered; else empty. */
  readonly restRefused: string;
}

/** An account that a role can tick. */
export type RoleAccount = Pick<ChoosableAccount, 'account' | 'kind' | 'name'>;
