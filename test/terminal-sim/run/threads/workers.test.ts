/** Runs in several threads: what they share out, and how it adds up again. */
import { HistogramLogReader } from 'hdr-histogram-js';
import { describe, expect, test } from 'vitest';
import { noFindings } from '../../../../src/terminal-sim/findings.ts';
import { noLinkErrors } from '../../../../src/terminal-sim/link/link-errors.ts';
import { hdrLog } from '../../../../src/terminal-sim/measure/hdr-log.ts';
import type { Interval } from '../../../../src/terminal-sim/measure/interval.ts';
import { Statistics } from '../../../../src/terminal-sim/measure/statistics.ts';
import { Random } from '../../../../src/terminal-sim/random.ts';
import { sumResults, type WorkerResult } from '../../../../src/terminal-sim/run/threads/worker-result.ts';
import { splitCards } from '../../../../src/terminal-sim/workload/card-groups.ts';
import { createSites, terminalCount } from '../../../../src/terminal-sim/workload/sites.ts';
import { USUAL_MIX } from '../../../../src/terminal-sim/workload/usual-mix.ts';
import { mixedCards, simulatedCard, terminalContext } from '../../support/sim-fixtures.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const NOW_MS = 1_800_000_000_000;

describe('cards', () => {
  test.each([1, 2, 3, 7])('are in one share of %d, each of them', (shares) => {
    const cards = mixedCards();
    const dealt = splitCards(cards, shares, NOW_MS);
    expect(dealt.flat().sort((a, b) => a - b)).toEqual(cards.map((_card, entry) => entry));
    expect(dealt.length).toBe(shares);
  });

  test('of every kind are in every share, as far as there are enough', () => {
    const lost = [200, 201, 202, 203].map((number) => simulatedCard(number, { status: 'lost' }));
    const cards = [...lost, ...mixedCards()];
    const shares = splitCards(cards, 2, NOW_MS);
    expect(shares.map((own) => own.filter((entry) => cards[entry]?.status === 'lost').length)).toEqual([3, 2]);
    expect(Math.abs((shares[0]?.length ?? 0) - (shares[1]?.length ?? 0))).toBeLessThanOrEqual(8);
  });
});

test('terminals of one share have other numbers than those of the next', () => {
  const plan = { ...USUAL_MIX, terminals: 50 };
  const sites = (before: number) => createSites(plan, new Random('park'), terminalContext(new VirtualClock()), before);
  const ids = (before: number): readonly string[] =>
    Object.values(sites(before)).flatMap((site) => site.map((one) => one.terminal.identity.id));
  const size = terminalCount(plan);
  expect(ids(0)).toHaveLength(size);
  expect(ids(size)[0]).toBe(`T${String(size + 1).padStart(7, '0')}`);
  expect(new Set([...ids(0), ...ids(size)]).size).toBe(2 * size);
});

/** Random answers of one thread, by the second. */
function measured(seed: string, seconds: number): { readonly statistics: Statistics; readonly intervals: readonly Interval[] } {
  const random = new Random(seed);
  const statistics = new Statistics(true, 0);
  const intervals: Interval[] = [];
  statistics.onInterval = (interval) => intervals.push(structuredClone(interval));
  for (let second = 1; second <= seconds; second += 1) {
    for (let count = random.int(300); count > 0; count -= 1) {
      statistics.offered();
      const ms = random.exponential() * 5;
      const kind = random.pick(['pos', 'atm', 'network'] as const);
      if (random.chance(0.02)) statistics.unanswered(kind, 'timeout');
      else statistics.answered(kind, random.pick(['approved', 'incorrectPin'] as const), ms + 1, ms);
    }
    statistics.tick(second * 1_000);
  }
  return { statistics, intervals };
}

