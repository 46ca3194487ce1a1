import { expect, test } from 'vitest';
import { readFaultPlan } from '../../../src/authorizer/faults/file/rule-file.ts';
import { RULE_LABELS_MAX } from '../../../src/server/metrics/bounded-labels.ts';
import { Metrics } from '../../../src/server/metrics/metrics.ts';
import { read } from '../../support/sources.ts';
import { KeptLog } from '../app-fixture.ts';

test('names of fault rules beyond the limit share one label; those before keep theirs', async () => {
  const metrics = new Metrics(new KeptLog());
  for (let n = 0; n < RULE_LABELS_MAX; n += 1) metrics.faultInjected(`rule-${n}`, 'drop');
  for (let n = 0; n < 50; n += 1) metrics.faultInjected(`late-${n}`, 'drop');
  metrics.faultInjected('rule-0', 'drop');
  metrics.faultSkipped('late-0');
  metrics.faultSkipped('rule-1');
  const lines = (await metrics.registry.metrics()).split('\n').filter((line) => /^aksept_(injected|skipped)_faults_total\{/.test(line));
  expect(lines).toHaveLength(RULE_LABELS_MAX + 3);
  expect(lines).toContain('aksept_injected_faults_total{rule="other"} 50');
  expect(lines).toContain('aksept_injected_faults_total{rule="rule-0"} 2');
  expect(lines).toContain('aksept_skipped_faults_total{rule="other"} 1');
  expect(lines).toContain('aksept_skipped_faults_total{rule="rule-1"} 1');
});

test('no rule can have the name of that label', () => {
  expect(() => readFaultPlan([{ name: 'other', do: { drop: true } }], () => 'faults.yaml')).toThrow(
    /name of "other" is what rules are counted/,
  );
});

test('the documentation has the limit', () => {
  const limit = `first ${RULE_LABELS_MAX.toLocaleString('en')} names`;
  for (const page of ['docs/operating.md', 'docs/faults.md']) expect(read(page)).toContain(limit);
});
