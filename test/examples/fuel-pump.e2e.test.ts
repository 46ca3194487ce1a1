import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canTest, missingPrograms } from '../support/needs.ts';
import { ROOT } from '../support/sources.ts';
import { fencedBlocks } from './doc-blocks.ts';
import { type ExampleServer, startExampleServer } from './server.ts';

const missing = missingPrograms('bash', 'curl');
const runs = canTest('EXAMPLES/FUEL-PUMP.SH', missing.length === 0 ? undefined : `It needs ${missing.join(' and ')}.`);

let server: ExampleServer;
beforeAll(async () => {
  if (runs) server = await startExampleServer();
});
afterAll(() => server?.stop());

test.runIf(runs)('examples/fuel-pump.sh prints what docs/lifecycle.md shows, to the øre', () => {
  const [shown = ''] = fencedBlocks('docs/lifecycle.md', 'console');
  const { status, stdout, stderr } = spawnSync('bash', [join(ROOT, 'examples/fuel-pump.sh'), server.httpUrl], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
  });
  expect(stderr).toBe('');
  expect(`$ bash examples/fuel-pump.sh\n${stdout}`).toBe(shown);
  expect(status).toBe(0);
});
