/** `aksept cards fund --key`: through a server and directly on its store, one load for one key. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueCards, serve, type TemporaryFolder, temporaryFolder } from '../../support/cli.ts';
import { runCliHere } from '../../support/cli-here.ts';

let folder: TemporaryFolder;
let pan = '';
beforeAll(async () => {
  folder = temporaryFolder();
  await issueCards({ count: 1, balanceNok: 100 }, ['--store', 'file:store'], folder.path);
  pan = (JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { cards: { pan: string }[] }).cards[0]?.pan ?? '';
});
afterAll(() => folder.remove());

test('loads once, on the store of a stopped server and through the server', async () => {
  const fund = (...args: readonly string[]) => runCliHere(['cards', 'fund', pan, ...args], folder.path);
  const onStore = ['--store', 'file:store'];
  const first = await fund('250.50', '--key', 'load-1', '--json', ...onStore);
  expect(JSON.parse(first.stdout)).toMatchObject({ ledgerMinor: 35_050, funding: { amountMinor: 25_050, repeated: false } });
  const server = await serve(['--store', 'file:store', '--iso8583', 'none'], folder.path);
  try {
    const through = ['--url', server.http];
    const again = await fund('250.50', '--key', 'load-1', ...through);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('350.50')]);
    expect(again.stderr).toMatch(/The key was used before: 250\.50 NOK at 20\S+Z\. Nothing was added now\.$/m);
    const other = await fund('250.51', '--key', 'load-1', ...through);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('belongs to another request')]);
    expect((await fund('1', '--key', 'load 2', ...through)).code).toBe(2);
    expect((await fund('1', '--key', 'load-2', ...through)).stdout).toContain('351.50');
  } finally {
    await server.stop();
  }
  const last = await fund('1', '--key', 'load-2', '--json', ...onStore);
  expect(JSON.parse(last.stdout)).toMatchObject({ ledgerMinor: 35_150, funding: { repeated: true } });
});
