/** Decisions by wire, class, type and outcome. */
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { WIRE_LABELS_MAX } from '../../../src/server/metrics/bounded-labels.ts';
import { DecisionCounts } from '../../../src/server/metrics/decision-counts.ts';
import { purchase } from '../../authorizer/fixture.ts';

test('a message without a type counts under none, one without a codec under protobuf', async () => {
  const registry = new Registry();
  const counts = new DecisionCounts(registry);
  counts.decided(purchase(), 'approved', 0.001);
  counts.decided(purchase(), 'approved', 0.003);
  counts.decided(purchase({ class: 'reversal', type: '', context: { codec: '1987-ascii' } }), 'approved', 0.001);
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('aksept_decisions_total{'));
  expect(lines).toEqual([
    'aksept_decisions_total{wire="protobuf",class="financial",type="purchase",outcome="approved"} 2',
    'aksept_decisions_total{wire="1987-ascii",class="reversal",type="none",outcome="approved"} 1',
  ]);
  // Each scrape counts anew.
  expect(await registry.metrics()).toContain('outcome="approved"} 2');
  expect(counts.text()).toContain('aksept_decision_seconds_count{outcome="approved"} 3');
});

test('names of wires beyond the limit share one label', async () => {
  const registry = new Registry();
  const counts = new DecisionCounts(registry);
  for (let n = 0; n < WIRE_LABELS_MAX + 5; n += 1) counts.decided(purchase({ context: { codec: `own-${n}` } }), 'approved', 0.001);
  for (let scrape = 0; scrape < 2; scrape += 1) {
    const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('aksept_decisions_total{'));
    expect(lines).toHaveLength(WIRE_LABELS_MAX + 1);
    expect(lines.at(-1)).toBe('aksept_decisions_total{wire="other",class="financial",type="purchase",outcome="approved"} 5');
  }
});
