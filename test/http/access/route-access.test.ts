/** Each route says what it asks for: a new one that does not fails here, and asks for `operate` until it does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessOf, ROUTE_ACCESS } from '../../../src/http/access/route-access.ts';
import type { OpenApiDocument } from '../../../src/http/openapi/document.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

let server: TestApp;
let document: OpenApiDocument;
beforeAll(async () => {
  server = await startTestApp();
  document = (await (await fetch(`${server.http}/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(() => server.stop());

const named = (text: string): string => text.replaceAll(/:([A-Za-z]+)/g, '{$1}');

test('the table has every route, and no other', () => {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(ROUTE_ACCESS).map(named).sort()).toEqual(routes.sort());
});

test('what is read is no change, and what changes something asks for operate', () => {
  for (const [route, access] of Object.entries(ROUTE_ACCESS)) {
    const operation = document.paths[named(route).split(' ')[1] ?? '']?.[route.split(' ')[0]?.toLowerCase() ?? ''];
    const isKeyed = operation?.parameters?.some(({ name }) => name === 'Idempotency-Key') === true;
    if (isKeyed) expect([route, access]).toEqual([route, route.includes('/v1/programme/') ? 'programme' : 'operate']);
    // Test cards hold PINs.
    if (route.startsWith('GET ') && route !== 'GET /v1/test-cards') expect([route, access]).not.toEqual([route, 'operate']);
    expect(operation?.security).toEqual(access === 'open' ? [] : [{ token: [access] }, { certificate: [access] }, {}]);
    const statuses = ['401', '403', '429'].filter((status) => status in (operation?.responses ?? {}));
    if (access === 'operate') expect(statuses).toEqual(['401', '403', '429']);
    expect(statuses).toContain('429');
  }
});

test('a route that says nothing asks for operate; HEAD asks for what GET does', () => {
  expect(accessOf('GET', '/v1/new')).toBe('operate');
  expect(accessOf('HEAD', '/v1/cards')).toBe('read');
  expect(accessOf('GET', '/', 'open')).toBe('open');
});
