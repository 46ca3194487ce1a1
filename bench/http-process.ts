/** The HTTP side in a process of its own: `http`, the whole product, or `http-constant`, a route with a constant answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { settingsWith } from '../src/config/settings.ts';
import { startApp } from '../src/server/app.ts';
import { newCards, ringText } from './fixtures.ts';

const CONSTANT = {
  outcome: 'approved',
  stan: 1,
  terminalId: 'BENCH001',
  approvalCode: '00AAAA',
  approvedAmountMinor: 1,
  amountMinor: 1,
  currency: 578,
};

async function start(kind: string): Promise<number> {
  if (kind === 'http-constant') {
    const fastify = Fastify();
    fastify.post('/v1/transactions', async () => CONSTANT);
    const address = await fastify.listen({ host: '127.0.0.1', port: 0 });
    return Number(new URL(address).port);
  }
  const folder = mkdtempSync(join(tmpdir(), 'aksept-bench-'));
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, ringText, { mode: 0o600 });
  const app = await startApp(settingsWith({ keys, protobufPort: 0, httpPort: 0, iso8583: 'none', logLevel: 'silent' }));
  rmSync(folder, { recursive: true });
  await app.store.cards.create(newCards());
  return app.ports.http;
}

process.stdout.write(`${await start(process.argv[2] ?? '')}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
