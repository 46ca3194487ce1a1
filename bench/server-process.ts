/**
 * One server in a process of its own: `memory`, `file-always FOLDER`, `file-everysec FOLDER`, `file-no FOLDER` (the file
 * store with that fsync), `redis URL`, `constant` (the whole server, with PIN check and decision
 * replaced by a constant answer), `yes` (yes to everything, over protobuf only) or `echo` (frames back as they came, over ISO 8583 with the response's MTI), over
 * protobuf or a dialect of ISO 8583. Prints its port, answers each line of its standard input (see QUESTIONS) with a line
 * of JSON, and ends with it. Arguments: kind, URL or folder, wire, number of cards, records between two snapshots of the
 * file store (0: as by default).
 */

import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Authorizer } from '../src/authorizer/authorize.ts';
import { authorizeRulesOf } from '../src/authorizer/authorize-rules.ts';
import { CONNECTION_LIMITS } from '../src/authorizer/connections/connection-limits.ts';
import { WireServer } from '../src/authorizer/connections/wire-server.ts';
import { SILENT } from '../src/authorizer/observer.ts';
import { settingsWith } from '../src/config/settings.ts';
import type { Decision } from '../src/limits/rules/decision.ts';
import { BUILT_IN_PROFILES } from '../src/limits/rules/profile.ts';
import type { DecisionStore, Store } from '../src/limits/store.ts';
import { FSYNC_POLICIES } from '../src/limits/stores/file/log/log-writer.ts';
import { type FileStore, openFileStore } from '../src/limits/stores/file/store.ts';
import { createMemoryStore } from '../src/limits/stores/memory/store.ts';
import { createRedisStore } from '../src/limits/stores/redis/store.ts';
import type { PinVerifier } from '../src/pin/pin-verifier.ts';
import { encodeFrame, FrameReader } from '../src/protocol/framing/frame.ts';
import { createLog } from '../src/server/log.ts';
import { Metrics } from '../src/server/metrics/metrics.ts';
import { CARDS, newCard, panOf, pinVerifier, tokenOf } from './fixtures.ts';
import { StepProfiler } from './profiler.ts';
import { PROTOBUF, type Wire, wireOf } from './wire.ts';
import { startYesHost } from './yes-host.ts';

const APPROVED: Decision = {
  outcome: 'approved',
  approvalCode: '00AAAA',
  approvedAmountMinor: 1,
  ledgerMinor: 0,
  availableMinor: 0,
  decidedAtMs: 1_780_000_000_000,
  repeated: false,
  flag: '',
  snapshot: undefined,
};
const CONSTANT_STORE: DecisionStore = { decide: () => APPROVED, takeBack: () => false };
const CONSTANT_PIN: PinVerifier = { check: () => ({ pin: 'given', references: [] }) };

const FILE_KIND = 'file-';
/** Cards are made in pages, so that making a million leaves no garbage to measure. */
const PAGE_CARDS = 10_000;

function openFile(fsyncName: string, folder: string, snapshotEvery: number): Promise<FileStore> {
  const fsync = FSYNC_POLICIES.find((policy) => policy === fsyncName);
  if (fsync === undefined) throw new Error(`There is no fsync "${fsyncName}"; there are ${FSYNC_POLICIES.join(', ')}.`);
  return openFileStore({
    folder,
    fsync,
    profiles: BUILT_IN_PROFILES,
    nowMs: Date.now,
    identity: { tokenCheck: tokenOf('00000000').slice(0, 6), clock: 'wall' },
    warn: (sentence) => process.stderr.write(`${sentence}\n`),
    // Only by the number of records: the size of the log must not make one, too.
    ...(snapshotEvery > 0 ? { snapshotEveryRecords: snapshotEvery, snapshotEveryBytes: Number.MAX_SAFE_INTEGER } : {}),
  });
}

/** What opening the store took, and how many records of a log it read. */
const opened = { seconds: 0, records: 0 };

