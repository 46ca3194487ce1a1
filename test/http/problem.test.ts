import { STATUS_CODES } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/http/problem.ts';
import { PROBLEM } from '../../src/http/schema/problem.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { filesUnder, read } from '../support/sources.ts';
import { RawClient } from './raw-client.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

/** As the routes, Fastify and Node's parser refuse them, each on its own way to an answer. */
test.each([
  ['by a route', `GET /v1/cards/${'0'.repeat(32)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 'cardNotOnFile'],
  ['by a schema', 'GET /v1/cards?limit=0 HTTP/1.1\r\nhost: localhost\r\n\r\n', 'badRequest'],
  ['by a hook', 'GET /v1/cards HTTP/1.1\r\nhost: example.com\r\n\r\n', 'hostNotAllowed'],
  ['by the router', 'GET /%zz HTTP/1.1\r\nhost: localhost\r\n\r\n', 'badUrl'],
  ["by Node's parser", 'hello\r\n\r\n', 'badHttp'],
] as const)('what is refused %s is a problem', async (_name, text, code) => {
  const client = await RawClient.connect(server.http);
  client.write(text);
  const { status, body } = await client.answer();
  expect(client.received).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/i);
  const row = PROBLEMS[code];
  expect(PROBLEM.parse(body)).toEqual({ type: `/docs#${code}`, ...row, detail: expect.stringMatching(/^[A-Z].*\.$/), code });
  expect(status).toBe(row.status);
  client.end();
});

test('the table has statuses of HTTP, and titles that are no sentences', () => {
  for (const { status, title } of Object.values(PROBLEMS)) {
    expect(STATUS_CODES).toHaveProperty(String(status));
    expect(title).toMatch(/^[A-Z][^.]*[^.]$/);
  }
});

test('every problem of the table occurs', () => {
  const sources = [...filesUnder('src/http', '.ts'), 'src/limits/store.ts', 'src/programme/core/refusal.ts']
    .filter((path) => path !== 'src/http/problem.ts')
    .map(read)
    .join('\n');
  for (const code of Object.keys(PROBLEMS)) expect(sources).toContain(`'${code}'`);
});
