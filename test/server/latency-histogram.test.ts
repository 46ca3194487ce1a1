import { expect, test } from 'vitest';
import { LatencyHistogram } from '../../src/server/latency-histogram.ts';

test('counts are cumulative, a bound belongs to its own bucket, the last bucket holds all', () => {
  const histogram = new LatencyHistogram('t_seconds', 'A test.');
  for (const seconds of [0.00005, 0.0000501, 0.001, 2.5, 100]) histogram.observe('approved', seconds);
  histogram.observe('incorrectPin', 1);
  const lines = histogram.text().split('\n');
  expect(lines.slice(0, 2)).toEqual(['# HELP t_seconds A test.', '# TYPE t_seconds histogram']);
  for (const line of [
    't_seconds_bucket{outcome="approved",le="0.00005"} 1',
    't_seconds_bucket{outcome="approved",le="0.0001"} 2',
    't_seconds_bucket{outcome="approved",le="0.0005"} 2',
    't_seconds_bucket{outcome="approved",le="0.001"} 3',
    't_seconds_bucket{outcome="approved",le="2.5"} 4',
    't_seconds_bucket{outcome="approved",le="+Inf"} 5',
    't_seconds_count{outcome="approved"} 5',
    't_seconds_count{outcome="incorrectPin"} 1',
  ]) {
    expect(lines).toContain(line);
  }
});
