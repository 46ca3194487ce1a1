/** deploy/systemd/aksept.service: what systemd itself says of it, and its settings. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingsWith } from '../../src/config/settings.ts';
import { envOf, SETTINGS } from '../../src/config/settings-table.ts';
import { missingPrograms } from '../support/needs.ts';
import { ROOT, read } from '../support/sources.ts';

/** Of systemd-analyze security: 0 is the least exposed, 10 the most. */
const EXPOSURE_MAX = 20;

const unit = read('deploy/systemd/aksept.service');
const valuesOf = (name: string): readonly string[] => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((match) => match[1] ?? '');

test('what it keeps is in its folder, and its variables are settings', () => {
  const variables = valuesOf('Environment').map((pair) => pair.split('=', 2));
  const known = [...SETTINGS.map(({ name }) => envOf(name)), 'NODE_ENV'];
  expect(variables.filter(([name = '']) => !known.includes(name))).toEqual([]);
  const kept = variables.filter(([name = '']) => name !== 'NODE_ENV').map(([, value = '']) => value.replace('file:', ''));
  expect(kept.filter((path) => !path.startsWith('/var/lib/aksept/'))).toEqual([]);
  expect(valuesOf('StateDirectory')).toEqual(['aksept']);
});

test('it has the time for a stop, and the files for all connections', () => {
  const { drainTimeoutMs, connectionsMax, httpConnectionsMax } = settingsWith();
  expect(Number(valuesOf('TimeoutStopSec')[0]) * 1_000).toBeGreaterThan(2 * drainTimeoutMs);
  expect(Number(valuesOf('LimitNOFILE')[0])).toBeGreaterThan(3 * connectionsMax + httpConnectionsMax);
});

// A system without systemd has nothing to check the unit with, and no use for it.
describe.skipIf(missingPrograms('systemd-analyze').length > 0)('systemd-analyze', () => {
  let folder = '';
  let path = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aksept-unit-'));
    path = join(folder, 'aksept.service');
    // It looks whether the program exists.
    writeFileSync(path, unit.replace('/usr/bin/aksept', `${process.execPath} ${join(ROOT, 'dist/cli.js')}`));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('finds nothing wrong', () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
  });

  test('finds it little exposed', () => {
    const args = ['security', '--offline=true', `--threshold=${EXPOSURE_MAX}`, path];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    // Older versions cannot judge a file.
    if (/exposure level/.test(stdout)) expect({ status, stdout }).toMatchObject({ status: 0 });
  });
});
