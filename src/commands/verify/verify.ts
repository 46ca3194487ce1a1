/** `aksept verify`: checks the books of every card, through a server or directly on a store. */
import type { Command } from 'commander';
import { MINUTE_MS } from '../../config/duration.ts';
import { loadSettings } from '../../config/settings.ts';
import { VERIFICATION } from '../../http/schema/verification.ts';
import { type Verification, verifyStore } from '../../issuing/verify-store.ts';
import { addTokenOption, type TokenOptions } from '../client-token.ts';
import { CommandError, print, printJson } from '../output.ts';
import { serverClient } from '../server-client.ts';
import { ASK_THE_SERVER, advisingWhenInUse } from '../store-in-use.ts';
import { addHttpsOptions, type ClientTlsOptions } from '../tls-options.ts';

const EXAMPLES = `
Examples:
  $ aksept verify                                      every card of the server at http://127.0.0.1:8080
  $ aksept verify --store redis://127.0.0.1:6379/0     directly on a store
  $ aksept verify --store file:./data/store            on that of a server that is stopped
  $ aksept verify --json

For every card: the ledger is funded - posted + given back, the holds add up, and the running sums of the limits equal
the sums of the spends. Exit codes: 0 all books are right, 1 those of a card are wrong (it is named), 2 wrong usage.`;

/** Enough for a few hundred thousand cards. */
const VERIFY_TIMEOUT_MS = 10 * MINUTE_MS;

interface VerifyFlags extends ClientTlsOptions, TokenOptions {
  readonly url: string;
  readonly store?: string;
  readonly json?: boolean;
}

function verifyServer(flags: VerifyFlags): Promise<Verification> {
  return serverClient(flags.url, { ...flags, timeoutMs: VERIFY_TIMEOUT_MS }).get('/v1/verify', VERIFICATION);
}

/** Needs no keys: books identify cards by token. */
async function verifyStoreAt(flags: VerifyFlags): Promise<Verification> {
  const settings = loadSettings({ ...flags });
  const [{ openStore }, { createLog }] = await Promise.all([import('../../server/stores.ts'), import('../../server/log.ts')]);
  const { store, profiles } = await advisingWhenInUse(ASK_THE_SERVER, () => openStore(settings, createLog('warn')));
  try {
    return await verifyStore(store.cards, profiles);
  } finally {
    await store.close();
  }
}

async function verify(flags: VerifyFlags): Promise<void> {
  const { cards, fault } = flags.store === undefined ? await verifyServer(flags) : await verifyStoreAt(flags);
  if (flags.json === true) printJson({ cards, fault });
  if (fault !== '') throw new CommandError(fault);
  if (flags.json !== true) print(cards === 1 ? 'The books of 1 card are right.' : `The books of ${cards} cards are right.`);
}

export function registerVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('check the books of every card')
    .option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080');
  addTokenOption(addHttpsOptions(command))
    .option('--store <url>', 'use this store directly, without a server')
    .option('--redis-prefix <text>', 'with --store: prefix of all Redis keys')
    .option('--profiles <path>', 'with --store: file of limit profiles')
    .option('--config <file>', 'with --store: file of settings, JSON or YAML')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(verify);
}
