import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Spend, usageOf } from '../../../src/limits/rules/window.ts';
import { SpendLog } from '../../../src/limits/state/spend-log.ts';
import { RETENTION_MS_MIN } from '../../../src/limits/state/stored-answer.ts';
import { HOUR_MS, T0, TEST_PROFILES } from '../stores/conformance/world.ts';

const LIMITS = [...TEST_PROFILES.values()].flatMap((profile) => profile.limits);

const step = fc.record({
  aheadMs: fc.oneof(fc.constantFrom(0, HOUR_MS, 96 * HOUR_MS), fc.integer({ min: 0, max: 60 * HOUR_MS })),
  lookMs: fc.integer({ min: -20 * HOUR_MS, max: 20 * HOUR_MS }),
  amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
  mcc: fc.constantFrom(5411, 5541, 6011),
  removes: fc.option(fc.nat({ max: 100 }), { freq: 4, nil: undefined }),
});

it('a running window is what adding up gives, whatever is added, removed and looked at', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const log = new SpendLog();
      let spends: Spend[] = [];
      let nowMs = T0;
      for (const [id, { aheadMs, lookMs, amountMinor, mcc, removes }] of steps.entries()) {
        nowMs += aheadMs;
        const spend: Spend = { id: id + 1, instantMs: nowMs, amountMinor, mcc, type: 'purchase', channel: mcc === 6011 ? 'atm' : 'pos' };
        log.add(spend, RETENTION_MS_MIN);
        spends.push(spend);
        if (removes !== undefined) {
          log.correct(removes, 0);
          spends = spends.filter((each) => each.id !== removes);
        }
        const at = Math.max(nowMs + lookMs, nowMs - 24 * HOUR_MS);
        for (const [index, limit] of LIMITS.entries()) {
          const { amountMinor: amount, count } = log.usage(LIMITS, index, at);
          expect({ amountMinor: amount, count }).toEqual(usageOf(spends, limit, at));
        }
      }
    }),
  );
});
