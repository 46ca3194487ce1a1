import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/terminal-sim/report/report.ts';
import { type CliResult, runCli, type Served, serve, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';
import { simulatedCard } from '../terminal-sim/support/sim-fixtures.ts';

const folder = temporaryFolder();
let server: Served;
let target = '';
let http = '';

beforeAll(async () => {
  const cards = Array.from({ length: 50 }, (_none, index) => simulatedCard(index));
  writeFileSync(join(folder.path, 'cards.json'), JSON.stringify(cards));
  writeFileSync(join(folder.path, 'wrong.yaml'), 'run:\n  rate: quick\n');
  server = await serve(['--cards', 'cards.json'], folder.path);
  ({ protobuf: target, http } = server);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function loadArguments(args: readonly string[]): readonly string[] {
  const usual = ['--cards', 'cards.json', '--duration', '500ms', '--warmup', '100ms', '--connections', '2'];
  return ['load', '--target', target, ...usual, ...args];
}

function load(...args: readonly string[]): Promise<CliResult> {
  return runCli(loadArguments(args), folder.path);
}

test('closed loop, reconciled, with both reports', async () => {
  const result = await load('--http', http, '--concurrency', '8', '--json', 'load.json', '--html', 'load.html');
  expect(result.stdout).toContain('Reconciliation equal');
  expect(result.code).toBe(0);
  const report = JSON.parse(readFileSync(join(folder.path, 'load.json'), 'utf8')) as Report;
  expect(report).toMatchObject({
    settings: { command: 'load', mode: 'closed', concurrency: 8, ratePerSecond: 0, arrivals: '', connections: 2, seed: '1', cards: 50 },
    reconciliation: { kind: 'equal', inDoubt: 0 },
  });
  expect(report.outcomes.approved).toBeGreaterThan(0);
  expect(readFileSync(join(folder.path, 'load.html'), 'utf8')).toContain('</html>');
});

test('open loop, and plainly not reconciled', async () => {
  const result = await load('--rate', '200/s', '--arrivals', 'poisson', '--json', '-');
  const report = JSON.parse(result.stdout) as Report;
  expect(report).toMatchObject({
    settings: { mode: 'open', ratePerSecond: 200, arrivals: 'poisson', concurrency: 0 },
    reconciliation: { kind: 'not reconciled' },
  });
  expect(report.messages.answered + report.messages.notSent).toBeGreaterThan(50);
  expect(result.code).toBe(0);
});

test('a workload of its own', async () => {
  writeFileSync(join(folder.path, 'inquiries.yaml'), 'errands: { balanceInquiry: 1 }\nterminals: 5\nrun: { rate: 100/s, seed: abc }\n');
  const result = await load('--workload', 'inquiries.yaml', '--http', http, '--json', '-');
  const { outcomes, messages, reconciliation, settings } = JSON.parse(result.stdout) as Report;
  expect(settings).toMatchObject({ workload: 'inquiries.yaml', rate: '100/s', seed: 'abc', terminals: 5 });
  expect(outcomes.approved).toBe(messages.answered);
  expect(reconciliation).toMatchObject({ kind: 'equal', terminalsMinor: 0, hostMinor: 0 });
});

test('what --print-workload prints can be given back', async () => {
  const printed = await runCli(['load', '--print-workload', '--workload', 'inquiries.yaml'], folder.path);
  expect(printed).toMatchObject({ code: 0, stderr: '' });
  expect(printed.stdout).toContain('  balanceInquiry: 1');
  writeFileSync(join(folder.path, 'printed.yaml'), printed.stdout);
  const again = await runCliHere(['load', '--print-workload', '--mix', 'printed.yaml'], folder.path);
  expect(again.stdout).toBe(printed.stdout);
});

test('several threads, reconciled together, and compared with the run before', async () => {
  const first = await load('--rate', '100/s..200/s', '--in-flight', '500', '--json', 'first.json', '--hdr', 'first.hdr');
  expect(first.stdout).toContain('100/s..200/s intended (150/s on average), constant arrivals');
  const second = await load('--workers', '2', '--concurrency', '4', '--http', http, '--compare', 'first.json', '--html', 'second.html');
  expect(second.stdout).toContain('4 flows at a time in 2 threads');
  expect(second.stdout).toContain('Reconciliation equal');
  expect(second.stdout).toMatch(/Compared +this +other +change/);
  expect(second.code).toBe(0);
  expect(readFileSync(join(folder.path, 'second.html'), 'utf8')).toContain('Compared with another run');
  expect(readFileSync(join(folder.path, 'first.hdr'), 'utf8')).toMatch(/^Tag=corrected,0\.000,/m);
});

const SHORT = ['load', '--cards', 'cards.json', '--duration', '300ms', '--warmup', '0s', '--connections', '2', '--concurrency', '2'];

test.each([
  ['nb_NO.UTF-8', [], 'nb', 'Kortfilen har ingen kort av lowBalance, ', 'Avstemming i orden: på 50 kort'],
  ['C', ['--lang', 'nb'], 'nb', 'Kortfilen har ingen kort av lowBalance, ', 'Avstemming i orden: på 50 kort'],
  ['nb_NO.UTF-8', ['--lang', 'en'], 'en', 'The card file has no card of lowBalance, ', 'Reconciliation equal: on 50 cards'],
])('where the locale is %s, with %j, reports are in %s, the JSON is as ever', async (locale, args, language, before, words) => {
  const files = ['--json', 'said.json', '--html', 'said.html'];
  const result = await runCli([...SHORT, '--target', target, '--http', http, ...files, ...args], folder.path, locale);
  expect(result.code, result.stdout).toBe(0);
  expect(result.stderr).toMatch(new RegExp(`^${before}[^\\n]*\\n$`));
  expect(result.stdout).toContain(words);
  expect(readFileSync(join(folder.path, 'said.html'), 'utf8')).toContain(`<html lang="${language}">`);
  const report: unknown = JSON.parse(readFileSync(join(folder.path, 'said.json'), 'utf8'));
  expect(report).toMatchObject({ settings: { mode: 'closed', workload: 'usual' }, reconciliation: { kind: 'equal' } });
});

test('a threshold ends the run early', async () => {
  const result = await load('--duration', '5m', '--threshold', 'max<1us,abort', '--json', '-');
  const report = JSON.parse(result.stdout) as Report;
  expect(report.aborted).toMatchObject({ threshold: 'max<1us' });
  expect(report.measuredMs).toBeLessThan(5 * 60_000);
  expect(result.code).toBe(99);
});

test('a broken threshold is exit code 99', async () => {
  const result = await load('--threshold', 'max<1us', '--threshold', 'approved>=0');
  expect(result.stdout).toContain('Threshold broken max<1us');
  expect(result.stdout).toContain('Threshold kept   approved>=0');
  expect(result.code).toBe(99);
});

test.each([
  [['--target', 'example.org:7583'], 2, 'example.org is another machine; add --allow-remote'],
  [['--target', 'nowhere'], 2, 'write it as host:port'],
  [['--codec', 'iso8584'], 2, '--codec iso8584 is not known; take protobuf, or iso8583:DIALECT such as iso8583:1987-ascii+4a.'],
  [['--codec', 'iso8583:1988-ascii'], 2, '--codec iso8583:1988-ascii: There is no dialect "1988-ascii"'],
  [['--codec', 'iso8583+4c'], 2, '--codec iso8583+4c: there is no option +4c; take +2b'],
  [['--codec', 'iso8583:'], 2, '--codec iso8583:: the dialect is missing; take one of 1987-ascii,'],
  [['--rate', '5/s', '--concurrency', '5'], 2, 'give one of them'],
  [['--rate', '5/s,6/s'], 2, 'without a duration before another; write it as 500/s@10s.'],
  [['--day'], 2, '--day needs a --rate, that of the busiest hour.'],
  [['--workers', '3'], 2, '--workers is 3, and there are 2 connections to share out'],
  [['--compare', 'cards.json'], 2, 'cards.json is no report of a load run'],
  [['--threshold', 'books==0'], 2, 'give its HTTP side with --http'],
  [['--rate', 'quick'], 2, 'which is no rate'],
  [['--html', '.'], 2, '--html . cannot be written: it is a folder; choose another path.'],
  [['--json', 'cards.json/load.json'], 2, '--json cards.json/load.json cannot be written: '],
  [['--lang', 'sv'], 2, "option '--lang <lang>' argument 'sv' is invalid. Allowed choices are en, nb."],
  [['--threshold', 'p98<1ms'], 2, 'about nothing that is measured'],
  [['--cards', 'none.json'], 2, '--cards none.json cannot be read (ENOENT)'],
  [['--keys', 'none.json'], 2, '--keys none.json cannot be read (ENOENT)'],
  [['--workload', 'cards.json'], 2, 'cards.json:1: the file must be lines of "key: value".'],
  [['--workload', 'none.yaml'], 2, 'none.yaml cannot be read (ENOENT); check its name.'],
  [['--workload', 'wrong.yaml'], 2, 'wrong.yaml:2: run.rate is "quick", which is no rate; write it as 2000/s.'],
  [['--duration', '0s'], 2, '--duration must be from 100ms to 168h.'],
  [['--target', '127.0.0.1:1'], 1, 'The connection to 127.0.0.1:1 failed: nothing listens there'],
  [['--http', 'http://127.0.0.1:1'], 1, 'No aksept server answers at http://127.0.0.1:1'],
])('%j is one sentence', async (args, code, sentence) => {
  const result = await runCliHere(loadArguments(args), folder.path);
  expect(result.stderr).toContain(sentence);
  expect(result).toMatchObject({ code, stdout: '' });
});
