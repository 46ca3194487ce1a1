/** The PIN mailers of a scenario: cards are used with the PIN that stands in them. */

import { SUBSCRIPTIONS } from '../../programme/demo/people.ts';
import type { PinSink } from '../../programme/orders/produce-pins.ts';
import type { World } from './world.ts';

export function pinSink(world: World): PinSink {
  return async (mailers) => {
    const [row] = await world.office.database.query<{ id: number }>('SELECT subscription_id AS id FROM card_order WHERE id = $1', [
      mailers[0]?.orderId ?? 0,
    ]);
    const name = SUBSCRIPTIONS.find((each) => world.ids[each] === row?.id);
    if (name !== undefined) world.takeMailers(name, mailers);
  };
}
