/** Where load runs and replays may send messages: a listener of this server, or another host when that is allowed. */
import { isIP } from 'node:net';
import { DIALECT_NAMES } from '../../protocol/iso8583/dialect/dialect-file.ts';
import { HttpError } from '../error.ts';
import type { LoadOrder } from '../schema/load.ts';
import type { OwnTls } from './job.ts';

/** An open listener for terminals. */
export interface TerminalListener {
  /** As in `--codec`: `protobuf`, `iso8583:1987-ascii+4a`. */
  readonly codec: string;
  /** The address that it listens at. */
  readonly host: string;
  readonly port: number;
  /** Undefined: without TLS. */
  readonly tls: { readonly certificate: string; readonly needsClientCertificate: boolean } | undefined;
}

export interface LoadTarget {
  readonly target: string;
  readonly codec: string;
  /** To another host. */
  readonly tls: boolean;
  readonly isOwn: boolean;
  readonly ownTls: OwnTls | undefined;
}

/** Why load runs and replays cannot use it; empty when they can. */
export function refusalOf({ codec, tls }: TerminalListener): string {
  if (tls?.needsClientCertificate !== true) return '';
  return `The listener ${codec} demands client certificates (tlsClientCa), which load runs and replays over HTTP do not have; use aksept load or aksept replay with --tls-cert.`;
}

export function noTestKeys(): HttpError {
  return new HttpError('testKeysOnly', 'Load runs, and replays at a host, make PIN blocks with test keys; this server has others.');
}

const ANY_HOST: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

function addressOf({ host, port }: TerminalListener): string {
  const reachable = ANY_HOST[host] ?? host;
  return isIP(reachable) === 6 ? `[${reachable}]:${port}` : `${reachable}:${port}`;
}

/** `iso8583`: the first listener of it. */
function listenerOf(codec: string, listeners: readonly TerminalListener[]): TerminalListener {
  const found = listeners.find((each) => each.codec === codec || (codec === 'iso8583' && each.codec.startsWith('iso8583:')));
  if (found === undefined) {
    const names = listeners.map((each) => each.codec).join(', ');
    throw new HttpError('badRequest', `In the body, codec: is that of no listener of this server; it has ${names}.`);
  }
  const refusal = refusalOf(found);
  if (refusal !== '') throw new HttpError('listenerRefused', refusal);
  return found;
}

/** The name of a dialect, and no path: a file of this machine is not read for a client. */
function checkRemoteCodec(codec: string): void {
  const [, dialect = ''] = /^iso8583:([^+]+)/.exec(codec) ?? [];
  if (dialect === '' || DIALECT_NAMES.some((name) => name === dialect)) return;
  throw new HttpError('badRequest', `In the body, codec: must name a shipped dialect: ${DIALECT_NAMES.join(', ')}.`);
}

/** Throws an HttpError. */
export function loadTarget(
  { codec, target, tls = false }: Pick<LoadOrder, 'codec' | 'target' | 'tls'>,
  listeners: readonly TerminalListener[],
  allowRemote: boolean,
): LoadTarget {
  if (target === undefined) {
    if (tls) throw new HttpError('badRequest', 'In the body, tls: is for a target; a listener of this server is used as it is.');
    const own = listenerOf(codec, listeners);
    const ownTls = own.tls === undefined ? undefined : { certificate: own.tls.certificate };
    return { target: addressOf(own), codec: own.codec, tls: ownTls !== undefined, isOwn: true, ownTls };
  }
  if (!allowRemote) {
    throw new HttpError(
      'targetNotAllowed',
      'Load and replays go to listeners of this server only; start it with --allow-remote to give a target.',
    );
  }
  checkRemoteCodec(codec);
  return { target, codec, tls, isOwn: false, ownTls: undefined };
}
