/** The flags that name a running server, and the connection to it. */
import { readFileSync } from 'node:fs';
import { isLoopback, parseTarget } from '../../config/quantity.ts';
import { type KeyRing, loadKeyRing } from '../../pin/keys/key-ring.ts';
import { openScenarioServer, type ScenarioServer } from '../../scenario/server-host.ts';
import { ServerHostError } from '../../scenario/server-host-error.ts';
import { terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import { terminalTls } from '../../tls/client-tls.ts';
import type { TokenOptions } from '../client-token.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { serverClient } from '../server-client.ts';
import { type ClientTlsOptions, tlsFlag } from '../tls-options.ts';

export interface TargetFlags extends ClientTlsOptions, TokenOptions {
  readonly target: string;
  readonly codec: string;
  readonly keys: string;
  readonly http: string;
  readonly allowRemote?: boolean;
}

function readKeys(path: string): KeyRing {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`--keys ${path} cannot be read (${code}); give the key ring file that "aksept serve" names.`, EXIT_CODES.usage);
  }
  return loadKeyRing(text, path);
}

/** Connects. Throws or rejects with an error of one sentence. */
export async function openTarget(flags: TargetFlags): Promise<ScenarioServer> {
  const target = { ...parseTarget(flags.target), tls: terminalTls(flags, tlsFlag, flags.http) };
  if (!isLoopback(target.host) && flags.allowRemote !== true) {
    const advice = 'add --allow-remote when its owner knows that cards are issued there, or use 127.0.0.1';
    throw new CommandError(`${target.host} is another machine; ${advice}.`, EXIT_CODES.usage);
  }
  const ring = readKeys(flags.keys);
  const wire = terminalWire(flags.codec, ring, flags.keys, '--codec');
  const http = serverClient(flags.http, { ...flags, flag: '--http' });
  try {
    return await openScenarioServer({ target, wire, ring, http });
  } catch (error) {
    throw error instanceof ServerHostError ? new CommandError(error.message) : error;
  }
}
