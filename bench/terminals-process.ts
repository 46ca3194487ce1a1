/**
 * The simulated terminals of `aksept load` in a process of their own: how much they offer to a host,
 * and with a rate (Poisson) how fast it answers. Prints figures as JSON, times in milliseconds.
 * Arguments: port, seconds, workers, rate (0: closed loop), messages in flight, connections.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLoad } from '../src/terminal-sim/run/run.ts';
import { PANS, ringText } from './fixtures.ts';

const [port = 0, seconds = 3, workers = 1, rate = 0, inFlight = 1024, connections = 4] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'aksept-bench-'));
try {
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, ringText);
  const report = await runLoad({
    target: `127.0.0.1:${port}`,
    keys,
    cards: PANS.map((pan) => ({ pan, expiry: '9912', pin: '1234', balanceMinor: 100_000_000, status: 'active', profile: 'kronekort' })),
    ...(rate > 0 ? { rate, inFlight, arrivals: 'poisson' } : { concurrency: inFlight }),
    connections,
    workers,
    // At a rate, a server that has not been compiled yet falls behind; the queue of its first seconds is not what is measured.
    warmup: rate > 0 ? '6s' : '1s',
    duration: `${seconds}s`,
  });
  const { errors, generator, latencyMs, messages, ratePerSecond } = report;
  const { corrected } = latencyMs;
  const figures = {
    perSecond: Math.round(ratePerSecond),
    unanswered: errors.timeout + errors.connectionLost + errors.tooMuchUnsent + messages.notSent,
    p50Ms: corrected.p50,
    p99Ms: corrected.p99,
    p999Ms: corrected['p99.9'],
    lateP50Ms: generator.latenessMs?.p50 ?? 0,
    lateP99Ms: generator.latenessMs?.p99 ?? 0,
    cores: Math.round(generator.cores * 1_000) / 1_000,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(0);