test('what two threads measured adds up to what one would have', () => {
  const both = new Statistics(true, 0);
  const [one, two] = [measured('one', 5), measured('two', 5)];
  const whole = new Statistics(true, 0);
  for (const [second, interval] of one.intervals.entries()) {
    both.absorb(interval);
    both.absorb(two.intervals[second] as Interval);
    both.tick((second + 1) * 1_000);
  }
  // The same numbers in another order.
  for (const { intervals } of [two, one]) for (const interval of intervals) whole.absorb(interval);
  whole.tick(5_000);
  expect(both.offeredCount).toBe(one.statistics.offeredCount + two.statistics.offeredCount);
  expect(both.answeredCount).toBe(one.statistics.answeredCount + two.statistics.answeredCount);
  expect(both.unansweredCount).toBe(one.statistics.unansweredCount + two.statistics.unansweredCount);
  for (const of of ['corrected', 'uncorrected', 'outcomes', 'reasons', 'kinds', 'distributions'] as const)
    expect(both[of]()).toEqual(whole[of]());
  expect(both.corrected().max).toBe(Math.max(one.statistics.corrected().max, two.statistics.corrected().max));
  expect(both.series()).toHaveLength(5);
  const answered = both.series().reduce((sum, point) => sum + point.approved + point.declined, 0);
  expect(answered).toBe(both.answeredCount);
});

test('kinds add up to all messages', () => {
  const { statistics } = measured('kinds', 3);
  const kinds = statistics.kinds();
  expect(kinds.map(({ kind }) => kind)).toEqual(['pos', 'atm', 'network']);
  expect(kinds.reduce((sum, each) => sum + each.answered, 0)).toBe(statistics.answeredCount);
  expect(kinds.reduce((sum, each) => sum + each.unanswered, 0)).toBe(statistics.unansweredCount);
  expect(Math.max(...kinds.map((each) => each.latencyMs.max))).toBe(statistics.corrected().max);
});

function result(changes: Partial<WorkerResult>): WorkerResult {
  return {
    startedAtMs: NOW_MS,
    measuredMs: 1_000,
    settleMs: 5,
    sentTotal: 100,
    notSent: 0,
    shortBy: '',
    lagMsMax: 1,
    lateness: { values: [100, 900], counts: [9, 1] },
    busyMs: 400,
    unfinished: 0,
    linkErrors: noLinkErrors(),
    findings: noFindings(),
    pinsAstray: 0,
    skipped: [],
    expected: [],
    ...changes,
  };
}

test('results add up, the worst counts where nothing can be added', () => {
  const errors = { ...noLinkErrors(), connectionsLost: 2, strayAnswers: 1, firstSentence: 'One.' };
  const findings = { ...noFindings(), differingRepeats: 2 };
  expect(
    sumResults([
      result({ skipped: ['lostCard', 'hotCard'], shortBy: 'host', notSent: 4, linkErrors: errors, startedAtMs: NOW_MS + 1 }),
      result({ skipped: ['hotCard'], shortBy: 'generator', lagMsMax: 7, measuredMs: 1_001, findings, unfinished: 1 }),
    ]),
  ).toEqual({
    startedAtMs: NOW_MS,
    measuredMs: 1_001,
    settleMs: 5,
    sentTotal: 200,
    notSent: 4,
    shortBy: 'generator',
    lagMsMax: 7,
    lateness: { values: [100, 900], counts: [18, 2] },
    busyMs: 800,
    unfinished: 1,
    linkErrors: errors,
    findings,
    pinsAstray: 0,
    skipped: ['hotCard'],
  });
});

describe('the HDR log', () => {
  const { statistics } = measured('log', 4);
  const log = hdrLog(statistics.intervals(), NOW_MS, 'a test');

  function read(tag: string): { readonly count: number; readonly max: number; readonly seconds: readonly number[] } {
    const reader = new HistogramLogReader(log);
    const seconds: number[] = [];
    let count = 0;
    let max = 0;
    for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram()) {
      if (next.tag !== tag) continue;
      count += next.totalCount;
      max = Math.max(max, next.maxValue);
      seconds.push(Math.round((next.endTimeStampMsec - next.startTimeStampMsec) / 1_000));
    }
    return { count, max, seconds };
  }

  test.each(['corrected', 'uncorrected'] as const)('is read by HDR tools and has every message: %s', (tag) => {
    const found = read(tag);
    expect(found.count).toBe(statistics.answeredCount);
    expect(found.max / 1_000 / statistics[tag]().max).toBeCloseTo(1, 2);
    expect(found.seconds).toEqual([1, 1, 1, 1]);
  });

  test('of a closed loop has one way to count', () => {
    const closed = new Statistics(false, 0);
    closed.answered('pos', 'approved', 3, 3);
    closed.tick(1_000);
    const lines = hdrLog(closed.intervals(), NOW_MS, 'x').split('\n');
    expect(lines.filter((line) => line.startsWith('Tag='))).toHaveLength(1);
  });
});
