import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly allow: string | null;
  readonly text: string;
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(server.http + path, { method, ...init });
  return { status: response.status, allow: response.headers.get('allow'), text: await response.text() };
}

const TOKEN = '0'.repeat(32);

describe('a method that a path does not take', () => {
  test.each([
    ['DELETE', '/v1/cards', 'GET, HEAD, OPTIONS, POST'],
    ['PUT', '/v1/cards?limit=1', 'GET, HEAD, OPTIONS, POST'],
    ['GET', '/v1/transactions', 'OPTIONS, POST'],
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['PATCH', `/v1/cards/${TOKEN}`, 'GET, HEAD, OPTIONS'],
    ['GET', `/v1/cards/${TOKEN}/fund`, 'OPTIONS, POST'],
    ['DELETE', '/v1/cards/query', 'OPTIONS, POST'],
  ])('%s %s is answered 405 with Allow', async (method, path, allow) => {
    const answer = await ask(method, path);
    expect(answer).toMatchObject({ status: 405, allow });
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'methodNotAllowed',
      detail: `This path does not take the method of the request; it takes ${allow}.`,
    });
  });

  test('is told before the body is looked at', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await ask('PUT', '/v1/cards', { headers, body: 'x'.repeat(100_000) })).toMatchObject({ status: 405 });
    expect(await ask('POST', '/healthz', { headers, body: 'x' })).toMatchObject({ status: 405 });
  });
});

test.each(['GET', 'POST', 'PUT', 'OPTIONS', 'DELETE'])('%s of a path that does not exist is answered 404', async (method) => {
  for (const path of ['/v1', '/healthz/', '/V1/cards', `/v1/cards/${TOKEN}/fund/more`]) {
    const answer = await ask(method, path);
    expect([path, answer.status, answer.allow]).toEqual([path, 404, null]);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'noSuchPath' });
  }
});

test('OPTIONS names the methods, and allows no other origin', async () => {
  const response = await fetch(`${server.http}/v1/cards`, { method: 'OPTIONS' });
  expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([204, 'GET, HEAD, OPTIONS, POST', '']);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('HEAD is GET without its body', async () => {
  for (const path of ['/v1/cards', '/healthz', '/metrics', '/v1/journal', `/v1/cards/${TOKEN}`]) {
    const get = await fetch(server.http + path);
    const head = await fetch(server.http + path, { method: 'HEAD' });
    expect([path, head.status, head.headers.get('content-type')]).toEqual([path, get.status, get.headers.get('content-type')]);
    expect(await head.text()).toBe('');
    await get.text();
  }
});
