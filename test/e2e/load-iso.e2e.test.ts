/** Simulated terminals and the server, over every dialect of ISO 8583 that is shipped, and one from a file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/terminal-sim/report/report.ts';
import { type CliResult, runCli, type Served, serve, temporaryFolder } from '../support/cli.ts';
import { simulatedCard } from '../terminal-sim/support/sim-fixtures.ts';

const SPOKEN = ['1987-ascii', '1987-ascii-hex+4a', '1987-bcd', '1987-ebcdic+2bcd+inclusive', '1993-bcd', '1993-bcd+mac', './mine.json'];
/** Runs with wrong PINs only, which leave cards with blocked PINs. */
const WRONG_PINS = [
  ['1987-ascii', '00', '55'],
  ['1993-bcd', '000', '117'],
  ['./mine.json', '00', '38'],
] as const;
/** Each run has cards of its own: a terminal of a second run begins again with STAN 1 on the same day. */
const CARD_FILES = [...SPOKEN, ...WRONG_PINS.map(([dialect]) => `wrong PINs, ${dialect}`)];
const CARDS_EACH = 30;

/** A dialect whose bank answers a wrong PIN with 38, not with the 55 of ISO 8583:1987. */
const MINE = { extends: '1987-bcd', name: 'mine', about: 'A test.', header: '4b', responseCodeOverrides: { incorrectPin: '38' } };

const folder = temporaryFolder();
let server: Served;

beforeAll(async () => {
  const cards = CARD_FILES.flatMap((_run, index) => {
    const own = Array.from({ length: CARDS_EACH }, (_none, card) => simulatedCard(index * CARDS_EACH + card));
    writeFileSync(join(folder.path, `cards-${index}.json`), JSON.stringify(own));
    return own;
  });
  writeFileSync(join(folder.path, 'cards.json'), JSON.stringify(cards));
  writeFileSync(join(folder.path, 'mine.json'), JSON.stringify(MINE));
  writeFileSync(join(folder.path, 'codes.yaml'), 'errands: { purchase: 1, wrongPin: 1 }\n');
  const listeners = SPOKEN.map((dialect) => `0:${dialect}`).join(',');
  server = await serve(['--cards', 'cards.json', '--iso8583', listeners], folder.path);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function load(index: number, codec: string, ...args: readonly string[]): Promise<CliResult> {
  const usual = ['--cards', `cards-${index}.json`, '--duration', '400ms', '--warmup', '0s', '--connections', '2', '--concurrency', '8'];
  return runCli(['load', '--target', server.iso8583[index] ?? '', '--codec', codec, ...usual, ...args], folder.path);
}

/** A slow machine does not get through the usual workload in this time. */
const CODES = ['--workload', 'codes.yaml', '--json', 'codes.json', '--html', 'codes.html', '--seed', '3'];

test.each(WRONG_PINS)('the report shows DE39 of %s as it was received', async (dialect, approved, incorrectPin) => {
  const index = SPOKEN.indexOf(dialect);
  const cards = `cards-${CARD_FILES.indexOf(`wrong PINs, ${dialect}`)}.json`;
  const { stdout } = await load(index, `iso8583:${dialect}`, ...CODES, '--cards', cards);
  const { outcomes, responseCodes } = JSON.parse(readFileSync(join(folder.path, 'codes.json'), 'utf8')) as Report;
  expect(outcomes.incorrectPin).toBeGreaterThan(0);
  expect(responseCodes).toMatchObject({
    approved: { [approved]: outcomes.approved },
    incorrectPin: { [incorrectPin]: outcomes.incorrectPin },
  });
  const count = outcomes.incorrectPin.toLocaleString('en-US');
  expect(stdout).toMatch(new RegExp(`\\n  incorrectPin +${incorrectPin} +${count} `));
  expect(readFileSync(join(folder.path, 'codes.html'), 'utf8')).toContain(`</th><td>${incorrectPin}</td><td>${count}</td>`);
});

describe('terminals and server understand each other', () => {
  test.each(SPOKEN.map((dialect, index) => [dialect, index] as const))('%s', async (dialect, index) => {
    const result = await load(index, `iso8583:${dialect}`, '--http', server.http, '--json', '-');
    expect(result).toMatchObject({ code: 0 });
    const { settings, outcomes, errors, messages, findings, reconciliation } = JSON.parse(result.stdout) as Report;
    expect(settings.codec).toBe(`iso8583:${dialect}`);
    expect(errors).toMatchObject({ timeout: 0, connectionLost: 0, strayAnswers: 0, unreadableAnswers: 0, firstSentence: '' });
    expect(findings).toEqual({ differingRepeats: 0, declinedReversals: 0, declinedAdvices: 0, refusedPins: 0 });
    // How many are within the limits of their cards depends on how fast the machine is.
    const { approved, exceedsAmountLimit = 0, exceedsCountLimit = 0, insufficientFunds = 0 } = outcomes;
    expect(approved).toBeGreaterThan(0);
    expect(approved + exceedsAmountLimit + exceedsCountLimit + insufficientFunds).toBeGreaterThan(messages.answered / 2);
    expect(outcomes).toMatchObject({ macError: 0, systemMalfunction: 0 });
    expect(reconciliation).toMatchObject({ kind: 'equal', inDoubt: 0, unbalanced: 0 });
  });
});

test('1987-ascii is meant when no dialect is given', async () => {
  const result = await load(0, 'iso8583', '--json', '-', '--seed', '2');
  expect((JSON.parse(result.stdout) as Report).settings.codec).toBe('iso8583:1987-ascii');
  expect(result.code).toBe(0);
});

test('another dialect than the listener’s is found before the run, in one sentence that says what to check', async () => {
  const { code, stdout, stderr } = await load(0, 'iso8583:1993-bcd');
  const [sentence, ...others] = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('The card file has no card of '));
  expect(sentence).toContain(`${server.iso8583[0]} closed the connection at the first message, an echo or a balance inquiry; `);
  expect(sentence).toContain('--codec');
  expect({ code, stdout, others }).toEqual({ code: 1, stdout: '', others: [] });
});

test('MACs that are missing are declined', async () => {
  const result = await load(5, 'iso8583:1993-bcd', '--json', '-');
  const { outcomes, messages } = JSON.parse(result.stdout) as Report;
  expect(outcomes.macError + outcomes.formatError).toBe(messages.answered);
});
