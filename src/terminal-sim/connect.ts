/** Connects terminals of a user's own program to a host. */
import { randomBytes } from 'node:crypto';
import { isLoopback, parseDurationMs, parseTarget, QuantityError } from '../config/quantity.ts';
import { loadKeyRing } from '../pin/keys/key-ring.ts';
import { createPinEncrypter } from '../pin/pin-verifier.ts';
import { type ClientTlsOptions, terminalTls } from '../tls/client-tls.ts';
import { TerminalCalendar } from './calendar.ts';
import { systemClock } from './clock.ts';
import { noFindings } from './findings.ts';
import { Link, TIMEOUT_MS_DEFAULT } from './link/link.ts';
import { terminalWire } from './link/terminal-wire.ts';
import type { Connection } from './live-terminal.ts';
import { LoadError } from './run/books/books.ts';
import { readText } from './run/plan/plan.ts';
import { requireOptions } from './run/plan/required-options.ts';
import { terminalKeyIds } from './workload/workload.ts';

export interface ConnectOptions extends ClientTlsOptions {
  /** `host:port` where the host listens for terminals. */
  readonly target: string;
  /**
   * `protobuf` (the default), or `iso8583:DIALECT` with options such as `iso8583:1987-ascii+4a`.
   */
  readonly codec?: string;
  /** Path of the host's key ring file. */
  readonly keys: string;
  /** How long a terminal waits before it reverses; `6600ms` when not given. */
  readonly timeout?: string;
  /** Permits a target that is not this machine. */
  readonly allowRemote?: boolean;
}

/**
 * Resolves once connected. Rejects with an Error of one sentence when an option is wrong or nothing
 * listens at the target.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  requireOptions('connect', options, ['target', 'keys']);
  const target = { ...parseTarget(options.target), tls: terminalTls(options, (option) => option) };
  if (!isLoopback(target.host) && options.allowRemote !== true) {
    throw new QuantityError(`${target.host} is another machine; set allowRemote when its owner knows of it, or use 127.0.0.1.`);
  }
  const ring = loadKeyRing(readText(options.keys, 'keys', 'give the key ring file of the server'), options.keys);
  const wire = terminalWire(options.codec ?? 'protobuf', ring, options.keys, 'codec');
  const timeoutMs = options.timeout === undefined ? TIMEOUT_MS_DEFAULT : parseDurationMs(options.timeout, 'timeout');
  const link = new Link({ target, codec: wire.codec, header: wire.header, clock: systemClock, timeoutMs });
  const errorText = await link.open();
  if (errorText !== undefined) {
    link.close();
    throw new LoadError(errorText);
  }
  let number = 0;
  return {
    transport: link,
    clock: systemClock,
    context: {
      clock: systemClock,
      calendar: new TerminalCalendar(),
      encrypter: createPinEncrypter(ring, randomBytes),
      pinKeyIds: terminalKeyIds(ring),
      findings: noFindings(),
    },
    nextNumber: () => {
      number += 1;
      return number;
    },
    close: () => link.close(),
  };
}
