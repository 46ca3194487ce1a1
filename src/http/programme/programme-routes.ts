/** All routes of the back office of the card programme. */
import type { RouteParts, ZodFastify } from '../parts.ts';
import { OfficeRoutes } from './office-routes.ts';
import { peopleRoutes, simulatedPeopleRoutes } from './people-routes.ts';
import { subscriptionRoutes } from './subscription-routes.ts';

export function programmeRoutes(app: ZodFastify, parts: RouteParts): void {
  const routes = new OfficeRoutes(app, parts);
  simulatedPeopleRoutes(app, parts, routes);
  peopleRoutes(routes);
  subscriptionRoutes(routes);
}
