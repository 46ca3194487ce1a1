/** A store on a file system that is mounted read-only, where this machine lets root mount one. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, serve, type TemporaryFolder, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';
import { mountSmall } from '../support/mounted.ts';

const PORTS = ['--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none', '--log-level', 'warn'];

const mounted = mountSmall('size=256m');
if ('reason' in mounted) console.warn(`*** A READ-ONLY FILE SYSTEM IS NOT TESTED: ${mounted.reason} ***`);

describe.runIf('path' in mounted)('a file system that is mounted read-only', () => {
  const disk = 'path' in mounted ? mounted : { path: '', remount: () => {}, remove: () => {} };
  const store = join(disk.path, 'store');
  const onStore = ['--store', `file:${store}`];
  let folder: TemporaryFolder;
  let before: readonly string[];

  /** Name, length, time of the last change and contents of each file. */
  const found = (): readonly string[] =>
    readdirSync(disk.path, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const path = join(disk.path, name);
        const stats = statSync(path);
        if (!stats.isFile()) return `${name} ${stats.mtimeMs}`;
        return `${name} ${stats.size} ${stats.mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
      });

  const listed = async (url: string): Promise<string> => (await runCliHere(['cards', 'list', '--url', url, '--json'], folder.path)).stdout;
  let cards: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    const server = await serve(onStore, folder.path);
    const issued = await runCli(
      ['cards', 'issue', '--count', '3', '--balance', '500', '--out', 'cards.json', '--url', server.http],
      folder.path,
    );
    expect(issued).toMatchObject({ code: 0, stderr: '' });
    cards = await listed(server.http);
    // With an end that a start would cut off or write again.
    await server.kill();
    disk.remount('ro');
    before = found();
  });
  afterAll(() => {
    disk.remove();
    folder.remove();
  });

  test.each([
    ['serve', 'a store', ['serve', ...onStore, ...PORTS], store],
    ['serve', 'a folder that is not there', ['serve', '--store', `file:${disk.path}/none/new`, ...PORTS], `${disk.path}/none/new`],
    ['cards list', 'a store', ['cards', 'list', ...onStore], store],
    ['journal repair', 'a store', ['journal', 'repair', store, '--yes'], store],
  ])('%s on %s: one sentence, exit code 1, and nothing is changed', async (_command, _place, args, path) => {
    const { code, stdout, stderr } = await runCliHere(args, folder.path);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^aksept: The store in .* cannot be opened \(.*EROFS.*\); the file system is read-only, so give a folder that can be written\.\n$/,
    );
    expect(stderr).toContain(`The store in ${path} `);
    expect(found()).toEqual(before);
  });

  test('the log can be checked', async () => {
    const { code, stdout } = await runCliHere(['journal', 'check', store], folder.path);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Nothing is damaged.') });
    expect(found()).toEqual(before);
  });

  test('mounted for writing again, it holds what it held', async () => {
    disk.remount('rw');
    const server = await serve(onStore, folder.path);
    expect(await listed(server.http)).toBe(cards);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});
