/** All routes of the back office of the card programme. */
import type { RouteParts, ZodFastify } from '../parts.ts';
import { accountRoutes } from './account-routes.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { closingRoutes, lossRoutes } from './end-routes.ts';
import { OfficeRoutes } from './office-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { paymentRoutes, uploadRoutes } from './payment-routes.ts';
import { peopleRoutes, simulatedPeopleRoutes } from './people-routes.ts';
import { roleRoutes } from './role-routes.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { transferRoutes } from './transfer-routes.ts';

export function programmeRoutes(app: ZodFastify, parts: RouteParts): void {
  const routes = new OfficeRoutes(app, parts);
  simulatedPeopleRoutes(app, parts, routes);
  peopleRoutes(routes);
  subscriptionRoutes(routes);
  agreementRoutes(routes);
  roleRoutes(routes);
  orderRoutes(routes);
  accountRoutes(routes);
  uploadRoutes(app, parts, routes);
  paymentRoutes(routes);
  transferRoutes(routes);
  lossRoutes(routes);
  closingRoutes(routes);
}
