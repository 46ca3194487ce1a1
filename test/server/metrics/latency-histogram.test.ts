import { expect, test } from 'vitest';
import { histogramText, LatencyCounts } from '../../../src/server/metrics/latency-histogram.ts';

function countsOf(...seconds: readonly number[]): LatencyCounts {
  const counts = new LatencyCounts();
  for (const each of seconds) counts.observe(each);
  return counts;
}

test('counts are cumulative, a bound belongs to its own bucket, the last bucket holds all', () => {
  const approved = countsOf(0.00005, 0.0000501, 0.001, 2.5, 100);
  const series = [
    { labels: 'outcome="approved"', counts: approved },
    { labels: 'outcome="incorrectPin"', counts: countsOf(1) },
  ];
  const lines = histogramText('t_seconds', 'A test.', series).split('\n');
  expect(lines.slice(0, 2)).toEqual(['# HELP t_seconds A test.', '# TYPE t_seconds histogram']);
  for (const line of [
    't_seconds_bucket{outcome="approved",le="0.000005"} 0',
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
  expect(approved.count).toBe(5);
});

test('a histogram without labels has none but le', () => {
  const lines = histogramText('t_seconds', 'A test.', [{ labels: '', counts: countsOf(3, 3) }]).split('\n');
  expect(lines).toEqual(expect.arrayContaining(['t_seconds_bucket{le="+Inf"} 2', 't_seconds_sum 6', 't_seconds_count 2']));
});
