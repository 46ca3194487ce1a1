/** A run that is ended from outside, or loses the books of its host, still has its report. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSound } from '../../../src/terminal-sim/report/report.ts';
import { reportText } from '../../../src/terminal-sim/report/text.ts';
import { runLoad } from '../../../src/terminal-sim/run/run.ts';
import { startTestApp } from '../../server/app-fixture.ts';
import { mixedCards } from '../support/sim-fixtures.ts';

let server: Awaited<ReturnType<typeof startTestApp>>;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server?.stop());

function options() {
  return {
    target: `127.0.0.1:${server.app.ports.protobuf}`,
    keys: join(server.folder, 'keys.json'),
    cards: mixedCards(),
    duration: '5m',
    warmup: '0s',
    connections: 2,
    concurrency: 2,
  };
}

test('a signal that came before the first message is not forgotten', async () => {
  const report = await runLoad({ ...options(), signal: AbortSignal.abort('SIGINT') });
  expect(report.interrupted?.by).toBe('SIGINT');
  expect(report.measuredMs).toBeLessThan(5 * 60_000);
  expect(reportText(report, false)).toMatch(/^Interrupted \(SIGINT\) .*300 s/m);
});

test('a program that ends the run is told apart from a signal', async () => {
  const report = await runLoad({ ...options(), signal: AbortSignal.abort() });
  expect(report.interrupted?.by).toBe('program');
});

test('books that cannot be read after the run leave the measurements', async () => {
  let asked = 0;
  // Gives the books before the run, and is gone after it.
  const http = createServer((request, response) => {
    asked += 1;
    if (asked > 1) request.socket.destroy();
    else response.end(JSON.stringify({ cards: mixedCards().map(() => null) }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const report = await runLoad({ ...options(), http: `http://127.0.0.1:${port}`, signal: AbortSignal.abort() });
  http.close();
  expect(report.reconciliation).toMatchObject({ kind: 'not reconciled', failed: true });
  expect(isSound(report)).toBe(false);
});
