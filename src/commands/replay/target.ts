/** `aksept replay --target`: opens a running host with the cards and keys that the options name. */
import { readFileSync } from 'node:fs';
import { readCardFile } from '../../cards/card-file.ts';
import { isLoopback, parseTarget } from '../../config/quantity.ts';
import { type KeyRing, loadKeyRing } from '../../pin/keys/key-ring.ts';
import { terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import { terminalTls } from '../../tls/client-tls.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { RemoteHost } from '../../trace/replay/remote-host.ts';
import type { RewriteRules } from '../../trace/replay/rewrite.ts';
import { cardsReadProgress } from '../card-progress.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { type ClientTlsOptions, tlsFlag } from '../tls-options.ts';

export interface TargetFlags extends ClientTlsOptions {
  readonly codec: string;
  readonly cards?: string;
  readonly keys: string;
  readonly connections: string;
  readonly allowRemote?: boolean;
}

const CONNECTIONS_MAX = 256;

function readKeys(path: string): KeyRing {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The key ring ${path} cannot be read (${code}); give the key ring of the target with --keys.`, EXIT_CODES.usage);
  }
  return loadKeyRing(text, path);
}

function connectionsOf(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= CONNECTIONS_MAX) return count;
  throw new CommandError(`--connections must be a whole number from 1 to ${CONNECTIONS_MAX}.`, EXIT_CODES.usage);
}

/** Connects. Throws with one sentence if the host, its cards or its keys are not available. */
export async function openTarget(
  trace: Trace,
  flags: TargetFlags & { readonly target: string },
  rewrite: RewriteRules,
): Promise<RemoteHost> {
  const address = { ...parseTarget(flags.target), tls: terminalTls(flags, tlsFlag) };
  if (!isLoopback(address.host) && flags.allowRemote !== true) {
    throw new CommandError(
      `${address.host} is another machine; add --allow-remote when its owner knows, or use 127.0.0.1.`,
      EXIT_CODES.usage,
    );
  }
  if (flags.cards === undefined) {
    throw new CommandError(
      '--target needs its cards: give --cards FILE, made with "aksept trace cards TRACE --out FILE".',
      EXIT_CODES.usage,
    );
  }
  const connections = connectionsOf(flags.connections);
  const ring = readKeys(flags.keys);
  const cards = readCardFile(flags.cards, cardsReadProgress('en'));
  const wire = terminalWire(flags.codec, ring, flags.keys, '--codec');
  const host = new RemoteHost({ trace, address, connections, wire, ring, cards, rewrite });
  await host.connect();
  return host;
}
