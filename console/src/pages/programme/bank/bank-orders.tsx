/** The orders of the chosen subscription: moved on, and their PINs produced once. */
import { pageTextOnce, tell } from '../ask.ts';
import { Panel } from '../parts/panel.tsx';
import { showPrintable } from '../parts/printable.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Order, Subscription } from '../types.ts';

export function BankOrders({ at }: { readonly at: Subscription }) {
  const list = useRows<Order>(ROUTES.orders(at.subscriptionId));
  const outcome = useOutcome();
  const moveOn = async (id: number): Promise<string> => {
    const { statusText } = await tell<Order>(ROUTES.moveOrderOn(id));
    await list.again();
    return say('orderMoved', { number: String(id), status: statusText });
  };
  const producePins = async (id: number): Promise<string> => {
    showPrintable(say('pinMailers'), await pageTextOnce(ROUTES.pinMailers(id)));
    await list.again();
    return '';
  };
  const heads = [
    { text: say('orderNumber') },
    { text: say('date') },
    { text: say('cardCount'), isNumber: true },
    { text: say('cardType') },
    { text: say('status') },
    { text: say('nextStep') },
  ];
  return (
    <Panel title={say('ordersOf', { name: at.name })}>
      <List
        caption={say('orderHistoryCaption')}
        heads={heads}
        list={list}
        none={say('noOrders')}
        row={({ id, orderedAtMs, cards, cardType, status, statusText, pinsProducedAtMs }) => (
          <tr key={id}>
            <td>{id}</td>
            <td>{whenText(orderedAtMs)}</td>
            <td class="n">{cards}</td>
            <td>{say(cardType)}</td>
            <td>
              {statusText} {pinsProducedAtMs !== undefined && <small>{say('pinsProduced', { instant: whenText(pinsProducedAtMs) })}</small>}
            </td>
            <td>
              {(status === 'registered' || status === 'ordered') && (
                <button type="button" disabled={outcome.isBusy.value} onClick={() => void outcome.run(() => moveOn(id))}>
                  {say('moveOn', { number: String(id) })}
                </button>
              )}
              {status === 'pinOrdered' && pinsProducedAtMs === undefined && (
                <button type="button" disabled={outcome.isBusy.value} onClick={() => void outcome.run(() => producePins(id))}>
                  {say('producePins', { number: String(id) })}
                </button>
              )}
              {status === 'accountsReceived' && <span class="soft">{say('waitsForBestiller')}</span>}
            </td>
          </tr>
        )}
      />
      <div class="row">
        <button type="button" onClick={() => void list.again()}>
          {say('update')}
        </button>
        <small class="soft">{say('pinsOnce')}</small>
      </div>
      <Result outcome={outcome} />
    </Panel>
  );
}
