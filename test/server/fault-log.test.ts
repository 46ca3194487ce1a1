/** A fault that every message meets does not fill the log. */
import { expect, test } from 'vitest';
import { FaultLog } from '../../src/server/fault-log.ts';
import { LISTENER_LINES_MAX, PEER_LINES_MAX } from '../../src/server/refusals/line-limit.ts';
import { KeptLog } from './app-fixture.ts';

test('the first lines about a fault are written, the others are counted', () => {
  const log = new KeptLog();
  let end = (): void => {};
  const faults = new FaultLog(log, (_ms, run) => {
    end = run;
    return () => {};
  });
  for (let n = 0; n < 1_000; n += 1) faults.tell('authorize', 'TypeError at decide');
  expect(log.lines).toHaveLength(PEER_LINES_MAX);
  for (let n = 0; n < 100; n += 1) faults.tell('http', `Error ${n}`);
  expect(log.lines).toHaveLength(LISTENER_LINES_MAX);
  end();
  expect(log.lines.at(-1)).toContain(
    `${1_100 - LISTENER_LINES_MAX} more faults inside of the last 10 s were not logged (authorize 995, http 85); /metrics counts all.`,
  );
  faults.tell('authorize', 'TypeError at decide');
  expect(log.lines).toHaveLength(LISTENER_LINES_MAX + 2);
});
