/** The confirmation of an order: how many cards, and the account that is charged. */
import { useEffect, useRef } from 'preact/hooks';
import { accountText, amountText } from '../parts/shown.ts';
import { say } from '../text.ts';
import type { OrderReceipt } from '../types.ts';

export function Receipt({ receipt, onBack }: { readonly receipt: OrderReceipt; readonly onBack: () => void }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { orderId, cards, cardType, returnAccount, chargedMinor, deliveredTo } = receipt;
  const rows: readonly (readonly [string, string])[] = [
    [say('orderNumber'), String(orderId)],
    [say('cardsOrdered'), `${cards} ${say(cardType)}`],
    [say('returnAccount'), accountText(returnAccount)],
    ...(chargedMinor === 0 ? [] : ([[say('charged'), amountText(chargedMinor)]] as const)),
    [say('deliveredTo'), deliveredTo],
  ];
  return (
    <section ref={place} tabIndex={-1} class="panel confirmation" aria-label={say('confirmation')}>
      <h2>{say('confirmation')}</h2>
      <p class="good">{say('orderReceived')}</p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <button type="button" onClick={onBack}>
          {say('back')}
        </button>
      </div>
    </section>
  );
}
