/** The programs of examples/library do what they say, against a real server. */
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve, temporaryFolder } from '../support/cli.ts';
import { simulatedCard } from '../terminal-sim/support/sim-fixtures.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples/library');
const folder = temporaryFolder();
let server: Served;

beforeAll(async () => {
  writeFileSync(join(folder.path, 'cards.json'), JSON.stringify(Array.from({ length: 40 }, (_none, index) => simulatedCard(index))));
  server = await serve(['--cards', 'cards.json'], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function run(name: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(EXAMPLES, name), server.protobuf, 'cards.json', 'data/keys.json'], { cwd: folder.path });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'first-purchase.mjs': ['purchase approved 6', 'repeat approved true', 'wrong PIN incorrectPin', 'reversal approved'],
  'fuel-pump.mjs': ['hold approved', 'completion approved', 'paid, øre 61250'],
  'load.mjs': ['threads 2', 'approved some true measured true', 'errors==0 kept', 'declined{systemMalfunction}==0 kept'],
};

test('every example is run', () => {
  expect(readdirSync(EXAMPLES).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s', async (name, lines) => {
  expect(await run(name)).toEqual({ code: 0, output: `${lines.join('\n')}\n` });
});
