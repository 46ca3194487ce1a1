/** `aksept load` against a host of other people: one that answers as it should, and each way in which it may not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/terminal-sim/report/report.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';
import { type EchoHost, type Replies, startEchoHost } from './echo-host.ts';

/**
 * What is to be sent: a busy machine may send some less, and a conversation once begun ends behind the measured time. The
 * check before the run has a test of its own.
 */
const DRIVE = ['--rate', '200/s', '--duration', '500ms', '--warmup', '0s', '--connections', '4', '--no-echo'];
const USUAL = ['--codec', 'iso8583:1987-ascii', '--cards', 'cards.json', '--workload', 'workload.json', '--json', 'load.json'];

const PURCHASES = { errands: { purchase: 1 }, tour: false };
/** Every class of messages; nothing that only a host of these cards can refuse, and no repeats. */
const EVERY_CLASS = {
  errands: {
    ...{ purchase: 10, cash: 5, cashback: 2, balanceInquiry: 2, refund: 1, reversal: 3, notesMissing: 1, hotelHigher: 2 },
    ...{ offlineApproval: 1, notesMissingAdvice: 1, session: 1, reversalByRrn: 1, pinChange: 1 },
  },
  tour: true,
};

const folder = temporaryFolder();
let host: EchoHost | undefined;

beforeAll(async () => {
  const issued = await runCli(
    ['cards', 'issue', '--count', '50', '--balance', '20000', '--store', 'memory:', '--out', 'cards.json'],
    folder.path,
  );
  expect(issued.code).toBe(0);
});
afterAll(() => folder.remove());
afterEach(async () => {
  await host?.stop();
  host = undefined;
});

interface Loaded {
  readonly code: number | null;
  readonly text: string;
  readonly report: Report;
}

async function load(replies: Replies | undefined, mix: object, ...args: readonly string[]): Promise<Loaded> {
  host = await startEchoHost(replies);
  writeFileSync(join(folder.path, 'workload.json'), JSON.stringify(mix));
  const { code, stdout } = await runCli(['load', '--target', `127.0.0.1:${host.port}`, ...USUAL, ...DRIVE, ...args], folder.path);
  return { code, text: stdout, report: JSON.parse(readFileSync(join(folder.path, 'load.json'), 'utf8')) as Report };
}

/** A machine that is too busy to send at the rate is told, whatever the host did. */
function soundCode({ offer }: Report): number {
  return offer.shortBy === 'generator' ? 1 : 0;
}

const NO_ERRORS = { timeout: 0, connectionLost: 0, tooMuchUnsent: 0, connectionsLost: 0, strayAnswers: 0, unreadableAnswers: 0 };

test.each([
  ['purchases', PURCHASES, ['0200']],
  ['every class of messages', EVERY_CLASS, ['0100', '0200', '0220', '0420', '0800']],
])('a host that answers as it should: %s', async (_what, mix, mtis) => {
  const { code, text, report } = await load(undefined, mix, '--threshold', 'errors==0', '--threshold', 'findings==0');
  expect([...new Set(host?.asked)].sort()).toEqual(mtis);
  expect(report.errors).toEqual({ ...report.errors, ...NO_ERRORS, looseAnswers: 0, silentConnections: 0, firstSentence: '' });
  expect(report.messages).toMatchObject({ answered: report.messages.sent, unfinished: 0 });
  expect(report.outcomes.approved).toBe(report.messages.answered);
  // A busy machine may leave a few of them unsent, which is no error before it is many.
  expect(text.includes('Errors (') && report.messages.notSent === 0).toBe(false);
  expect(code).toBe(soundCode(report));
});

test('a host that decides repeats anew is found out', async () => {
  const { code, text, report } = await load(undefined, { errands: { repeat: 1 }, tour: false });
  expect(report.findings.differingRepeats).toBeGreaterThan(0);
  expect(report.classes).toMatchObject({ financialRepeat: { unanswered: 0 } });
  expect(text).toContain('repeats got another outcome or approval code than their original: the host decided them again');
  expect(code).toBe(1);
});

test.each([
  ['a time of its own in DE7', (answer) => [{ ...answer, 7: '0102030405' }]],
  ['no DE7', ({ 7: _time, ...answer }) => [answer]],
  ['no DE41', ({ 41: _terminal, ...answer }) => [answer]],
] satisfies [string, Replies][])('%s: its answers are matched by what is left', async (_what, replies) => {
  const { code, text, report } = await load(replies, PURCHASES, '--threshold', 'errors==0');
  expect(report.errors).toMatchObject({ ...NO_ERRORS, looseAnswers: report.messages.sentTotal, firstSentence: '' });
  expect(report.outcomes.approved).toBe(report.messages.sent);
  expect(text).toMatch(new RegExp(` {2}matched without DE7 or DE41 +${report.messages.sentTotal}\n`));
  expect(code).toBe(soundCode(report));
});

