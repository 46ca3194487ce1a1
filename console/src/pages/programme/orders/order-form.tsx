/** The order: type of card and how many. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { CardTypeChoice, onlyType } from '../parts/card-type.tsx';
import { Choice } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { OrderReceipt, Subscription } from '../types.ts';

const SIZES = ['20', '50', '100', '200', '300', '400', '500'] as const;

interface OrderFormProps {
  readonly at: Subscription;
  readonly onOrdered: (receipt: OrderReceipt) => void;
}

export function OrderForm({ at, onOrdered }: OrderFormProps) {
  const cardType = useSignal(onlyType(at));
  const cards = useSignal<string>(SIZES[0]);
  const outcome = useOutcome();
  const order = async (): Promise<string> => {
    const body = { cards: Number(cards.value), cardType: cardType.value };
    onOrdered(await tell<OrderReceipt>(ROUTES.orders(at.subscriptionId), body));
    return '';
  };
  return (
    <Panel title={say('newOrder')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(order);
        }}
      >
        <CardTypeChoice at={at} value={cardType} />
        <Choice
          label={say('cardCount')}
          value={cards}
          options={SIZES.map((size) => ({ value: size, text: say('pieces', { count: size }) }))}
        />
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('order')}
        </button>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
