/**
 * What a server records comes out the same when it is decided again, and different where a rule was
 * changed.
 */

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import type { ProfileSet } from '../../../src/limits/rules/profile.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import type { Exchange, Trace } from '../../../src/trace/format/lines.ts';
import { profilesOf } from '../../../src/trace/format/profile-fields.ts';
import { readTrace, traceLines } from '../../../src/trace/format/trace-file.ts';
import { Recorder } from '../../../src/trace/record/recorder.ts';
import { InProcessHost } from '../../../src/trace/replay/in-process-host.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import type { ReplayResult } from '../../../src/trace/replay/replay-result.ts';
import { NO_REWRITING, type RewriteRules } from '../../../src/trace/replay/rewrite.ts';
import { type Shrunk, shrink } from '../../../src/trace/shrink/shrink.ts';
import { expectedChanges, Listener } from '../support/expected.ts';
import { type Recorded, recordMixedRun } from '../support/mixed-run.ts';

const PRODUCED_REFERENCE = '1:40404';

let folder = '';
let recorded: Recorded;
let trace: Trace;
let profiles: ProfileSet;
const listener = new Listener();

/** The recorded profiles, with another purchase limit for Kronekort. */
function withPosLimit(amount: string): ProfileSet {
  const fields = structuredClone(trace.header.profiles) as { name: string; limits: { name: string; amount: string }[] }[];
  const limit = fields.find(({ name }) => name === 'kronekort')?.limits.find(({ name }) => name === 'pos');
  if (limit === undefined) throw new Error('The header has no purchase limit of Kronekort.');
  limit.amount = amount;
  return profilesOf(fields, 'changed');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-trace-'));
  const watchStore = Recorder.prototype.watchStore;
  const spy = vi.spyOn(Recorder.prototype, 'watchStore').mockImplementation(function (this: Recorder, store) {
    return listener.watch(watchStore.call(this, store));
  });
  recorded = await recordMixedRun(folder, {
    meanwhile: async ({ app }) => {
      const [first, second, third] = (await app.store.cards.list('', 10)).cards;
      await app.store.cards.fund(first?.token ?? '', 12_345);
      await app.store.cards.change(second?.token ?? '', { status: 'blocked' });
      await app.store.cards.change(third?.token ?? '', { pinReference: PRODUCED_REFERENCE });
    },
  });
  spy.mockRestore();
  trace = readTrace(recorded.path).trace;
  profiles = profilesOf(trace.header.profiles, recorded.path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hostOn(by: ProfileSet, rewrite: RewriteRules = NO_REWRITING): InProcessHost {
  return new InProcessHost({
    store: createMemoryStore({ profiles: by, nowMs: Date.now }),
    profiles: by,
    rules: trace.header.rules,
    rewrite,
  });
}

function onMemory(of: Trace, by: ProfileSet, rewrite?: RewriteRules): Promise<ReplayResult> {
  return replay(of, hostOn(by, rewrite), { speed: 0 });
}

function exchanges(of: Trace): readonly Exchange[] {
  return of.events.filter((event) => event.kind === 'exchange');
}

/** The same words as expectedChanges. */
function changesIn(result: ReplayResult): readonly string[] {
  const counts = new Map<string, number>();
  const numbers = new Map<number, number>();
  for (const { sequence, token, decision } of exchanges(trace)) {
    if (decision === undefined) continue;
    counts.set(token, (counts.get(token) ?? 0) + 1);
    numbers.set(sequence, counts.get(token) ?? 0);
  }
  return result.differing.flatMap(({ exchange, differences }) => {
    const outcome = differences.find(({ what }) => what === 'outcome');
    const amount = differences.find(({ what }) => what === 'approvedAmountMinor');
    if (outcome === undefined && amount === undefined) return [];
    const { response } = exchange;
    const was = `${exchange.outcome} ${response.approvedAmountMinor ?? 0}`;
    const is = `${outcome?.replayed ?? exchange.outcome} ${amount?.replayed ?? response.approvedAmountMinor ?? 0}`;
    return [`${exchange.token} ${numbers.get(exchange.sequence)}: ${was} → ${is}`];
  });
}

describe('a mixed run, recorded', () => {
  test('has every exchange, in many outcomes, and what the office did', () => {
    const outcomes = new Set(exchanges(trace).map(({ outcome }) => outcome));
    expect(exchanges(trace).length).toBeGreaterThan(recorded.errands);
    expect(outcomes.size).toBeGreaterThan(15);
    expect(trace.events.filter(({ kind }) => kind === 'office')).toHaveLength(3);
    expect(exchanges(trace).filter(({ decision }) => decision !== undefined)).toHaveLength(listener.asked.length);
  });

  test('holds no PAN, no PIN and no verification value, and is for its owner only', () => {
    for (const { pan } of recorded.cards) expect(recorded.text).not.toContain(pan);
    expect(recorded.text).not.toMatch(/"pin":"?\d{4}/);
    expect(recorded.text).not.toContain(PRODUCED_REFERENCE);
    expect(recorded.text).toContain('"change":{"unblockPin":true}');
    expect(recorded.text).not.toMatch(/"(?:track2|mac|chipData|pinReference|pinReferences|attemptId)":/);
    expect(recorded.text).not.toMatch(/"\d:\d{4}"/);
    expect(statSync(recorded.path).mode & 0o777).toBe(0o600);
  });

  test('has the PIN blocks under the test key ring', () => {
    expect(exchanges(trace).some(({ request }) => request.pinBlock?.length === 16)).toBe(true);
    expect(exchanges(trace).some(({ request }) => request.pinBlock?.length === 32)).toBe(true);
    expect(exchanges(trace).some(({ request }) => request.newPinBlock !== undefined)).toBe(true);
    expect(trace.header.keyRing).toMatch(/^test-/);
  });

  test('replayed at max on memory: nothing differs', async () => {
    const result = await onMemory(trace, profiles);
    expect(result.differing).toEqual([]);
    expect(result.compared + result.undecided).toBe(exchanges(trace).length);
    expect(result.compared).toBeGreaterThan(recorded.errands);
  });

  test('on other dates and other terminals: nothing differs', async () => {
    const result = await onMemory(trace, profiles, { shiftMs: 400 * DAY_MS, terminalPrefix: 'R' });
    expect(result.differing).toEqual([]);
  });

  test('written again and read again it is the same', () => {
    const path = join(folder, 'again.ndjson');
    writeFileSync(path, `${[...traceLines(trace)].join('\n')}\n`);
    expect(readTrace(path)).toEqual({ trace, notes: [] });
  });
});

describe('with one limit changed', () => {
  test.each(['1000.00', '2500.50', '400.00'])('exactly the decisions that should differ do: %s', async (amount) => {
    const changed = withPosLimit(amount);
    const { tokens, changes } = expectedChanges(listener, profiles, changed);
    const found = changesIn(await onMemory(trace, changed)).filter((change) => tokens.has(change.split(' ')[0] ?? ''));
    expect([...found].sort()).toEqual([...changes].sort());
    expect(changes.length).toBeGreaterThan(10);
    expect(tokens.size).toBeGreaterThan(trace.cards.size / 2);
  });

  describe('shrunk', () => {
    let changed: ProfileSet;
    let shrunk: Shrunk;

    beforeAll(async () => {
      changed = withPosLimit('2500.50');
      const found = await shrink(trace, { openHost: async () => hostOn(changed), openRecordedHost: async () => hostOn(profiles) });
      if (found === undefined) throw new Error('Nothing differed.');
      shrunk = found;
    });

    test('it is short, still differs, and is right by the recorded rules', async () => {
      expect(shrunk.before).toBe(trace.events.length);
      expect(shrunk.after).toBe(shrunk.trace.events.length);
      expect(shrunk.after).toBeLessThan(10);
      expect(shrunk.trace.cards.size).toBe(1);
      expect((await onMemory(shrunk.trace, profiles)).differing).toEqual([]);
      const { differing } = await onMemory(shrunk.trace, changed);
      expect(differing.map(({ exchange }) => exchange.sequence)).toEqual([shrunk.trace.events.at(-1)?.sequence]);
    });

    test('no exchange of it can be left out', async () => {
      for (const left of shrunk.trace.events) {
        const events = shrunk.trace.events.filter((event) => event !== left);
        const { counts } = await onMemory({ ...shrunk.trace, events }, changed);
        expect(counts.outcome + counts.approvedAmountMinor).toBe(0);
      }
    });

    test('it is a trace that can be read, and the same each time', async () => {
      const path = join(folder, 'shrunk.ndjson');
      writeFileSync(path, [...traceLines(shrunk.trace)].join('\n'));
      expect(readTrace(path)).toEqual({ trace: shrunk.trace, notes: [] });
      const again = await shrink(trace, { openHost: async () => hostOn(changed), openRecordedHost: async () => hostOn(profiles) });
      expect([...traceLines(again?.trace ?? trace)]).toEqual([...traceLines(shrunk.trace)]);
    });

    test('with few tries it is longer, but still differs', async () => {
      const found = await shrink(trace, {
        openHost: async () => hostOn(changed),
        openRecordedHost: async () => hostOn(profiles),
        triesMax: 3,
      });
      expect(found?.tries).toBeLessThanOrEqual(3);
      expect((await onMemory(found?.trace ?? trace, changed)).differing.length).toBeGreaterThan(0);
    });
  });

  test('the same limits: there is nothing to shrink', async () => {
    expect(await shrink(trace, { openHost: async () => hostOn(profiles), openRecordedHost: async () => hostOn(profiles) })).toBeUndefined();
  });
});
