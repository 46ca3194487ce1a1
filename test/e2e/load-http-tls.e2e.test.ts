/** Load runs over HTTP against listeners with TLS. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOAD_RUN } from '../../src/http/schema/load.ts';
import { issueCards, runCli, serve, temporaryFolder } from '../support/cli.ts';

const PATIENCE_MS = 240_000;
const TLS = ['--tls-cert', 'data/tls/server.pem', '--tls-key', 'data/tls/server-key.pem'];
const CARDS = ['--cards', 'cards.json'];

const folder = temporaryFolder();
beforeAll(async () => {
  expect((await runCli(['certs', 'dev'], folder.path)).code).toBe(0);
  await issueCards({ count: 20, balanceNok: 20_000 }, ['--store', 'memory:'], folder.path);
}, PATIENCE_MS);
afterAll(() => folder.remove());

async function post(url: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test(
  'a listener with TLS is used with trust in its own certificate',
  async () => {
    const server = await serve([...TLS, ...CARDS], folder.path);
    const started = await post(`${server.http}/v1/load-runs`, { rate: '20/s', duration: '1s', warmup: '0s' });
    expect(started).toMatchObject({ status: 201 });
    const { id } = LOAD_RUN.parse(started.body);
    await (await fetch(`${server.http}/v1/load-runs/${id}/events`)).text();
    const run = await (await fetch(`${server.http}/v1/load-runs/${id}`)).json();
    expect(run).toMatchObject({ state: 'done', detail: '', result: { books: 'equal' } });
    await server.stop();
  },
  PATIENCE_MS,
);

test(
  'a listener that demands client certificates is refused, and one that takes no TLS is used',
  async () => {
    const args = [...TLS, ...CARDS, '--tls-client-ca', 'data/tls/ca.pem', '--iso8583', '0:1987-ascii+notls'];
    const server = await serve(args, folder.path);
    expect(await post(`${server.http}/v1/load-runs`, {})).toMatchObject({
      status: 409,
      body: { code: 'listenerRefused', detail: expect.stringMatching(/demands client certificates/) },
    });
    expect(await post(`${server.http}/v1/load-runs`, { codec: 'iso8583', rate: '5/s', duration: '200ms' })).toMatchObject({ status: 201 });
    await server.stop();
  },
  PATIENCE_MS,
);
