/** The documentation that the build wrote is what a server makes of its routes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';
import { type Served, serve, temporaryFolder } from '../../support/cli.ts';

const DIST = join(import.meta.dirname, '../../../dist/http/openapi');
const folder = temporaryFolder();
let built: Served;
let fromSources: TestApp;

beforeAll(async () => {
  built = await serve([], folder.path);
  fromSources = await startTestApp();
});
afterAll(async () => {
  await built?.stop();
  await fromSources?.stop();
  folder.remove();
});

test.each([
  ['/openapi.json', 'openapi.json', 'application/json'],
  ['/docs', 'docs.html', 'text/html'],
])('%s', async (path, file, type) => {
  const [sent, made] = await Promise.all([built.http, fromSources.http].map((http) => fetch(http + path)));
  expect([sent?.status, sent?.headers.get('content-type')]).toEqual([200, expect.stringContaining(type)]);
  expect([...(sent?.headers ?? [])].map(([name]) => name)).toEqual([...(made?.headers ?? [])].map(([name]) => name));
  const text = await sent?.text();
  expect(text).toBe(await made?.text());
  expect(text).toBe(readFileSync(join(DIST, file), 'utf8'));
});
