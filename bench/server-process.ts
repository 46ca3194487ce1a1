/**
 * One server in a process of its own: `memory`, `redis URL`, `constant` (the whole server, with PIN check and decision
 * replaced by a constant answer), `yes` (yes to everything, over protobuf only) or `echo` (frames back as they came, over ISO 8583 with the response's MTI), over
 * protobuf or a dialect of ISO 8583. Prints its port; ends with its standard input. Arguments: kind, URL, wire.
 */

import { createServer, type Socket } from 'node:net';
import { Authorizer } from '../src/authorizer/authorize.ts';
import { authorizeRulesOf } from '../src/authorizer/authorize-rules.ts';
import { CONNECTION_LIMITS } from '../src/authorizer/connections/connection-limits.ts';
import { WireServer } from '../src/authorizer/connections/wire-server.ts';
import { SILENT } from '../src/authorizer/observer.ts';
import { settingsWith } from '../src/config/settings.ts';
import type { Decision } from '../src/limits/rules/decision.ts';
import { BUILT_IN_PROFILES } from '../src/limits/rules/profile.ts';
import type { DecisionStore, Store } from '../src/limits/store.ts';
import { createMemoryStore } from '../src/limits/stores/memory/store.ts';
import { createRedisStore } from '../src/limits/stores/redis/store.ts';
import type { PinVerifier } from '../src/pin/pin-verifier.ts';
import { encodeFrame, FrameReader } from '../src/protocol/framing/frame.ts';
import { createLog } from '../src/server/log.ts';
import { Metrics } from '../src/server/metrics.ts';
import { newCards, pinVerifier, tokenOf } from './fixtures.ts';
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

async function openStore(kind: string, url: string): Promise<Store> {
  const store =
    kind === 'redis'
      ? await createRedisStore({ url, profiles: BUILT_IN_PROFILES })
      : createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: Date.now });
  await store.cards.create(newCards());
  return store;
}

async function startAuthorizer(wire: Wire, store: DecisionStore, pinVerifier: PinVerifier, observed: boolean): Promise<number> {
  const observer = observed ? new Metrics(createLog('silent')) : SILENT;
  const rules = authorizeRulesOf(settingsWith());
  const handler = new Authorizer({ store, tokenOf, pinVerifier, rules, profiles: BUILT_IN_PROFILES, observer });
  const common = { host: '127.0.0.1', port: 0, header: wire.header, codec: wire.codec, connectionsMax: 1_000 };
  return (await WireServer.start({ ...common, handler, observer, limits: CONNECTION_LIMITS })).port;
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

async function start(kind: string, url: string, wire: Wire): Promise<number> {
  if (kind === 'echo') {
    const server = createServer(echoOf(wire)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
  if (kind === 'yes') return startYesHost();
  if (kind === 'constant') return startAuthorizer(wire, CONSTANT_STORE, CONSTANT_PIN, true);
  return startAuthorizer(wire, await openStore(kind, url), pinVerifier, true);
}

const [, , kind = 'memory', url = '', wire = PROTOBUF] = process.argv;
process.stdout.write(`${await start(kind, url, wireOf(wire))}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
