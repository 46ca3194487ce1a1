/**
 * The whole server for the suites `hostile` and `beside`, with as many cards as asked for (argument). Prints its ports as JSON. Each line of
 * its standard input is a name of ASKED below, and is answered with a line of JSON.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { settingsWith } from '../src/config/settings.ts';
import { startApp } from '../src/server/app.ts';
import { newCards, ringText } from './fixtures.ts';
import { LoopBlocks } from './loop-blocks.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-bench-'));
const keys = join(folder, 'keys.json');
writeFileSync(keys, ringText, { mode: 0o600 });
const app = await startApp(settingsWith({ keys, protobufPort: 0, httpPort: 0, iso8583: 'none', logLevel: 'silent' }));
// A load run reads the keys.
process.on('exit', () => rmSync(folder, { recursive: true }));
const [first] = newCards();
if (first === undefined) throw new Error('There are no cards.');
await app.store.cards.create(newCards());
const others = Number(process.argv[2] ?? 0);
for (let n = 0; n < others; n += 1) await app.store.cards.create([{ ...first, token: n.toString(16).padStart(32, 'f') }]);

const LOOK_MS = 20;
/** Of one core: with the terminals alone it takes less. */
const SETTLED_SHARE = 0.3;
const LOOKS_MAX = 500;

/** Until the process works on nothing but the terminals: what hung up has left nothing behind. */
async function settle(): Promise<{ readonly settledMs: number }> {
  const startedMs = performance.now();
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const before = process.cpuUsage();
    await delay(LOOK_MS);
    const { user, system } = process.cpuUsage(before);
    if (user + system < SETTLED_SHARE * LOOK_MS * 1_000) break;
  }
  return { settledMs: performance.now() - startedMs };
}

const blocks = new LoopBlocks();
const ASKED: Readonly<Record<string, () => unknown>> = {
  settle,
  delays: () => blocks.takeDelays(),
  startBlocks: () => blocks.startBlocks() ?? {},
  stopBlocks: () => blocks.stopBlocks(),
};

process.stdout.write(`${JSON.stringify({ protobuf: app.ports.protobuf, http: app.ports.http })}\n`);
createInterface({ input: process.stdin })
  .on('line', async (line) => process.stdout.write(`${JSON.stringify((await ASKED[line]?.()) ?? {})}\n`))
  .on('close', () => process.exit(0));
