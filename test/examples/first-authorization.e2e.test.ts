import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canTest, missingPrograms } from '../support/needs.ts';
import { ROOT } from '../support/sources.ts';
import { type ExampleServer, startExampleServer } from './server.ts';

const missing = missingPrograms('bash', 'curl');
const runs = canTest('EXAMPLES/FIRST-AUTHORIZATION.SH', missing.length === 0 ? undefined : `It needs ${missing.join(' and ')}.`);

let server: ExampleServer;
beforeAll(async () => {
  if (runs) server = await startExampleServer();
});
afterAll(() => server?.stop());

test.runIf(runs)('examples/first-authorization.sh approves a purchase, declines a wrong PIN and counts its try', () => {
  const { status, stdout, stderr } = spawnSync('bash', [join(ROOT, 'examples/first-authorization.sh'), server.httpUrl], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
  });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^card {7}957899\*{6}\d{4} with 20000\.00 NOK$/),
    expect.stringMatching(/^purchase {3}approved \(00\), approval code [0-9A-Z]{6}, available 19750 NOK$/),
    'limit      pos: 49750 of 50000 NOK left',
    'wrong PIN  incorrectPin (55): The PIN is wrong.',
    'PIN tries  1 used',
  ]);
  expect(status).toBe(0);
});
