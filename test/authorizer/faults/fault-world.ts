/** A server with fault rules on a real socket and a virtual clock. */
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { Faults } from '../../../src/authorizer/faults/faults.ts';
import { type Observer, SILENT } from '../../../src/authorizer/observer.ts';
import type { Store } from '../../../src/limits/store.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { HEADER_4B, type HeaderKind, headerKind } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { memoryStore, NOW_MS, PAN, serve, tokenOf } from '../fixture.ts';
import { Peer } from '../peer.ts';
import { FaultTime } from './fault-time.ts';
import { planOf } from './rules.ts';

export interface Wire {
  readonly name: string;
  readonly codec: Codec;
  readonly header: HeaderKind;
}

function isoWire(name: string): Wire {
  const dialect = loadDialect(name);
  const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS, mac: undefined, macRequired: false });
  return { name, codec, header: headerKind(dialect.header, dialect.headerInclusive) };
}

export const WIRES: readonly Wire[] = [
  { name: 'protobuf', codec: protobufCodec, header: HEADER_4B },
  isoWire('1987-ascii'),
  isoWire('1993-bcd'),
];

export interface World {
  readonly store: Store;
  readonly server: WireServer;
  readonly faults: Faults;
  readonly time: FaultTime;
  readonly injected: string[];
  readonly skipped: string[];
  dial(): Promise<Peer>;
  ledgerMinor(): Promise<number | undefined>;
}

const servers: WireServer[] = [];
const peers: Peer[] = [];
/** For afterEach. */
export async function closeWorlds(): Promise<void> {
  for (const peer of peers.splice(0)) peer.end();
  for (const server of servers.splice(0)) await server.close(0);
}

export interface WorldOptions {
  readonly magicAmounts?: boolean;
  readonly heldMax?: number;
  readonly refused?: Observer['refused'];
}

/** Rules in force on a virtual clock, and what they are said to have done. */
export function faultsOf(rules: Parameters<typeof planOf>[0], magicAmounts: boolean, heldMax: number | undefined) {
  const time = new FaultTime();
  const injected: string[] = [];
  const skipped: string[] = [];
  const report = {
    faultInjected: (rule: string, what: string) => injected.push(`${rule} ${what}`),
    faultSkipped: (rule: string) => skipped.push(rule),
  };
  const faults = new Faults(report, time, heldMax);
  faults.set(planOf(rules), magicAmounts);
  return { time, injected, skipped, faults };
}

export async function open(wire: Wire, rules: Parameters<typeof planOf>[0], options: WorldOptions = {}): Promise<World> {
  const { magicAmounts = false, heldMax, refused = SILENT.refused } = options;
  const store = await memoryStore();
  const { time, injected, skipped, faults } = faultsOf(rules, magicAmounts, heldMax);
  const server = await serve(store, { codec: wire.codec, header: wire.header, faults, observer: { ...SILENT, refused } });
  servers.push(server);
  return {
    store,
    server,
    faults,
    time,
    injected,
    skipped,
    dial: async () => {
      const peer = await Peer.connect(server.port, wire.header, wire.codec);
      peers.push(peer);
      return peer;
    },
    ledgerMinor: async () => (await store.cards.getAll([tokenOf(PAN)]))[0]?.ledgerMinor,
  };
}

export const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
};

export const outcomeOf = (response: Response | undefined): string => response?.outcome ?? 'none';
