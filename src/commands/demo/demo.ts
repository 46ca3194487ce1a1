/** `aksept demo`: starts a server with cards, sends traffic to it and prints a report. */
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { ListenError } from '../../authorizer/connections/listen.ts';
import type { CardEntry } from '../../cards/card-entry.ts';
import { parseDurationMs, parseWhole, QuantityError } from '../../config/quantity.ts';
import { loadSettings, settingsWith } from '../../config/settings.ts';
import type { Settings } from '../../config/settings-table.ts';
import { ORDER_COUNT_MAX } from '../../issuing/issue-cards.ts';
import { verifyCards } from '../../issuing/verify-store.ts';
import type { Language } from '../../protocol/language.ts';
import { type App, startApp } from '../../server/app.ts';
import { onFreePorts } from '../../server/iso-listeners.ts';
import { testCardFile } from '../../server/test-cards.ts';
import { formatCount, formatPlain } from '../../terminal-sim/report/number-text.ts';
import { type LoadPlan, planLoad } from '../../terminal-sim/run/plan/plan.ts';
import type { WorkloadInput } from '../../terminal-sim/workload/workload-schema.ts';
import { languageOption } from '../language-option.ts';
import { exitCodeOf, writeReport } from '../load/output.ts';
import { runWatched } from '../load/run.ts';
import { CommandError, EXIT_CODES, note, print } from '../output.ts';
import { checkOutputPaths } from '../output-path.ts';
import { addSettings } from '../serve/options.ts';
import { logFor } from '../serve/watch.ts';
import { advisingWhenInUse } from '../store-in-use.ts';
import { type DemoCards, openDemoCards } from './cards.ts';
import { demoWords } from './words.ts';

const EXAMPLES = `
Examples:
  $ aksept demo                                        20 seconds; needs no setup
  $ aksept demo                                        again: with the cards, balances and limits of the first run
  $ aksept demo --duration 5s --json report.json       shorter, with the report as JSON
  $ aksept demo --store memory:                        keeps nothing of its cards; can run beside another demo
  $ aksept demo --store redis://127.0.0.1:6379/0       the same with Redis

Cards and accounts are kept in ./data/store, their PANs and PINs in data/cards.json; on a terminal, the back office of the card
programme is in ./data/office; with another store, it is in memory. Each run resets the PIN tries of
these cards, and issues fresh ones when fewer than half have money and limits left. In a terminal the server keeps running until Ctrl-C. Exit codes: 0 success, 1 the books of terminals and server
differ or those of a card do not add up, 2 wrong usage.`;

interface DemoFlags extends Readonly<Record<string, unknown>> {
  readonly duration: string;
  /** A number here; the setting of the same name is a path. */
  readonly cards: string;
  readonly seed: string;
  readonly concurrency: string;
  readonly connections: string;
  readonly lang: Language;
  readonly json?: string;
  readonly html?: string;
}

interface DemoPlan {
  readonly durationMs: number;
  readonly count: number;
  readonly seed: string;
  readonly concurrency: number;
  readonly connections: number;
  readonly language: Language;
}

/**
 * Small amounts: with thousands of purchases per second most cards would soon be at their limits.
 */
const DEMO_WORKLOAD: WorkloadInput = { basketScale: 0.25 };

const RUN_BESIDE = 'stop that process, or run the demo beside it with --store memory: (npm start -- --store memory:)';

const DEFAULT_STORE = 'file:./data/store';
const DEFAULT_DATABASE = 'pglite:./data/office';

const PORT_SETTINGS = ['protobufPort', 'httpPort', 'iso8583'] as const;

/** The terminals of the demo connect without TLS. */
const WITHOUT_TLS = {
  tlsCert: '',
  tlsKey: '',
  tlsClientCa: '',
  tlsTerminals: '',
  httpTlsCert: '',
  httpTlsKey: '',
  httpTlsClientCa: '',
} as const satisfies Partial<Settings>;

