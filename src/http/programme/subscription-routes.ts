/** Subscriptions of the net bank. */
import { changeAddress } from '../../programme/agreements/change-address.ts';
import { listSubscriptions } from '../../programme/agreements/list-subscriptions.ts';
import { registerSubscription } from '../../programme/agreements/register-subscription.ts';
import { showSubscription } from '../../programme/agreements/show-subscription.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import {
  ADDRESS_CHANGE,
  REGISTERED_SUBSCRIPTION,
  SHOWN_SUBSCRIPTION,
  SUBSCRIPTION_REGISTRATION,
  SUBSCRIPTIONS,
} from '../schema/programme/subscription.ts';
import type { OfficeRoutes } from './office-routes.ts';

const ALL = '/v1/programme/subscriptions';
const ONE = `${ALL}/:subscription`;

export function subscriptionRoutes(routes: OfficeRoutes): void {
  const registration = { body: SUBSCRIPTION_REGISTRATION, answer: REGISTERED_SUBSCRIPTION };
  routes.post(ALL, registration, async (office, actor, { body }) => ({
    subscriptionId: await registerSubscription(office, actor, body),
  }));

  routes.get(ALL, { answer: SUBSCRIPTIONS }, async (office, actor) => ({ subscriptions: await listSubscriptions(office, actor) }));

  routes.get(ONE, { params: SUBSCRIPTION_PATH, answer: SHOWN_SUBSCRIPTION }, (office, actor, { params }) =>
    showSubscription(office, actor, params.subscription),
  );

  const change = { params: SUBSCRIPTION_PATH, body: ADDRESS_CHANGE, answer: SHOWN_SUBSCRIPTION };
  routes.post(`${ONE}/address`, change, async (office, actor, { params, body }) => {
    await changeAddress(office, actor, { subscriptionId: params.subscription, ...body });
    return await showSubscription(office, actor, params.subscription);
  });
}
