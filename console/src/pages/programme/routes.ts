/** The addresses of the back office, in one place. */
const BASE = '/v1/programme';

const ofSubscription = (subscriptionId: number, part: string): string => `${BASE}/subscriptions/${subscriptionId}/${part}`;
const ofOrder = (orderId: number, part: string): string => `${BASE}/orders/${orderId}/${part}`;
const ofAccount = (account: string, part: string): string => `${BASE}/accounts/${account}/${part}`;

export const ROUTES = {
  users: `${BASE}/users`,
  me: `${BASE}/me`,
  calculatorCode: (userId: string) => `${BASE}/users/${userId}/calculator-code`,
  newCalculator: (userId: string) => `${BASE}/users/${userId}/calculator`,
  ownAccounts: `${BASE}/choices`,
  subscriptions: `${BASE}/subscriptions`,
  subscription: (subscriptionId: number) => `${BASE}/subscriptions/${subscriptionId}`,

  orders: (subscriptionId: number) => ofSubscription(subscriptionId, 'orders'),
  confirmReceived: `${BASE}/orders/confirm`,
  cancelOrder: (orderId: number) => ofOrder(orderId, 'cancel'),
  moveOrderOn: (orderId: number) => ofOrder(orderId, 'move-on'),
  pinMailers: (orderId: number) => ofOrder(orderId, 'pins'),

  accounts: (subscriptionId: number) => ofSubscription(subscriptionId, 'accounts'),
  suggestedAccount: (subscriptionId: number) => ofSubscription(subscriptionId, 'suggested-account'),
  stockList: (subscriptionId: number) => ofSubscription(subscriptionId, 'stock-list'),
  account: (account: string) => `${BASE}/accounts/${account}`,
  nameAccount: (account: string) => ofAccount(account, 'name'),
  renameAccount: (account: string) => ofAccount(account, 'rename'),
  signDeclaration: (account: string) => ofAccount(account, 'declaration'),
  markAccount: (account: string) => ofAccount(account, 'mark'),
  statement: (account: string) => ofAccount(account, 'statement'),
  holderSheet: (account: string) => ofAccount(account, 'sheet'),
  dropAccess: (account: string) => ofAccount(account, 'drop-access'),
  closeAccount: (account: string) => ofAccount(account, 'close'),

  roles: (subscriptionId: number) => ofSubscription(subscriptionId, 'roles'),
  role: (subscriptionId: number, roleId: number) => ofSubscription(subscriptionId, `roles/${roleId}`),
  deleteRole: (subscriptionId: number, roleId: number) => ofSubscription(subscriptionId, `roles/${roleId}/delete`),
  members: (subscriptionId: number) => ofSubscription(subscriptionId, 'users'),
  messages: (subscriptionId: number) => ofSubscription(subscriptionId, 'messages'),
  messagesOf: (subscriptionId: number) => `${BASE}/messages?subscription=${subscriptionId}`,
  answerMessage: (messageId: number) => `${BASE}/messages/${messageId}/answer`,
  serviceAgreements: (subscriptionId: number) => ofSubscription(subscriptionId, 'service-agreements'),
  serviceAgreement: (agreementId: number) => `${BASE}/service-agreements/${agreementId}/page`,
  receiveAgreement: (agreementId: number) => `${BASE}/service-agreements/${agreementId}/receive`,

  paymentFiles: (subscriptionId: number) => ofSubscription(subscriptionId, 'payment-files'),
  payments: (fileId: number) => `${BASE}/payment-files/${fileId}/payments`,
  paymentStatus: (fileId: number) => `${BASE}/payment-files/${fileId}/status`,
  batches: (subscriptionId: number) => ofSubscription(subscriptionId, 'batches'),
  approveBatches: `${BASE}/batches/approve`,
  withdrawBatches: `${BASE}/batches/withdraw`,
  transfers: (subscriptionId: number) => ofSubscription(subscriptionId, 'transfers'),
  newTransfer: `${BASE}/transfers`,
  approveTransfers: `${BASE}/transfers/approve`,
  withdrawTransfers: `${BASE}/transfers/withdraw`,

  losses: (subscriptionId: number) => ofSubscription(subscriptionId, 'losses'),
  reportLoss: (account: string) => ofAccount(account, 'loss'),
  reminders: (subscriptionId: number) => ofSubscription(subscriptionId, 'reminders'),
  closingLetter: (subscriptionId: number) => ofSubscription(subscriptionId, 'closing-letters'),
} as const;
