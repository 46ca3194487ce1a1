import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCardFile } from '../../src/cards/card-file.ts';
import { ORDER_COUNT_MAX } from '../../src/issuing/issue-cards.ts';
import { isOutcome, OUTCOMES, type Outcome } from '../../src/protocol/outcome.ts';
import type { Report } from '../../src/terminal-sim/report/report.ts';
import { type CliResult, runCli, temporaryFolder } from '../support/cli.ts';
import { runCliHere } from '../support/cli-here.ts';

/** What this wire cannot bring about on a server that is well, at this stage. */
const NOT_HERE: readonly Outcome[] = ['macError', 'issuerInoperative', 'systemMalfunction'];
const ANY_PORTS = ['--protobuf-port', '0', '--http-port', '0'];

const folder = temporaryFolder();
let result: CliResult;
let report: Report;
const file = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

beforeAll(async () => {
  // In memory: a busy disk must not decide how many messages are sent. demo-again.e2e.test.ts is about what is kept.
  result = await runCli(['demo', '--store', 'memory:', '--duration', '3s', '--json', 'out/report.json', ...ANY_PORTS], folder.path);
  report = JSON.parse(file('out/report.json')) as Report;
});
afterAll(() => folder.remove());

test('ends well', () => {
  expect(result).toMatchObject({ code: 0 });
  expect(result.stdout).toContain('Reconciliation equal: on 1,039 cards');
  expect(result.stdout).toContain('Books right on 1,039 cards');
  expect(report.findings).toEqual({ differingRepeats: 0, declinedReversals: 0, declinedAdvices: 0, refusedPins: 0 });
  expect(report.messages).toMatchObject({ notSent: 0, unfinished: 0 });
});

test('writes no log line about the messages that are wrong on purpose', () => {
  expect(report.outcomes.formatError).toBeGreaterThan(0);
  expect(result.stderr).not.toMatch(/^\{/m);
});

test.each(OUTCOMES.map((row) => row.name).filter((name) => !NOT_HERE.includes(name)))('%s occurs', (name) => {
  expect(report.outcomes[name]).toBeGreaterThan(0);
});

test.each(NOT_HERE)('%s does not', (name) => {
  expect(report.outcomes[name]).toBe(0);
});

test('outcomes that occurred are printed, most frequent first, equal counts in the order of the table', () => {
  const printed = result.stdout.split('\n').flatMap((line) => /^ {2}(\w+)/.exec(line)?.[1] ?? []);
  const shown = printed.filter(isOutcome);
  const occurred = OUTCOMES.map((row) => row.name).filter((name) => report.outcomes[name] > 0);
  expect(shown).toEqual(occurred.toSorted((one, other) => report.outcomes[other] - report.outcomes[one]));
});

test('the books are equal and something was spent', () => {
  const { reconciliation } = report;
  expect(reconciliation).toMatchObject({ kind: 'equal', cards: 1_039, inDoubt: 0, differing: 0, unbalanced: 0 });
  if (reconciliation.kind === 'not reconciled') throw new Error('unreachable');
  expect(reconciliation.terminalsMinor).toBeGreaterThan(0);
  expect(reconciliation.hostMinor).toBe(reconciliation.terminalsMinor);
  expect(reconciliation.terminalsHeldMinor).toBeGreaterThan(0);
  expect(reconciliation.hostHeldMinor).toBe(reconciliation.terminalsHeldMinor);
});

test('keys and cards are left for other commands, readable by the owner only', () => {
  for (const name of ['data/keys.json', 'data/cards.json']) {
    expect(statSync(join(folder.path, name)).mode & 0o777).toBe(0o600);
  }
  expect(parseCardFile(file('data/cards.json'), 'cards.json')).toHaveLength(1_039);
});

test('the HTML report is where it says, and complete', () => {
  expect(result.stderr).toContain('Report    data/report.html');
  expect(file('data/report.html')).toContain('</html>');
});

test('no PAN is in what is printed or reported', () => {
  const said = result.stdout + result.stderr + file('out/report.json') + file('data/report.html');
  const pans = parseCardFile(file('data/cards.json'), 'cards.json').map((card) => card.pan);
  expect(pans.filter((pan) => said.includes(pan))).toEqual([]);
});

test('speaks Norwegian when it is asked to', async () => {
  const said = await runCli(['demo', '--duration', '200ms', '--cards', '50', '--lang', 'nb', ...ANY_PORTS], folder.path);
  expect(said.stderr).toContain('Sender korttrafikk i 0,2 s; Ctrl-C avslutter før tiden.');
  expect(said.stderr).toContain('Rapport    data/report.html');
  expect(said.stdout).toMatch(/^Avstemming i orden: på 89 kort .*\n\nRegnskapet stemmer på 89 kort$/m);
  expect(file('data/report.html')).toContain('<title>Rapport fra aksept demo, ');
  expect(said.code).toBe(0);
});

test('a default port that is taken is said so, and the demo goes on', async () => {
  const blocker = createServer();
  const free = await new Promise<boolean>((resolve) => {
    blocker.once('error', () => resolve(false)); // taken by somebody else: as good
    blocker.listen(7583, '127.0.0.1', () => resolve(true));
  });
  const second = await runCli(['demo', '--duration', '200ms', '--cards', '50'], folder.path);
  if (free) blocker.close();
  expect(second.stderr).toContain('The demo takes free ports instead.');
  expect(second.code).toBe(0);
});

test('listens to ISO 8583 as well, on free ports when nobody will look for the usual ones', () => {
  const ports = [...result.stderr.matchAll(/^Terminals 127\.0\.0\.1:(\d+) \(ISO 8583 (\S+), /gm)].map(([, port, dialect]) => [
    port,
    dialect,
  ]);
  expect(ports.map(([, dialect]) => dialect)).toEqual(['1987-ascii', '1993-bcd']);
  expect(ports.filter(([port]) => port === '8583' || port === '8593')).toEqual([]);
});

test('a port that was asked for and is taken ends it with a sentence', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const refused = await runCli(
    ['demo', '--duration', '200ms', '--cards', '50', '--iso8583', `${port}:1987-bcd`, ...ANY_PORTS],
    folder.path,
  );
  blocker.close();
  expect(refused.stderr).toContain(`Port 127.0.0.1:${port} (ISO 8583 1987-bcd, 2-byte header, TPDU; setting iso8583) is in use`);
  expect(refused.code).toBe(1);
});

test.each([
  [['--duration', 'soon'], '--duration is "soon", which is no duration; write it as 30s, 500ms or 2m.'],
  [['--cards', '3'], `--cards is "3"; it must be a whole number from 20 to ${ORDER_COUNT_MAX}.`],
  [['--protobuf-port', 'x'], '--protobuf-port: protobufPort must be a whole number from 0 to 65535.'],
])('wrong usage %j is one sentence and exit code 2', async (args, sentence) => {
  const refused = await runCliHere(['demo', ...args], folder.path);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(sentence);
});
