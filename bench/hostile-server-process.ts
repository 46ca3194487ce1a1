/**
 * The whole server for the suite `hostile`, with as many cards as asked for. Prints its ports as JSON. Answers each line of
 * its standard input with the processor time that it has taken between two turns of its event loop since the line before:
 * unlike the latency of the terminals, it does not grow while other programs have the processor. Argument: cards.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'hdr-histogram-js';
import { settingsWith } from '../src/config/settings.ts';
import { startApp } from '../src/server/app.ts';
import { newCards, ringText } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-bench-'));
const keys = join(folder, 'keys.json');
writeFileSync(keys, ringText, { mode: 0o600 });
const app = await startApp(settingsWith({ keys, protobufPort: 0, httpPort: 0, iso8583: 'none', logLevel: 'silent' }));
rmSync(folder, { recursive: true });
const [first] = newCards();
if (first === undefined) throw new Error('There are no cards.');
await app.store.cards.create(newCards());
const others = Number(process.argv[2] ?? 0);
for (let n = 0; n < others; n += 1) await app.store.cards.create([{ ...first, token: n.toString(16).padStart(32, 'f') }]);

/** Processor time between two calls of a timer that is due in every turn. */
const turnsUs = build({ highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });
let before = process.cpuUsage();
setInterval(() => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  turnsUs.recordValue(Math.max(1, user + system));
}, 1);

process.stdout.write(`${JSON.stringify({ protobuf: app.ports.protobuf, http: app.ports.http })}\n`);
createInterface({ input: process.stdin })
  .on('line', () => {
    process.stdout.write(`${JSON.stringify({ p99Us: turnsUs.getValueAtPercentile(99), maxUs: turnsUs.maxValue })}\n`);
    turnsUs.reset();
  })
  .on('close', () => process.exit(0));
