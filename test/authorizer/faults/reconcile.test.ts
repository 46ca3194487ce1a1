/**
 * Simulated terminals against an authorizer whose answers are lost, late, doubled, broken and cut, on a virtual clock.
 * Whatever the rules do to the answers, terminals reverse and repeat until both books agree to the øre.
 */
import { describe, expect, test } from 'vitest';
import { Authorizer } from '../../../src/authorizer/authorize.ts';
import { Faults } from '../../../src/authorizer/faults/faults.ts';
import { readFaultPlan } from '../../../src/authorizer/faults/file/rule-file.ts';
import type { FaultPlan } from '../../../src/authorizer/faults/rules/rule.ts';
import { OutageStore } from '../../../src/authorizer/faults/store-outage.ts';
import { SILENT } from '../../../src/authorizer/observer.ts';
import { demoCards, wholePopulation } from '../../../src/commands/demo/population.ts';
import { readDataFile } from '../../../src/config/data-file.ts';
import { verifyStore } from '../../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { maskPan } from '../../../src/protocol/mask.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { noFindings } from '../../../src/terminal-sim/findings.ts';
import { TIMEOUT_MS_DEFAULT } from '../../../src/terminal-sim/link/link.ts';
import { reconcile } from '../../../src/terminal-sim/run/books/reconcile.ts';
import { LoadRun } from '../../../src/terminal-sim/run/engine/load-run.ts';
import { USUAL_MIX } from '../../../src/terminal-sim/workload/usual-mix.ts';
import { Workload } from '../../../src/terminal-sim/workload/workload.ts';
import { VirtualClock } from '../../terminal-sim/support/virtual-clock.ts';
import { pinVerifier, RULES, ring, tokenOf } from '../fixture.ts';
import { FaultTime } from './fault-time.ts';
import { planOf } from './rules.ts';
import { VirtualConnection } from './virtual-connection.ts';

const RUN_MS = 20_000;
const CARDS = 40;
const CONCURRENCY = 8;

async function play(plan: FaultPlan, codecOf: (clock: VirtualClock) => Codec, seed: string) {
  const clock = new VirtualClock();
  const time = new FaultTime(clock);
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => clock.wallMs() });
  const cards = demoCards(wholePopulation(CARDS), seed, '957899', clock.wallMs());
  const pinReferenceOf = (pan: string, pin: string) => pinVerifier.reference(pan, pin);
  await store.cards.create(
    cards.map(({ pan, pin, ...rest }) => ({
      ...rest,
      token: tokenOf(pan),
      maskedPan: maskPan(pan),
      pinReference: pinReferenceOf(pan, pin),
    })),
  );
  const rules = { ...RULES, messageClock: false };
  const parts = { store, tokenOf, pinVerifier, rules, profiles: BUILT_IN_PROFILES, observer: SILENT };
  const injected = new Map<string, number>();
  const faultInjected = (rule: string): void => {
    injected.set(rule, (injected.get(rule) ?? 0) + 1);
  };
  const faults = new Faults({ faultInjected, faultSkipped: () => {} }, time);
  faults.set(plan, false);
  const handler = new Authorizer({ ...parts, store: new OutageStore(store, faults), nowMs: () => clock.nowMs() });
  const line = new VirtualConnection(clock, faults, handler, codecOf(clock), TIMEOUT_MS_DEFAULT);
  const workload = new Workload({ seed, cards, ring, mix: { ...USUAL_MIX, basketScale: 0.25 }, clock });
  const run = new LoadRun({
    mode: { kind: 'closed', concurrency: CONCURRENCY },
    warmupMs: 0,
    durationMs: RUN_MS,
    inFlightMax: 1_000,
    settleMaxMs: 3_600_000,
    source: workload,
    transport: line,
    clock,
  });
  const ended = run.run();
  while (run.phase !== 'done') {
    clock.advance(100);
    // A store that is away answers in a later microtask.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const result = await ended;
  clock.advance(70_000); // what is late comes still
  const states = await store.cards.getAll(workload.cards.map(({ card }) => tokenOf(card.pan)));
  const books = states.map(
    (card) =>
      card && {
        postedMinor: card.postedMinor,
        givenBackMinor: card.givenBackMinor,
        heldMinor: card.holdsMinor,
        balanced: card.fundedMinor - card.postedMinor + card.givenBackMinor === card.ledgerMinor,
      },
  );
  const verification = await verifyStore(store.cards, BUILT_IN_PROFILES);
  return { result, workload, line, faults, time, injected, verification, reconciliation: reconcile(workload.cards, [], books) };
}

/** Of everything that happens to answers, a good deal. */
const EVERYTHING = planOf([
  { match: { mti: 'x400', share: 0.05 }, do: { storeDown: true } },
  { match: { share: 0.02 }, do: { drop: true } },
  { match: { class: ['financial', 'authorization'], share: 0.02 }, do: { late: true } },
  { match: { share: 0.02 }, do: { duplicate: { copies: 3, everyMs: 50 } } },
  { match: { share: 0.005 }, do: { close: true } },
  { match: { share: 0.005 }, do: { close: 'half' } },
  { match: { share: 0.005 }, do: { close: 'after' } },
  { match: { share: 0.005 }, do: { garbage: true } },
  { match: { share: 0.01 }, do: { trickle: { bytes: 8, everyMs: 5 } } },
  { match: { during: { afterMs: 100, forMs: 200, everyMs: 1_000 } }, do: { stall: true } },
  { match: { outcome: 'approved', share: 0.05 }, do: { delay: { exponentialMs: 400 } } },
]);

const isoCodec = (clock: VirtualClock): Codec =>
  createIsoCodec(loadDialect('1987-ascii'), { nowMs: () => clock.wallMs(), mac: undefined, macRequired: false });

describe.each([
  ['protobuf', () => protobufCodec],
  ['1987-ascii', isoCodec],
] as const)('over %s', (_name, codecOf) => {
  const badLine = (): FaultPlan => {
    const { value, place } = readDataFile('examples/faults/bad-line.yaml');
    return readFaultPlan(value, place);
  };

  test.each([
    ['everything, seed a', () => EVERYTHING, 'a'],
    ['everything, seed b', () => EVERYTHING, 'b'],
    ['examples/faults/bad-line.yaml', badLine, 'c'],
  ] as const)('books and terminals agree after %s', async (_what, planFor, seed) => {
    const plan = planFor();
    const { result, workload, line, faults, time, injected, verification, reconciliation } = await play(plan, codecOf, seed);
    expect(result.unfinished).toBe(0);
    expect(workload.findings).toEqual(noFindings());
    expect(reconciliation).toMatchObject({ kind: 'equal', inDoubt: 0, differing: 0, unbalanced: 0 });
    expect(verification.fault).toBe('');
    expect([faults.held, time.waiting]).toEqual([0, 0]);
    expect(line.lost).toBeGreaterThan(0);
    expect(line.strays).toBeGreaterThan(0);
    expect(result.statistics.reasons().timeout).toBeGreaterThan(0);
    expect(plan.rules.filter(({ name }) => !injected.has(name)).map(({ name }) => name)).toEqual([]);
  });
});

test('the same seeds give the same run, fault for fault', async () => {
  const once = async () => {
    const { result, injected, line } = await play(EVERYTHING, () => protobufCodec, 'same');
    return { sent: result.sentTotal, outcomes: result.statistics.outcomes(), injected: [...injected].sort(), lost: line.lost };
  };
  expect(await once()).toEqual(await once());
});
