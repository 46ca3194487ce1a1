/** The scenarios that are shipped: all come out as they say, they cover what there is, and each of them can fail. */
import { describe, expect, test } from 'vitest';
import { STORE_OUTAGES } from '../../src/authorizer/faults/store-outage.ts';
import { ALL_FLAGS } from '../../src/protocol/message.ts';
import { OUTCOMES, type Outcome } from '../../src/protocol/outcome.ts';
import { ACTION_KEYS, NAMINGS, OFFICE_WORDS } from '../../src/scenario/actions.ts';
import { openInProcessHost } from '../../src/scenario/in-process-host.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { runOn, runScenario } from '../../src/scenario/run-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { LIBRARY, PROGRAMME_LIBRARY } from './library.ts';

/** What no scenario can bring about, and why. */
const NOT_BY_A_SCENARIO: Readonly<Partial<Record<Outcome, string>>> = {
  systemMalfunction: 'it is the answer to a bug; test/authorizer/authorize.test.ts puts one in',
};

const scenarios = LIBRARY.map((path) => readScenario(path));
const withOffice = PROGRAMME_LIBRARY.map((path) => readScenario(path));
const all = [...scenarios, ...withOffice];
const steps = all.flatMap((scenario) => scenario.steps);
const expectedOutcomes = new Set<string>(steps.flatMap(({ expected }) => expected?.outcome ?? []));

describe('each scenario', () => {
  test.each(LIBRARY)('%s passes', async (path) => {
    const { status, reason, steps: results } = await runScenario(path);
    expect(results.flatMap(({ differences }) => differences)).toEqual([]);
    expect([status, reason]).toEqual(['passed', '']);
  });

  test.each(LIBRARY.filter((path) => path.includes('/repeats/')))('%s passes on the file store', async (path) => {
    const { status, reason, host } = await runScenario(path, { store: 'file:' });
    expect([status, reason]).toEqual(['passed', '']);
    expect(host).toMatch(/^file:/);
  });

  test('has a title in both languages, and no two the same', () => {
    expect(all.filter(({ tittel }) => tittel === '').map(({ source }) => source)).toEqual([]);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  });

  test('expects something beyond approvals', () => {
    const idle = all.filter(({ steps: own }) => own.every(({ expected }) => expected === undefined));
    expect(idle.map(({ source }) => source)).toEqual([]);
  });
});

describe('together they cover', () => {
  test('every outcome, but for those that no scenario can bring about', () => {
    const missing = OUTCOMES.map(({ name }) => name).filter((name) => !expectedOutcomes.has(name));
    expect(missing).toEqual(Object.keys(NOT_BY_A_SCENARIO));
  });

  test('every action, every way to name an original, everything that the office does', () => {
    const used = new Set<string>(steps.flatMap(({ action, naming, officeWord }) => [action ?? '', naming, officeWord]));
    expect([...ACTION_KEYS, ...NAMINGS, ...OFFICE_WORDS].filter((word) => !used.has(word))).toEqual([]);
  });

  test('every outage of the store', () => {
    const used = new Set<string>(steps.map(({ storeOutage }) => storeOutage));
    expect(STORE_OUTAGES.filter((outage) => !used.has(outage))).toEqual([]);
  });

  test('every flag', () => {
    const used = new Set<string>(steps.flatMap(({ expected }) => expected?.flag ?? []));
    expect([...ALL_FLAGS].filter((flag) => !used.has(flag))).toEqual([]);
  });
});

/** The scenario with one expectation turned into another that is as good to write, but wrong. */
function spoiled(scenario: Scenario, index: number): Scenario {
  const own = scenario.steps.map((step) => {
    if (step.index !== index || step.expected === undefined) return step;
    const { outcome, balance, ...rest } = step.expected;
    const wrong = {
      ...rest,
      ...(outcome === undefined ? {} : { outcome: outcome === 'approved' ? ('lostCard' as const) : ('approved' as const) }),
      ...(balance === undefined ? {} : { balance: balance + 1 }),
    };
    return { ...step, expected: wrong };
  });
  return { ...scenario, steps: own };
}

test('a wrong outcome or balance fails its step, and that alone', async () => {
  let spoiledSteps = 0;
  for (const scenario of scenarios) {
    const index = scenario.steps.findLastIndex(({ expected }) => expected?.outcome !== undefined || expected?.balance !== undefined);
    if (index === -1) continue;
    const result = await runOn(spoiled(scenario, index), () => openInProcessHost(scenario, 'memory:'));
    expect([result.source, result.status]).toEqual([scenario.source, 'failed']);
    expect(result.steps.filter(({ passed }) => !passed).map(({ number }) => number)).toEqual([index + 1]);
    spoiledSteps += 1;
  }
  expect(spoiledSteps).toBeGreaterThan(LIBRARY.length * 0.9);
});