async function openStore(kind: string, url: string, cards: number, snapshotEvery: number): Promise<Store> {
  const startedMs = performance.now();
  let store: Store;
  if (kind.startsWith(FILE_KIND)) {
    const fileStore = await openFile(kind.slice(FILE_KIND.length), url, snapshotEvery);
    opened.records = fileStore.recovered;
    store = fileStore;
  } else if (kind === 'redis') store = await createRedisStore({ url, profiles: BUILT_IN_PROFILES });
  else store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: Date.now });
  opened.seconds = (performance.now() - startedMs) / 1_000;
  for (let first = 0; first < cards; first += PAGE_CARDS) {
    const page = Math.min(PAGE_CARDS, cards - first);
    await store.cards.create(Array.from({ length: page }, (_, n) => newCard(panOf(first + n))));
  }
  return store;
}

async function startAuthorizer(wire: Wire, store: DecisionStore, pinVerifier: PinVerifier, observed: boolean): Promise<WireServer> {
  const observer = observed ? new Metrics(createLog('silent')) : SILENT;
  const rules = authorizeRulesOf(settingsWith());
  const handler = new Authorizer({ store, tokenOf, pinVerifier, rules, profiles: BUILT_IN_PROFILES, observer });
  const common = { host: '127.0.0.1', port: 0, header: wire.header, codec: wire.codec, connectionsMax: 1_000 };
  return WireServer.start({ ...common, handler, observer, limits: CONNECTION_LIMITS });
}

function echoOf({ header, mtiOffset }: Wire): (socket: Socket) => void {
  return (socket) => {
    const reader = new FrameReader(header);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      const out: Buffer[] = [];
      reader.push(chunk, (frame) => {
        // 0200 becomes 0210: the third digit, in a byte of its own or as the upper half of the second one.
        if (mtiOffset >= 0)
          frame[mtiOffset] = (frame[mtiOffset] as number) + (frame.length > 0 && (frame[mtiOffset] as number) < 0x30 ? 0x10 : 1);
        out.push(encodeFrame(header, frame));
      });
      socket.write(Buffer.concat(out));
    });
  };
}

const DRAIN_MS = 5_000;
let kept: Store | undefined;
let server: WireServer | undefined;

async function start(kind: string, url: string, wire: Wire, [cards = CARDS, snapshotEvery = 0]: readonly number[]): Promise<number> {
  if (kind === 'echo') {
    const server = createServer(echoOf(wire)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
  if (kind === 'yes') return startYesHost();
  if (kind === 'constant') return (await startAuthorizer(wire, CONSTANT_STORE, CONSTANT_PIN, true)).port;
  kept = await openStore(kind, url, cards, snapshotEvery);
  server = await startAuthorizer(wire, kept, pinVerifier, true);
  return server.port;
}

/** Of the whole process: garbage collection and writing of files in other threads count, too. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** After collecting garbage; what the process holds inside and outside the heap of JavaScript. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const profiler = new StepProfiler();
const QUESTIONS: Readonly<Record<string, () => unknown>> = {
  usage: () => ({ cpuSeconds: cpuSeconds(), residentBytes: process.memoryUsage.rss() }),
  held: () => ({ heldBytes: heldBytes(), residentBytes: process.memoryUsage.rss() }),
  opened: () => opened,
  profile: async () => {
    await profiler.start();
    return {};
  },
  steps: () => profiler.stop(),
  ledger: async () => ({ ledgerMinor: (await kept?.cards.get(tokenOf(panOf(0))))?.ledgerMinor }),
};

const [, , kind = 'memory', url = '', wire = PROTOBUF, ...numbers] = process.argv;
const port = await start(kind, url, wireOf(wire), numbers.map(Number));
process.stdout.write(`${port}\n`);
const lines = createInterface({ input: process.stdin });
lines.on('line', async (line) => {
  const answer = await QUESTIONS[line]?.();
  process.stdout.write(`${JSON.stringify(answer ?? { unknown: line })}\n`);
});
lines.on('close', async () => {
  // A log is finished and its lock given back, when nothing is written any more.
  if (kind.startsWith(FILE_KIND)) {
    await server?.close(DRAIN_MS);
    await kept?.close();
  }
  process.exit(0);
});
