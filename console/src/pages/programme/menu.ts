/** The entries of the menu, and who sees each. */
import type { ComponentType } from 'preact';
import { AccountsPage } from './accounts/page.tsx';
import { BankPage } from './bank/page.tsx';
import { EndPage } from './end/page.tsx';
import { LossPage } from './loss/page.tsx';
import { OrdersPage } from './orders/page.tsx';
import { PaymentsPage } from './payments/page.tsx';
import { RolesPage } from './roles/page.tsx';
import type { Word } from './text.ts';
import { TransfersPage } from './transfers/page.tsx';
import type { Subscription } from './types.ts';
import { isOfTheOffice, me, ownAccounts, subscription } from './user.ts';
import { UsersPage } from './users/page.tsx';

interface Entry {
  readonly name: Word;
  readonly path: string;
  readonly Page: ComponentType<{ readonly at: Subscription }>;
  readonly isFor: (at: Subscription) => boolean;
}

export interface Group {
  readonly name: Word;
  readonly entries: readonly Entry[];
}

/** Users of the bank see all subscriptions, and are in no role. */
const isBank = (): boolean => me.value?.isBank === true;
const hasAccounts = (): boolean => ownAccounts.value.length > 0;
const hasCards = (): boolean => ownAccounts.value.some(({ kind }) => kind === 'card');
const seesCardsOnly = (at: Subscription): boolean => hasCards() && !isOfTheOffice(at);

const GROUPS: readonly Group[] = [
  {
    name: 'administration',
    entries: [
      { name: 'orderCards', path: 'orders', Page: OrdersPage, isFor: ({ isBestiller }) => isBestiller },
      { name: 'administerAccounts', path: 'accounts', Page: AccountsPage, isFor: isOfTheOffice },
      { name: 'administerRoles', path: 'roles', Page: RolesPage, isFor: ({ isAdministrator }) => isAdministrator },
      { name: 'users', path: 'users', Page: UsersPage, isFor: ({ isAdministrator }) => isAdministrator },
      { name: 'loss', path: 'loss', Page: LossPage, isFor: isOfTheOffice },
      { name: 'closeAccounts', path: 'end', Page: EndPage, isFor: isOfTheOffice },
    ],
  },
  {
    name: 'payment',
    entries: [
      { name: 'paymentFile', path: 'payments', Page: PaymentsPage, isFor: hasAccounts },
      { name: 'internalTransfer', path: 'transfers', Page: TransfersPage, isFor: hasCards },
      // Whoever administers accounts sees them there.
      { name: 'accountOverview', path: 'overview', Page: AccountsPage, isFor: seesCardsOnly },
    ],
  },
  { name: 'theBank', entries: [{ name: 'bankDesk', path: 'bank', Page: BankPage, isFor: isBank }] },
];

/** The groups that the user sees, without empty ones. */
export function ownMenu(): readonly Group[] {
  const at = subscription.value ?? NO_SUBSCRIPTION;
  return GROUPS.map(({ name, entries }) => ({ name, entries: entries.filter(({ isFor }) => isFor(at)) })).filter(
    ({ entries }) => entries.length > 0,
  );
}

/** Of a bank without subscriptions yet, and of users who belong to none. */
export const NO_SUBSCRIPTION: Subscription = {
  subscriptionId: 0,
  agreementNumber: '',
  name: '',
  programme: 'main',
  cardTypes: [],
  isAdministrator: false,
  isBestiller: false,
};
