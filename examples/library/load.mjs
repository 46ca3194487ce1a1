// A short load with thresholds, in two threads: node load.mjs 127.0.0.1:7583 cards.json data/keys.json
import { runLoad } from 'aksept';

const [target, cards, keys] = process.argv.slice(2);
const report = await runLoad({
  target,
  cards,
  keys,
  rate: '50/s..200/s',
  arrivals: 'poisson',
  duration: '2s',
  warmup: '200ms',
  connections: 4,
  workers: 2,
  thresholds: ['errors==0', 'declined{systemMalfunction}==0'],
});
const { outcomes, latencyMs, thresholds, settings } = report;
console.log('threads', settings.workers);
console.log('approved some', outcomes.approved > 0, 'measured', latencyMs.corrected.p50 > 0);
console.log(thresholds.map(({ threshold, kept }) => `${threshold} ${kept ? 'kept' : 'broken'}`).join('\n'));
process.exitCode = thresholds.every(({ kept }) => kept) ? 0 : 99;
