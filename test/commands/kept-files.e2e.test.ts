/** A command that fails keeps the files that it would have replaced. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliResult, issueCards, runCli, type Served, serve, startCli, temporaryFolder } from '../support/cli.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const folder = temporaryFolder();
const inFolder = (name: string): string => join(folder.path, name);
let server: Served;

/** No file may be longer than 4 KiB: to the process it is a full disk, half way through a file. */
function runWithSmallFiles(args: readonly string[]): Promise<CliResult> {
  const child = spawn('sh', ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, CLI, ...args], {
    cwd: folder.path,
    env: { ...process.env, LC_ALL: 'C', POSIXLY_CORRECT: '1' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

beforeAll(async () => {
  await issueCards({ count: 20, balanceNok: 20_000 }, ['--store', 'memory:'], folder.path);
  server = await serve(['--cards', 'cards.json'], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

describe('a disk that is full half way through', () => {
  test.each([
    ['--json', 'JSON'],
    ['--html', 'HTML'],
  ])('the report of %s', async (flag, what) => {
    writeFileSync(inFolder('report'), 'the report of yesterday');
    const load = ['load', '--target', server.protobuf, '--cards', 'cards.json', '--duration', '200ms', '--warmup', '0s'];
    const { code, stderr } = await runWithSmallFiles([...load, '--concurrency', '2', '--connections', '2', flag, 'report']);
    expect(stderr).toContain(`The ${what} report cannot be written to report (EFBIG); choose another path.`);
    expect(code).toBe(1);
    expect(readFileSync(inFolder('report'), 'utf8')).toBe('the report of yesterday');
    expect(readdirSync(folder.path).filter((name) => name.startsWith('report'))).toEqual(['report']);
  });

  test('a card file', async () => {
    const before = readFileSync(inFolder('cards.json'), 'utf8');
    const { code, stderr } = await runWithSmallFiles(['cards', 'issue', '--count', '100', '--store', 'memory:', '--out', 'cards.json']);
    expect(stderr).toContain('The card file cards.json cannot be written (EFBIG)');
    expect(code).toBe(1);
    expect(readFileSync(inFolder('cards.json'), 'utf8')).toBe(before);
  });
});

describe('serve --record', () => {
  const settings = [
    'serve',
    '--store',
    'memory:',
    '--log-level',
    'warn',
    '--iso8583',
    'none',
    '--cards',
    'cards.json',
    '--record',
    'trace.ndjson',
  ];

  test('a start that fails because a port is in use keeps the recording, and makes none', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { readonly port: number };
    try {
      for (const ports of [
        ['--protobuf-port', '0', '--http-port', String(port)],
        ['--protobuf-port', String(port), '--http-port', '0'],
      ]) {
        writeFileSync(inFolder('trace.ndjson'), 'the recording of yesterday\n');
        const { code, stderr } = await runCli([...settings, ...ports], folder.path);
        expect(code).toBe(1);
        expect(stderr).toContain(`${port}`);
        expect(readFileSync(inFolder('trace.ndjson'), 'utf8')).toBe('the recording of yesterday\n');
        rmSync(inFolder('trace.ndjson'));
        await runCli([...settings, ...ports], folder.path);
        expect(readdirSync(folder.path)).not.toContain('trace.ndjson');
      }
    } finally {
      other.close();
    }
  });

  test('a start that succeeds replaces it', async () => {
    writeFileSync(inFolder('trace.ndjson'), 'the recording of yesterday\n');
    const running = startCli([...settings, '--protobuf-port', '0', '--http-port', '0'], folder.path);
    await running.printed(/^HTTP .*$/m);
    running.stop();
    await running.ended();
    expect(readFileSync(inFolder('trace.ndjson'), 'utf8')).toMatch(/^\{"aksept":"trace"/);
  });
});
