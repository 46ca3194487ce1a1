/** Subscriptions of the net bank. */
import { registerSubscription } from '../../programme/agreements/register-subscription.ts';
import { showSubscription } from '../../programme/agreements/show-subscription.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import { REGISTERED_SUBSCRIPTION, SUBSCRIPTION, SUBSCRIPTION_REGISTRATION } from '../schema/programme/subscription.ts';
import type { OfficeRoutes } from './office-routes.ts';

export function subscriptionRoutes(routes: OfficeRoutes): void {
  const schemas = { body: SUBSCRIPTION_REGISTRATION, answer: REGISTERED_SUBSCRIPTION };
  routes.post('/v1/programme/subscriptions', schemas, async (office, actor, { body }) => ({
    subscriptionId: await registerSubscription(office, actor, body),
  }));

  const shown = { params: SUBSCRIPTION_PATH, answer: SUBSCRIPTION };
  routes.get('/v1/programme/subscriptions/:subscription', shown, (office, actor, { params }) =>
    showSubscription(office, actor, params.subscription),
  );
}
