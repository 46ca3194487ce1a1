/** `aksept faults`, against a running server. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { registerFaults } from '../../../src/commands/faults/faults.ts';
import { startTestApp, type TestApp } from '../../server/app-fixture.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const app of apps.splice(0)) await app.stop();
});

async function start(): Promise<TestApp> {
  const app = await startTestApp();
  apps.push(app);
  return app;
}

/** What the command prints. */
async function faults({ http }: TestApp, ...words: readonly string[]): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const program = new Command().exitOverride();
  registerFaults(program);
  await program.parseAsync(['faults', ...words, '--url', http], { from: 'user' });
  vi.restoreAllMocks();
  return printed;
}

test('sets, shows and clears', async () => {
  const server = await start();
  const none = 'No fault rules.\nMagic amounts are off.\n';
  expect(await faults(server, 'show')).toBe(none);
  const set = await faults(server, 'set', 'examples/faults/outcomes.yaml', '--magic-amounts');
  expect(set).toMatch(/^store-away +0 +terminal: "TEST0091" +storeDown: true, delay: 2000$/m);
  expect(set).toContain('Seed 1; answers held now: 0.\nMagic amounts are on.\n');
  expect(await faults(server, 'show')).toBe(set);
  expect(JSON.parse(await faults(server, 'show', '--json'))).toEqual((await server.get('/v1/faults')).body);
  expect(await faults(server, 'clear')).toBe(none);
});

test('a file that is wrong changes nothing', async () => {
  const server = await start();
  const path = join(server.folder, 'faults.yaml');
  writeFileSync(path, 'rules:\n  - name: a\n    do: {drop: maybe}\n');
  await expect(faults(server, 'set', path)).rejects.toThrow(`${path}:3: do.drop of "a" must be true, or left out.`);
  expect(await faults(server, 'show')).toContain('No fault rules.');
});
