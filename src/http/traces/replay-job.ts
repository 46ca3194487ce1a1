/** A replay in the process of traces: on an empty store in this process, or at a host. */
import { readFileSync } from 'node:fs';
import { parseCardFile } from '../../cards/card-file.ts';
import { parseTarget } from '../../config/quantity.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../../limits/rules/profile.ts';
import { loadKeyRing } from '../../pin/keys/key-ring.ts';
import { terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { profilesOf } from '../../trace/format/profile-fields.ts';
import { readTrace } from '../../trace/format/trace-file.ts';
import { InProcessHost } from '../../trace/replay/in-process-host.ts';
import { RemoteHost } from '../../trace/replay/remote-host.ts';
import { replay } from '../../trace/replay/replay.ts';
import type { ReplayHost } from '../../trace/replay/replay-host.ts';
import { replayJson } from '../../trace/replay/replay-json.ts';
import { replayStores } from '../../trace/replay/replay-stores.ts';
import { NO_REWRITING } from '../../trace/replay/rewrite.ts';
import { ownTrust } from '../load/own-trust.ts';
import { DIFFERENCES_MAX, type FromTrace, type ReplayJob, type ReplayTarget } from './job.ts';

const STORE = 'memory:';
/** Of what is sent at once; different cards are sent at the same time. */
const CONNECTIONS = 4;

interface Opened {
  readonly host: ReplayHost;
  readonly notes: () => readonly string[];
}

async function openStore({ header }: Trace, given: ReplayJob['profiles']): Promise<Opened> {
  const recorded = (): ProfileSet => (header.profiles.length === 0 ? BUILT_IN_PROFILES : profilesOf(header.profiles, 'trace:1'));
  const profiles = given === undefined ? recorded() : profilesOf(given, 'profiles');
  const store = await replayStores(STORE).open(profiles);
  return { host: new InProcessHost({ store, profiles, rules: header.rules }), notes: () => [] };
}

async function openTarget(trace: Trace, { target, codec, tls, ownTls, keys }: ReplayTarget, entries: readonly unknown[]): Promise<Opened> {
  const ring = loadKeyRing(readFileSync(keys, 'utf8'), keys);
  const cards = parseCardFile(JSON.stringify({ cards: entries }), 'cards');
  const place = parseTarget(target);
  const trust = ownTls === undefined ? undefined : ownTrust(readFileSync(ownTls.certificate, 'utf8'), place.host);
  const address = { ...place, tls: trust ?? (tls ? {} : undefined) };
  const wire = terminalWire(codec, ring, keys, 'codec');
  const host = new RemoteHost({ trace, address, connections: CONNECTIONS, wire, ring, cards, rewrite: NO_REWRITING });
  await host.connect();
  return { host, notes: () => host.notes };
}

/** `cards`: those of the host. `progress`: of all, how many are done. */
export async function replayed(
  { path, profiles, at }: ReplayJob,
  cards: readonly unknown[],
  progress: (done: number, total: number) => void,
): Promise<Extract<FromTrace, { kind: 'result' }>> {
  const { trace, notes } = readTrace(path);
  const total = trace.events.length;
  progress(0, total);
  const { host, notes: notesOfHost } = at === undefined ? await openStore(trace, profiles) : await openTarget(trace, at, cards);
  try {
    const result = await replay(trace, host, { speed: 0, progress: (done) => progress(done, total) });
    const all = { ...result, notes: [...notes, ...result.notes, ...notesOfHost()] };
    return { kind: 'result', result: replayJson(all, at?.target ?? STORE, DIFFERENCES_MAX) };
  } finally {
    await host.close();
  }
}
