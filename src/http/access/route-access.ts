/**
 * The one table of what each route asks for. What changes nothing is `read`, also when it is a POST
 * because its question has a body; the PANs and PINs of test cards are for those who operate. A
 * route that is not in the table asks for `operate`, and a test fails.
 */
import { CARD_ACTIONS } from '../../issuing/card-actions.ts';
import { PROGRAMME_ROUTES } from './programme-routes.ts';
import type { Access } from './role.ts';

// biome-ignore format: a table, one route a line
export const ROUTE_ACCESS: Readonly<Record<string, Access>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /openapi.json': 'open',
  'GET /docs': 'open',
  'GET /metrics': 'read',
  'GET /v1/cards': 'read',
  'GET /v1/cards/:token': 'read',
  'GET /v1/cards/:token/headroom': 'read',
  'GET /v1/cards/:token/windows': 'read',
  'GET /v1/cards/:token/history': 'read',
  'GET /v1/cards/:token/holds': 'read',
  'GET /v1/profiles': 'read',
  'GET /v1/verify': 'read',
  'GET /v1/journal': 'read',
  'GET /v1/activity': 'read',
  'GET /v1/faults': 'read',
  'GET /v1/settings': 'read',
  'GET /v1/clock': 'read',
  'GET /v1/log-level': 'read',
  'GET /v1/traces': 'read',
  'GET /v1/traces/:trace': 'read',
  'GET /v1/replays': 'read',
  'GET /v1/replays/:replay': 'read',
  'GET /v1/load-targets': 'read',
  'GET /v1/load-runs': 'read',
  'GET /v1/load-runs/:run': 'read',
  'GET /v1/load-runs/:run/events': 'read',
  'GET /v1/load-runs/:run/report': 'read',
  'GET /v1/load-runs/:run/report.html': 'read',
  'POST /v1/cards/query': 'read',
  'POST /v1/cards/explain': 'read',
  'POST /v1/inspect': 'read',
  'POST /v1/encode': 'read',
  'GET /v1/test-cards': 'operate',
  'POST /v1/cards': 'operate',
  'POST /v1/cards/import': 'operate',
  'POST /v1/cards/:token/fund': 'operate',
  'POST /v1/cards/:token/change': 'operate',
  'POST /v1/cards/:token/status': 'operate',
  'POST /v1/transactions': 'operate',
  'POST /v1/faults': 'operate',
  'POST /v1/faults/clear': 'operate',
  'POST /v1/clock': 'operate',
  'PUT /v1/log-level': 'operate',
  'POST /v1/traces': 'operate',
  'POST /v1/traces/export': 'operate',
  'POST /v1/traces/:trace/replay': 'operate',
  'DELETE /v1/traces/:trace': 'operate',
  'POST /v1/replays/:replay/stop': 'operate',
  'POST /v1/load-runs': 'operate',
  'POST /v1/load-runs/:run/stop': 'operate',
  ...Object.fromEntries(PROGRAMME_ROUTES.map((route) => [route, 'programme'])),
  ...Object.fromEntries(CARD_ACTIONS.map(({ name }) => [`POST /v1/cards/:token/${name}`, 'operate'])),
};

/** HEAD is GET without the body. `own`: what the declaration of the route says, if it does. */
export function accessOf(method: string, url: string, own?: Access): Access {
  return own ?? ROUTE_ACCESS[`${method === 'HEAD' ? 'GET' : method} ${url}`] ?? 'operate';
}
