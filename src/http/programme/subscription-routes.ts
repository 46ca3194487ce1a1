/** Subscriptions of the net bank. */
import { registerSubscription } from '../../programme/agreements/register-subscription.ts';
import { REGISTERED_SUBSCRIPTION, SUBSCRIPTION_REGISTRATION } from '../schema/programme/subscription.ts';
import type { OfficeRoutes } from './office-routes.ts';

export function subscriptionRoutes(routes: OfficeRoutes): void {
  const schemas = { body: SUBSCRIPTION_REGISTRATION, answer: REGISTERED_SUBSCRIPTION };
  routes.post('/v1/programme/subscriptions', schemas, async (office, actor, { body }) => ({
    subscriptionId: await registerSubscription(office, actor, body),
  }));
}
