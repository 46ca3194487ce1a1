/** Card numbers and tracks where a name or a value goes, and errors that quote what was typed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCliHere } from '../support/cli-here.ts';

/** With a wrong check digit, as a mistyped number has. */
const MISTYPED = '9578991234567893';
const TRACK2 = '9578991234567892=28112011234567890';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-typed-'));
  writeFileSync(join(folder, 'workload.yaml'), `"${MISTYPED}": 1\n`);
  writeFileSync(join(folder, 'dialect.json'), JSON.stringify({ extends: '1987-ascii', [TRACK2]: 1 }));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ [TRACK2]: 1 }));
  writeFileSync(join(folder, 'bad.yaml'), `a: *${MISTYPED}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['a file of inspect', ['inspect', MISTYPED]],
  ['a track as a file of inspect', ['inspect', TRACK2]],
  ['track 1 as a file of inspect', ['inspect', '%B9578991234567892^DOE/JANE^28112011234567890?']],
  ['the digits of a message with an odd one', ['inspect', `${Buffer.from(`0200${TRACK2}`).toString('hex')}x`]],
  ['an option', ['inspect', `--${MISTYPED}`]],
  ['the value of an unknown option', ['inspect', `--pan=${TRACK2}`]],
  ['a dialect', ['inspect', '--dialect', MISTYPED]],
  ['a command', [MISTYPED]],
  ['a command of cards', ['cards', TRACK2]],
  ['too many arguments', ['cards', 'list', MISTYPED]],
  ['a target', ['load', '--target', MISTYPED]],
  ['a scenario', ['scenario', MISTYPED]],
  ['a trace', ['replay', TRACK2]],
  ['a configuration file', ['serve', '--config', MISTYPED]],
  ['a word of a configuration file', ['serve', '--config', 'config.json']],
  ['a word of a dialect file', ['inspect', '--dialect', './dialect.json']],
  ['a word of a workload file', ['load', '--target', '127.0.0.1:1', '--workload', 'workload.yaml']],
  ['a word of a scenario', ['scenario', 'bad.yaml']],
])('%s is never quoted whole', async (_what, args) => {
  const { code, stdout, stderr } = await runCliHere(args, folder);
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).not.toMatch(/123456|234567890|JANE|3132333435/);
  expect(stderr).not.toBe('');
});