test('a code in no table is counted, named, and no approval', async () => {
  const { code, text, report } = await load((answer, count) => [count % 2 === 0 ? { ...answer, 39: 'Z9' } : answer], PURCHASES);
  const { Z9: count = 0, ...others } = report.unknownCodes;
  expect(others).toEqual({});
  expect(count).toBeGreaterThan(0);
  expect(report.outcomes).toMatchObject({ approved: report.messages.answered - count, systemMalfunction: count });
  expect(report.messages.answered).toBe(report.messages.sent);
  expect(text).toMatch(new RegExp(` {2}of these, unknown +Z9 +${count} `));
  expect(text).toContain(`DE39 Z9 (${count}) is not a code of iso8583:1987-ascii and counts as systemMalfunction;`);
  expect(code).toBe(soundCode(report));
});

describe('silence', () => {
  test('from the beginning: time-outs are counted, and one sentence says what to check', async () => {
    const { code, text, report } = await load(() => [], PURCHASES, '--timeout', '300ms');
    expect(report.messages.answered).toBe(0);
    expect(report.messages.sent).toBeGreaterThan(0);
    expect(report.errors).toMatchObject({ ...NO_ERRORS, timeout: report.messages.sent, silentConnections: 4 });
    expect(text).toContain(
      'The host took the messages and answered none within 300 ms; check that --codec, with its header, is what the port speaks.',
    );
    expect(code).toBe(1);
  });

  test('after a while: what was answered is kept, and a threshold breaks', async () => {
    const answered = 30;
    const replies: Replies = (answer, count) => (count <= answered ? [answer] : []);
    const { code, report } = await load(replies, PURCHASES, '--timeout', '3s', '--threshold', 'errors==0');
    expect(report.messages.answered).toBe(answered);
    expect(report.outcomes.approved).toBe(answered);
    expect(report.errors).toMatchObject({ ...NO_ERRORS, timeout: report.messages.sent - answered });
    expect(report.latencyMs.corrected.max).toBeGreaterThan(0);
    expect(code).toBe(99);
  });

  test('of one class: it is named', async () => {
    const replies: Replies = (answer) => (answer['0'] === '0430' ? [] : [answer]);
    const { text, report } = await load(replies, { errands: { purchase: 3, reversal: 1 }, tour: true }, '--timeout', '300ms');
    expect(report.classes.reversal).toMatchObject({ answered: 0 });
    expect(text).toMatch(
      / {2}Never answered: reversals \(\d+\); a host that does not know them needs a --workload without the flows that send them/,
    );
  });
});

describe('garbage', () => {
  /** Another kind of host: its first two bytes would be a length that is never filled. */
  const HALF = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
  const FRAMED = Buffer.concat([Buffer.from([0, 3]), Buffer.from('???')]);

  test.each([
    [
      'bytes without frames',
      HALF,
      /The host sent bytes that are not a whole message after a 2-byte header; check that --codec, with its header, /,
    ],
    ['frames without messages', FRAMED, /The host sent what cannot be read \(.*\); check that --codec is what the port speaks\.\n/],
  ])('nothing but %s is a run that failed, in one sentence', async (_what, garbage, sentence) => {
    const { code, text, report } = await load(() => [garbage], PURCHASES, '--timeout', '500ms');
    expect(report.messages.answered).toBe(0);
    expect(report.errors.unreadableAnswers > 0).toBe(garbage === FRAMED);
    expect(text).toMatch(sentence);
    expect(text.match(/ {2}The host /g)).toHaveLength(1);
    expect(code).toBe(1);
  });

  test('now and then it costs those answers alone', async () => {
    // Not the first answer of a connection, which would end it.
    const replies: Replies = (answer, count) => (count > 50 && count % 20 === 0 ? [FRAMED] : [answer]);
    const slower = ['--rate', '100/s', '--duration', '2s', '--timeout', '500ms'];
    const { code, text, report } = await load(replies, PURCHASES, ...slower, '--threshold', 'errors<50%');
    expect(report.errors).toMatchObject({ timeout: report.messages.sent - report.messages.answered, connectionsLost: 0 });
    expect(report.errors.timeout).toBeGreaterThan(0);
    expect(report.errors.unreadableAnswers).toBeGreaterThanOrEqual(report.errors.timeout);
    expect(text).toMatch(/ {2}An answer cannot be read \(.*\); the others of this host can\.\n/);
    expect(code).toBe(soundCode(report));
  });
});
