/** The bank desk: users and subscriptions in, orders on, messages answered. */
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';
import { BankMessages } from './bank-messages.tsx';
import { BankOrders } from './bank-orders.tsx';
import { NewSubscription } from './new-subscription.tsx';
import { NewUser } from './new-user.tsx';
import { ReceiveAgreement } from './receive-agreement.tsx';

export function BankPage({ at }: { readonly at: Subscription }) {
  const hasSubscription = at.subscriptionId !== 0;
  return (
    <>
      <h1>{say('bankDesk')}</h1>
      <p class="lead">{say('bankLead')}</p>
      {hasSubscription && <BankOrders at={at} />}
      {hasSubscription && <BankMessages at={at} />}
      <ReceiveAgreement />
      <NewUser />
      <NewSubscription />
    </>
  );
}