/** Files of the demo are written next to the key ring: ./data by default. */
function besideKeys(settings: Settings, name: string): string {
  return join(dirname(settings.keys), name);
}

/**
 * An office belongs to one card store: that of the default store is kept beside it. Without a
 * terminal the demo ends when its traffic does, and nobody could use an office.
 */
function demoDatabase({ database, store }: Settings): string {
  if (database !== '' || process.stdout.isTTY !== true) return database;
  return store === DEFAULT_STORE ? DEFAULT_DATABASE : 'pglite:';
}

function planOf(flags: DemoFlags): DemoPlan {
  try {
    return {
      durationMs: parseDurationMs(flags.duration, '--duration'),
      count: parseWhole(flags.cards, '--cards', 20, ORDER_COUNT_MAX),
      seed: flags.seed,
      concurrency: parseWhole(flags.concurrency, '--concurrency', 1, 10_000),
      connections: parseWhole(flags.connections, '--connections', 1, 1_000),
      language: flags.lang,
    };
  } catch (error) {
    if (error instanceof QuantityError) throw new CommandError(error.message, EXIT_CODES.usage);
    throw error;
  }
}

/** If a default port is in use, the demo takes free ports; a port from a flag must be free. */
async function startOnFreePorts(language: Language, settings: Settings, asked: boolean, logsRefusals: () => boolean): Promise<App> {
  const options = { log: logFor(settings.logLevel), logsRefusals };
  try {
    return await startApp(settings, options);
  } catch (error) {
    if (asked || !(error instanceof ListenError) || error.code !== 'EADDRINUSE') throw error;
    note(`${error.message} ${demoWords(language, 'freePorts')}`);
    return startApp({ ...settings, protobufPort: 0, httpPort: 0, iso8583: onFreePorts(settings.iso8583) }, options);
  }
}

/**
 * Outside a terminal the demo ends with its report, so the default ISO 8583 ports are not needed.
 */
function demoListeners(iso8583: string): string {
  return process.stdout.isTTY !== true && iso8583 === settingsWith().iso8583 ? onFreePorts(iso8583) : iso8583;
}

function httpAddress(app: App): string {
  return `http://${app.settings.httpHost}:${app.ports.http}`;
}

function announce(app: App, { cards, created, otherPin, pinsUnknown }: DemoCards, { language, durationMs }: DemoPlan): void {
  const { settings, ports } = app;
  const path = testCardFile(settings, app.ring)?.path;
  const counts = { cards: formatPlain(language, cards.length), created: formatPlain(language, created) };
  const terminals = (port: number, wire: string): string => demoWords(language, 'terminals', { address: `${settings.host}:${port}`, wire });
  note(demoWords(language, 'store', { store: app.store.description }));
  if (app.backOffice !== undefined) note(demoWords(language, 'office', { database: app.backOffice.office.database.description }));
  note(demoWords(language, app.keysGenerated ? 'newKeys' : 'keys', { path: settings.keys }));
  if (path === undefined) note(demoWords(language, 'cardsNotKept', counts));
  else note(demoWords(language, 'cards', { path, ...counts }));
  if (pinsUnknown) note(demoWords(language, 'pinsUnknown'));
  if (otherPin > 0) note(demoWords(language, 'otherPin', { cards: formatPlain(language, otherPin) }));
  note(`${terminals(ports.protobuf, 'protobuf')}   HTTP ${httpAddress(app)}`);
  for (const { port, description } of ports.iso8583) note(terminals(port, description));
  note(demoWords(language, 'sending', { seconds: formatPlain(language, durationMs / 1000) }));
  note('');
}

/** Checks the books of the cards of the run; false when those of one are wrong. */
async function verifyBooks(language: Language, app: App, used: readonly CardEntry[], say: (line: string) => void): Promise<boolean> {
  const tokens = used.map(({ pan }) => app.tokenOf(pan));
  const { cards, fault } = await verifyCards(app.store.cards, app.profiles, tokens);
  say(
    fault === ''
      ? demoWords(language, 'booksRight', { cards: formatCount(language, cards) })
      : demoWords(language, 'booksWrong', { fault }),
  );
  return fault === '';
}

