/**
 * What the containers run, without a container engine: the build of the image from the files it copies, and the
 * commands, variables and health checks of docker-compose.yml, against a real Redis.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/cli.ts';
import { canTest } from '../support/needs.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { findRedis } from '../support/redis-binary.ts';
import { ROOT } from '../support/sources.ts';
import { imageEnvironment, instructions, serviceOf } from './compose-file.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

function ended(child: ChildProcess): Promise<Ran> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

test('the first stage builds the server and the console from the files that it copies', async () => {
  const app = join(folder.path, 'app');
  mkdirSync(app);
  // Instead of `npm ci`.
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  for (const copied of instructions('COPY').filter((line) => !line.startsWith('--from'))) {
    const names = copied.split(' ').slice(0, -1);
    const target = copied.split(' ').at(-1) ?? '';
    for (const name of names) cpSync(join(ROOT, name), join(app, target === './' ? name : target), { recursive: true });
  }
  const [build = ''] = (instructions('RUN').find((line) => line.includes('npm run build')) ?? '').split(' && ');
  expect(build).toBe('npm run build');
  const { scripts }: { readonly scripts: { readonly build: string } } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
  const [, ...args] = scripts.build.split(' ');
  expect(await ended(spawn(process.execPath, args, { cwd: app }))).toEqual({ code: 0, output: '' });
  for (const file of ['cli.js', 'console/index.html', 'limits/stores/redis/scripts/decide.lua'])
    expect(existsSync(join(app, 'dist', file)), file).toBe(true);
}, 600_000);

const binary = findRedis();
const runs = canTest('WHAT THE CONTAINERS RUN', typeof binary === 'string' ? binary : undefined);

describe.skipIf(!runs)('the services', () => {
  const data = join(folder.path, 'data');
  const bin = join(folder.path, 'bin');
  let redis: RedisServer;
  const servers: ChildProcess[] = [];
  const http = new Map<string, number>();
  const terminals = new Map<string, number>();

  beforeAll(async () => {
    mkdirSync(data);
    mkdirSync(bin);
    writeFileSync(join(bin, 'aksept'), `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist/cli.js')}' "$@"\n`);
    chmodSync(join(bin, 'aksept'), 0o755);
    redis = await startRedis({ aof: true });
  });
  afterAll(async () => {
    const all = servers.map((server) => ended(server));
    for (const server of servers) server.kill('SIGTERM');
    await Promise.all(all);
    await redis?.stop();
  });

  /** As a container would see it: the folder is its volume, the Redis its neighbour, and the servers are on free ports. */
  function here(text: string): string {
    // Without PostgreSQL: the suites of the database are against a real one.
    if (text.startsWith('postgres://')) return '';
    let local = text.replaceAll('/data/', `${data}/`).replaceAll('redis://redis:6379', redis.url);
    for (const [name, port] of terminals) local = local.replaceAll(`${name}:7583`, `127.0.0.1:${port}`);
    return local;
  }

  function start(name: string, command: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
    const { environment = {} } = serviceOf(name);
    const variables = Object.entries({ ...imageEnvironment, ...environment }).map(([variable, value]) => [variable, here(value)]);
    const env = { ...Object.fromEntries(variables), ...more, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, LC_ALL: 'C' };
    const [program = '', ...args] = command.map(here);
    return spawn(program, args, { cwd: folder.path, env });
  }

  /** The service's own command line, with the entry point and command of the image where it names none. */
  function commandOf(name: string): readonly string[] {
    const { entrypoint, command } = serviceOf(name);
    const imageOwn = (instruction: string): readonly string[] => JSON.parse(instructions(instruction)[0] ?? '[]');
    return [...(entrypoint ?? imageOwn('ENTRYPOINT')), ...(command ?? imageOwn('CMD'))];
  }

  async function startServer(name: string): Promise<void> {
    // On loopback: a test listens nowhere else. That alone would demand no tokens.
    const ports = { AKSEPT_HOST: '127.0.0.1', AKSEPT_HTTP_HOST: '127.0.0.1', AKSEPT_HTTP_AUTH: 'required' };
    const free = { AKSEPT_PROTOBUF_PORT: '0', AKSEPT_HTTP_PORT: '0', AKSEPT_ISO8583: '0:1987-ascii,0:1993-bcd' };
    const server = start(name, commandOf(name), { ...ports, ...free });
    servers.push(server);
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      server.stdout?.on('data', (bytes: Buffer) => {
        printed += bytes.toString();
        if (/^HTTP .*$/m.test(printed)) resolve();
      });
      server.stderr?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
      server.once('close', () => reject(new Error(`${name} ended: ${printed}`)));
    });
    terminals.set(name, Number(/^Terminals 127\.0\.0\.1:(\d+) \(protobuf/m.exec(printed)?.[1]));
    http.set(name, Number(/^HTTP +http:\/\/127\.0\.0\.1:(\d+)/m.exec(printed)?.[1]));
  }

  test('setup makes keys, cards and a token once, and does nothing the second time', async () => {
    const first = await ended(start('setup', commandOf('setup')));
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('1000 cards issued') });
    for (const file of ['keys.json', 'load-cards.json', 'tokens.json', 'console.token'])
      expect(existsSync(join(data, file)), file).toBe(true);
    expect(await ended(start('setup', commandOf('setup')))).toEqual({ code: 0, output: '' });
  });

  test('both servers start, and their health checks pass', async () => {
    for (const name of ['aksept-1', 'aksept-2']) {
      await startServer(name);
      const [, ...check] = serviceOf(name).healthcheck?.test ?? [];
      const command = check.map((part) => part.replace(':8080', `:${http.get(name)}`));
      expect(await ended(start(name, command))).toEqual({ code: 0, output: '' });
      expect(
        (
          await ended(
            start(
              name,
              check.map((part) => part.replace(':8080', ':1')),
            ),
          )
        ).code,
      ).toBe(1);
    }
  });

  test('Prometheus gets the metrics without a token, by the name of the service; the console is open, and the cards are not', async () => {
    const { request } = await import('node:http');
    const get = (path: string, headers: Readonly<Record<string, string>>): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port: http.get('aksept-1'), path, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        asked.on('error', reject).end();
      });
    expect(await get('/metrics', { host: 'aksept-1:8080' })).toBe(200);
    expect(await get('/', { host: '127.0.0.1:8080' })).toBe(200);
    expect(await get('/v1/cards', { host: '127.0.0.1:8080' })).toBe(401);
    const token = readFileSync(join(data, 'console.token'), 'utf8').trim();
    expect(await get('/v1/cards', { host: '127.0.0.1:8080', authorization: `Bearer ${token}` })).toBe(200);
  });

  test('the load runs against the first server', async () => {
    // One second of it is enough.
    const command = commandOf('load').map((part) => (part === '60s' ? '1s' : part));
    const { code, output } = await ended(start('load', [...command, '--warmup', '0s']));
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/approved/i) });
  });
});
