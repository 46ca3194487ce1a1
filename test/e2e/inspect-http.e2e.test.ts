/** POST /v1/inspect: the inspector in a process of its own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INSPECTED } from '../../src/http/schema/inspection.ts';
import { type Served, serve, temporaryFolder } from '../support/cli.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
/** An echo test of 1987-ascii: MTI 0800 with DE7, DE11 and DE70. */
const ECHO = '303830308220000000000000040000000000000031313239303833313030303030343137333031';

const folder = temporaryFolder();
let server: Served;

beforeAll(async () => {
  server = await serve([], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function inspect(body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.http}/v1/inspect`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test('a message is taken apart', async () => {
  const { status, body } = await inspect({ text: ECHO });
  expect(status).toBe(200);
  const [input] = INSPECTED.parse(body).inputs;
  expect(input?.messages).toMatchObject([{ inOrder: true, mti: '0800', dialect: '1987-ascii' }]);
});

test('in another dialect it is not in order, with the likeliest cause', async () => {
  const { status, body } = await inspect({ text: ECHO, dialect: '1993-bcd' });
  expect(status).toBe(200);
  const [message] = INSPECTED.parse(body).inputs.flatMap(({ messages }) => messages);
  expect(message?.inOrder).toBe(false);
  expect(message?.causes?.length).toBeGreaterThan(0);
});

test.each([
  [{ text: 'hello' }, 422, 'noMessage'],
  [{ text: '' }, 400, 'badRequest'],
  [{ text: 5 }, 400, 'badRequest'],
  [{ text: ECHO, dialect: '../../secret.json' }, 400, 'badRequest'],
  [{ text: ECHO, full: true }, 400, 'badRequest'],
  [{ text: '0'.repeat(300_000) }, 400, 'badRequest'],
  [{ text: '0'.repeat(600_000) }, 413, 'bodyTooLarge'],
])('a body that is refused (%#) is one problem', async (sent, status, code) => {
  expect(await inspect(sent)).toMatchObject({ status, body: { status, code } });
});

test.each([ECHO, ECHO.slice(0, -8), `${ECHO}\n${ECHO.slice(0, -8)}`])(
  'the answer to text %# is what the command prints, also the second time',
  async (text) => {
    const printed = spawnSync(process.execPath, [CLI, 'inspect', '--json', '-'], { input: text, encoding: 'utf8' }).stdout;
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await inspect({ text });
      expect([status, body]).toEqual([200, JSON.parse(printed)]);
    }
  },
);

test('at most two run at once, and the others are told to come back', async () => {
  const long = Array.from({ length: 300 }, () => ECHO).join('\n');
  const statuses = (await Promise.all(Array.from({ length: 8 }, () => inspect({ text: long })))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect((await inspect({ text: ECHO })).status).toBe(200);
});
