/** The history of orders: statuses, the bin that cancels, and Bekreft mottatt kort. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Tick, toggled } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Order, Subscription } from '../types.ts';

interface LineProps {
  readonly order: Order;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
  readonly onCancel: () => void;
}

function Line({ order: { id, cards, cardType, orderedBy, orderedAtMs, status, statusText, pinsProducedAtMs }, ...does }: LineProps) {
  const number = String(id);
  return (
    <tr>
      <td>
        {status === 'accountsReceived' && (
          <Tick label={say('selectOrder', { number })} isBare isTicked={does.isTicked} onTick={does.onTick} />
        )}
      </td>
      <td>{number}</td>
      <td>{whenText(orderedAtMs)}</td>
      <td class="n">{cards}</td>
      <td>{say(cardType)}</td>
      <td>{orderedBy}</td>
      <td>
        {statusText} {pinsProducedAtMs !== undefined && <small>{say('pinsProduced', { instant: whenText(pinsProducedAtMs) })}</small>}
      </td>
      <td>
        {status === 'registered' && (
          <button
            type="button"
            class="bin"
            aria-label={say('cancelOrder', { number })}
            title={say('cancelOrder', { number })}
            onClick={does.onCancel}
          >
            <BinIcon />
          </button>
        )}
      </td>
    </tr>
  );
}

function BinIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M3 4h10M6 4V2.5h4V4M4.5 4l.6 9.5h5.8l.6-9.5M6.8 6.5v4.5M9.2 6.5v4.5" fill="none" stroke="currentColor" stroke-width="1.3" />
    </svg>
  );
}

export function OrderHistory({ at }: { readonly at: Subscription }) {
  const list = useRows<Order>(ROUTES.orders(at.subscriptionId));
  const ticked = useSignal<ReadonlySet<number>>(new Set());
  const outcome = useOutcome();
  const cancel = async (id: number): Promise<string> => {
    await tell(ROUTES.cancelOrder(id));
    await list.again();
    return say('orderCancelled', { number: String(id) });
  };
  const confirm = async (): Promise<string> => {
    const count = String(ticked.value.size);
    await tell(ROUTES.confirmReceived, { orderIds: [...ticked.value] });
    ticked.value = new Set();
    await list.again();
    return say('receiptConfirmed', { count });
  };
  const heads = [
    { text: say('select') },
    { text: say('orderNumber') },
    { text: say('date') },
    { text: say('cardCount'), isNumber: true },
    { text: say('cardType') },
    { text: say('orderedBy') },
    { text: say('status') },
    { text: say('cancelColumn') },
  ];
  return (
    <Panel title={say('orderHistory')}>
      <List
        caption={say('orderHistoryCaption')}
        heads={heads}
        list={list}
        none={say('noOrders')}
        row={(order) => (
          <Line
            key={order.id}
            order={order}
            isTicked={ticked.value.has(order.id)}
            onTick={(isTicked) => {
              ticked.value = toggled(ticked.value, order.id, isTicked);
            }}
            onCancel={() => void outcome.run(() => cancel(order.id))}
          />
        )}
      />
      <div class="row">
        <button
          type="button"
          class="go"
          disabled={ticked.value.size === 0 || outcome.isBusy.value}
          onClick={() => void outcome.run(confirm)}
        >
          {say('confirmReceived')}
        </button>
        <button type="button" onClick={() => void list.again()}>
          {say('update')}
        </button>
        <small class="soft">{say('confirmHint')}</small>
      </div>
      <Result outcome={outcome} />
    </Panel>
  );
}
