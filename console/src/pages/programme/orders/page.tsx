/** Bestill Kronekort: the order, its confirmation, and the history of orders. */
import { useSignal } from '@preact/signals';
import { say } from '../text.ts';
import type { OrderReceipt, Subscription } from '../types.ts';
import { OrderHistory } from './history.tsx';
import { OrderForm } from './order-form.tsx';
import { Receipt } from './receipt.tsx';

export function OrdersPage({ at }: { readonly at: Subscription }) {
  const receipt = useSignal<OrderReceipt | undefined>(undefined);
  return (
    <>
      <h1>{say('orderCards')}</h1>
      <p class="lead">{say('orderLead')}</p>
      {receipt.value !== undefined ? (
        <Receipt
          receipt={receipt.value}
          onBack={() => {
            receipt.value = undefined;
          }}
        />
      ) : (
        <>
          <OrderForm
            at={at}
            onOrdered={(ordered) => {
              receipt.value = ordered;
            }}
          />
          <OrderHistory at={at} />
        </>
      )}
    </>
  );
}
