/** Kills a process in the middle of loading 10,000 payments: after the restart each is paid once. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import { openFileStore } from '../../../src/limits/stores/file/store.ts';
import { seeded } from '../../support/file-stores.ts';
import { OFFICE_START_MS, openTestOffice } from '../../support/office.ts';
import { paymentFile } from '../support/payments.ts';
import { registerPayers, stockCards } from '../support/stocked-office.ts';

const PAYMENTS = 10_000;
const AMOUNT_MINOR = 100;
const CARDS = 500;
/** `CRASH_ROUNDS=20` for the full form. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 1);
/** Only ends a test that hangs. */
const HANGS_MS = (ROUNDS + 1) * 300_000;
const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let folder = '';
let accounts: readonly string[] = [];
let debtorAccount = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aksept-crash-'));
  const store = await openFileStore({
    folder: join(folder, 'store'),
    profiles: BUILT_IN_PROFILES,
    nowMs: () => OFFICE_START_MS,
    identity: { tokenCheck: 'test', clock: 'message' },
    fsync: 'always',
    warn: (sentence) => {
      throw new Error(sentence);
    },
  });
  const { office, close } = await openTestOffice({ address: `pglite:${join(folder, 'office')}` });
  const people = await registerPayers({ office, store });
  debtorAccount = people.accounts.sosialLoading;
  accounts = await stockCards({ office, store }, { subscriptionId: people.sosialId, count: CARDS });
  await close();
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

async function load(file: string, round: number, step: number): Promise<Ended> {
  const script = join(import.meta.dirname, '../support/load-process.mjs');
  const child = spawn(process.execPath, [script, folder, file, String(round), String(step)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ signal, output, errors }));
  });
}

async function writeFileOf(round: number): Promise<string> {
  const path = join(folder, `round-${round}.xml`);
  const payments = Array.from({ length: PAYMENTS }, (_, index) => ({
    creditorAccount: accounts[index % CARDS] ?? '',
    amountMinor: AMOUNT_MINOR,
  }));
  await pipeline(paymentFile({ messageId: `ROUND-${round}`, debtorAccount, payments }), createWriteStream(path));
  return path;
}

test(
  `killed ${ROUNDS} times while it loads ${PAYMENTS} payments, it pays each once (seed ${SEED})`,
  async () => {
    const random = seeded(SEED);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const file = await writeFileOf(round);
      // Two steps for each payment, and some hundred for the statements.
      const step = 1 + Math.floor(random() * PAYMENTS * 2);
      const killed = await load(file, round, step);
      expect(killed, `seed ${SEED}, round ${round}, step ${step}`).toMatchObject({ signal: 'SIGKILL', errors: '' });
      const { output, errors } = await load(file, round, 0);
      expect(errors).toBe('');
      expect(JSON.parse(output), `seed ${SEED}, round ${round}, step ${step}`).toMatchObject({
        differences: [],
        paid: round * PAYMENTS,
        other: 0,
        fundedMinor: round * PAYMENTS * AMOUNT_MINOR,
      });
    }
  },
  HANGS_MS,
);
