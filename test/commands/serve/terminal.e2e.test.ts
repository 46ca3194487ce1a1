/** `aksept serve` in a pseudo-terminal, made by `script` of util-linux: a block, readable log lines, no JSON. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startCli, temporaryFolder } from '../../support/cli.ts';
import { canTest, missingPrograms } from '../../support/needs.ts';

const CLI = join(import.meta.dirname, '../../../dist/cli.js');
const ARGUMENTS = ['serve', '--store', 'memory:', '--protobuf-port', '0', '--http-port', '0', '--iso8583', 'none'];

const folder = temporaryFolder();
afterAll(() => folder.remove());

const missing = missingPrograms('script').length === 0 ? undefined : 'there is no script on the PATH; install util-linux';

/** Everything that the terminal shows from the start to the end after Ctrl-C. */
function shownInTerminal(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const command = [process.execPath, CLI, ...args].join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder.path,
    env: { ...process.env, LC_ALL: 'C', TERM: 'xterm', CI: '', FORCE_COLOR: '', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let text = '';
  let isStopped = false;
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (isStopped || !/Stop .*Ctrl-C/.test(text)) return;
    isStopped = true;
    child.stdin.write('\u0003');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(text.replaceAll('\r', '')));
  });
}

describe.runIf(canTest('serve in a terminal', missing))('in a terminal', () => {
  test('a person gets a block and readable lines, in colour', { timeout: 60_000 }, async () => {
    const text = await shownInTerminal(ARGUMENTS, {});
    expect(text).toMatch(/aksept is ready\.\S*\n\n {2}\S*Store {4}\S* {2}memory:\n/);
    expect(text).toMatch(/\d\d:\d\d:\d\d\S* \S*info \S* aksept serves\.\n/);
    expect(text).toMatch(/\d\d:\d\d:\d\d\S* \S*info \S* aksept has stopped\./);
    expect(text).not.toContain('{"level"');
    expect(text).toContain('\u001b[32m');
  });

  test('without colour when NO_COLOR is set', { timeout: 60_000 }, async () => {
    const text = await shownInTerminal(ARGUMENTS, { NO_COLOR: '1' });
    expect(text).toMatch(/aksept is ready\.\n\n {2}Store {6}memory:\n/);
    expect(text).not.toContain('\u001b[3');
  });
});

test('piped, the log is JSON lines and standard output one line for each part', { timeout: 60_000 }, async () => {
  const server = startCli(ARGUMENTS, folder.path);
  const out = await server.printed(/HTTP .*\n/);
  expect(out).toMatch(/^Store {5}memory:\nKeys /);
  await server.noted(/aksept serves\./);
  server.stop();
  const { code, stderr } = await server.ended();
  expect(code).toBe(0);
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(expect.arrayContaining(['aksept serves.', 'aksept has stopped.']));
});

test('a form of --show that is none is refused before anything starts', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await startCli([...ARGUMENTS, '--show', 'ful'], folder.path).ended();
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe('aksept: --show is "ful"; write --show, or --show full for the bytes of each message.\n');
});