async function keepServing(language: Language, app: App): Promise<void> {
  print(demoWords(language, 'goesOn', { address: httpAddress(app) }));
  print(`  curl '${httpAddress(app)}/v1/cards?limit=3'`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function demoPlan(app: App, cards: readonly CardEntry[], { durationMs, seed, concurrency, connections }: DemoPlan): LoadPlan {
  return planLoad({
    target: `${app.settings.host}:${app.ports.protobuf}`,
    keys: app.settings.keys,
    cards,
    workload: DEMO_WORKLOAD,
    duration: `${durationMs}ms`,
    warmup: '0ms',
    seed,
    concurrency,
    connections,
    http: httpAddress(app),
  });
}

async function demo(flags: DemoFlags, version: string): Promise<void> {
  const plan = planOf(flags);
  const { language } = plan;
  checkOutputPaths({ '--json': flags.json, '--html': flags.html }, true);
  const { cards: _count, ...given } = flags;
  const loaded = loadSettings(given);
  // Log lines would break the progress panel. The demo issues its own cards.
  const settings: Settings = {
    ...loaded,
    ...WITHOUT_TLS,
    cards: '',
    database: demoDatabase(loaded),
    iso8583: demoListeners(loaded.iso8583),
    logLevel: flags['logLevel'] === undefined ? 'warn' : loaded.logLevel,
  };
  const portsAsked = PORT_SETTINGS.some((name) => flags[name] !== undefined);
  // The traffic of the demo has wrong messages on purpose.
  let isTraffic = true;
  const app = await advisingWhenInUse(RUN_BESIDE, () => startOnFreePorts(language, settings, portsAsked, () => !isTraffic));
  try {
    const demoCards = await openDemoCards(app, plan);
    const { cards } = demoCards;
    announce(app, demoCards, plan);
    const outcome = await runWatched(language, demoPlan(app, cards, plan), 'demo', version);
    isTraffic = false;
    const html = flags.html ?? besideKeys(settings, 'report.html');
    writeReport(outcome, { language, json: flags.json ?? '', html, hdr: '' });
    note(demoWords(language, 'report', { path: html }));
    // With the JSON on standard output nothing else may stand there.
    const right = await verifyBooks(language, app, cards, flags.json === '-' ? note : print);
    process.exitCode = right ? exitCodeOf(outcome.report) : EXIT_CODES.failed;
    if (process.stdout.isTTY === true && flags.json !== '-') await keepServing(language, app);
  } finally {
    await app.stop();
  }
}

const OWN_SETTINGS = [
  'store',
  'fsync',
  'redisPrefix',
  'database',
  'programme',
  'keys',
  'testCards',
  'host',
  ...PORT_SETTINGS,
  'httpHost',
  'deadlineMs',
  'logLevel',
] as const;

export function registerDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('start a server with cards, send 20 seconds of mixed traffic, print a report')
    .option('--duration <time>', 'duration of the traffic', '20s')
    .option('--cards <n>', 'ordinary cards to issue when there are too few; a few of every special kind are added', '1000')
    .option('--seed <text>', 'the same seed gives the same cards and flows', 'demo')
    .option('--concurrency <n>', 'messages outstanding at a time', '16')
    .option('--connections <n>', 'TCP connections, shared by all terminals', '8')
    .option('--json <file>', 'write the report as JSON; - for standard output')
    .option('--html <file>', 'HTML report to write (default data/report.html)')
    .addOption(languageOption('language of the report and the progress'))
    .addHelpText('after', EXAMPLES);
  addSettings(command, OWN_SETTINGS).action(async (flags: DemoFlags) => demo(flags, program.version() ?? ''));
}
