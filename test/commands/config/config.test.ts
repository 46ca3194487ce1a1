/** `aksept config`: what its commands print, and how they end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { registerConfig } from '../../../src/commands/config/config.ts';
import { SETTINGS } from '../../../src/config/settings-table.ts';
import { type Ran, runCommand } from '../../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const config = (...words: readonly string[]): Promise<Ran> => runCommand([registerConfig], ['config', ...words]);

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('config check', () => {
  test('tells all mistakes of several files, and ends with 1', async () => {
    const [good, bad] = [
      written('good.json', '{"deadlineMs": 5}'),
      written('bad.yaml', 'rules:\n  - name: a\n    do: {dorp: true}\n  - 7\n'),
    ];
    expect(await config('check', good, bad)).toEqual({
      code: 1,
      out: [
        `${good} (settings): no mistakes`,
        `${bad} (fault rules): 2 mistakes`,
        `  ${bad}:3: do of "a" has the unknown key "dorp"; did you mean drop?`,
        `  ${bad}:4: the rule must be an object.`,
        '',
      ].join('\n'),
      err: '',
    });
  });

  test('prints JSON', async () => {
    const [good, broken] = [written('good.json', '{"deadlineMs": 5}'), written('broken.json', '{')];
    const { code, out } = await config('check', '--json', good, broken);
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        files: [
          { file: good, kind: 'config', mistakes: [] },
          { file: broken, kind: 'unknown', mistakes: [`${broken}:1: this is not JSON; correct the file there.`] },
        ],
      },
    ]);
  });

  test('takes a kind that the content does not tell', async () => {
    const path = written('few.json', '{"colour": "red"}');
    expect(await config('check', path)).toMatchObject({
      code: 2,
      err: expect.stringContaining('its content does not tell its kind; give --kind scenario, '),
    });
    expect(await config('check', '--kind', 'cards', path)).toMatchObject({
      code: 1,
      out: expect.stringContaining('must hold a list of cards'),
    });
  });

  test('of a file that is not there', async () => {
    expect(await config('check', join(folder, 'none.json'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read (ENOENT)'),
    });
  });
});

describe('config show', () => {
  const FILE = '{\n  "clock": "message",\n  "deadlineMs": 1500,\n  "faults": [{"name": "a", "do": {"drop": true}}]\n}\n';

  test('says of every setting what it is and where it comes from', async () => {
    const path = written('aksept.json', FILE);
    vi.stubEnv('AKSEPT_DEADLINE_MS', '700');
    vi.stubEnv('AKSEPT_KBPK', '00112233445566778899AABBCCDDEEFF');
    const { code, out } = await config('show', '--config', path, '--store', 'redis://user:hunter2@127.0.0.1:6379/0');
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines).toEqual(
      expect.arrayContaining([
        ['store', 'redis://***@127.0.0.1:6379/0', 'flag (--store)'],
        ['clock', 'message', `file (${path}:2)`],
        ['deadlineMs', '700', 'environment (AKSEPT_DEADLINE_MS)'],
        ['faults', 'in the file', `file (${path}:4)`],
        ['cards', 'none', 'default'],
        ['panPrefixes', '957899', 'default'],
        ['kbpk', 'set, not shown', 'environment (AKSEPT_KBPK)'],
      ]),
    );
    expect(lines.slice(1, -1).map(([name]) => name)).toEqual(SETTINGS.map(({ name }) => name));
    expect(out).not.toMatch(/0011|hunter2/);
  });

  test('prints JSON, without secrets', async () => {
    vi.stubEnv('AKSEPT_KBPK', '00112233445566778899AABBCCDDEEFF');
    const { out } = await config('show', '--json', '--config', written('aksept.json', FILE));
    const { settings } = JSON.parse(out);
    expect(settings).toMatchObject({
      deadlineMs: { value: 1500, source: 'file' },
      faults: { value: [{ name: 'a' }], source: 'file' },
      host: { value: '127.0.0.1', source: 'default' },
      kbpk: { value: '***', source: 'environment', place: 'AKSEPT_KBPK' },
    });
    expect(Object.keys(settings)).toEqual(SETTINGS.map(({ name }) => name));
    expect(out).not.toContain('0011');
  });

  test('tells all mistakes of flags, environment and file at once', async () => {
    const path = written('wrong.json', '{\n  "stroe": "memory:",\n  "clock": "sun"\n}\n');
    vi.stubEnv('AKSEPT_DEADLINE_MS', 'soon');
    const { err } = await config('show', '--config', path, '--http-port', '99999');
    expect(err.split('\n')).toEqual([
      'The configuration has 4 mistakes:',
      '  --http-port: httpPort must be a whole number from 0 to 65535.',
      '  AKSEPT_DEADLINE_MS: deadlineMs must be a whole number from 1 to 60000 (ms).',
      `  ${path}:2: the file has the unknown key "stroe"; did you mean store?`,
      `  ${path}:3: clock must be wall, message, simulated, or simulated:INSTANT such as simulated:2026-01-01.`,
    ]);
  });
});
