/** Parses durations, rates, numbers, and host:port from the command line. */

import { isIP } from 'node:net';
import { errorText } from '../cards/card-data/card-data.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './duration.ts';

/** The message is one sentence. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
  constructor(message: string) {
    super(errorText(message));
  }
}

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS };

/** `30s`, `500ms`, `250us`, `2m`, `1h` in milliseconds. */
export function parseDurationMs(text: string, what: string): number {
  const found = /^(\d+(?:\.\d+)?)(us|ms|s|m|h)$/.exec(text.trim());
  const ms = Number(found?.[1]) * (MS_PER_UNIT[found?.[2] ?? ''] ?? Number.NaN);
  if (!Number.isFinite(ms)) throw new QuantityError(`${what} is "${text}", which is no duration; write it as 30s, 500ms or 2m.`);
  return ms;
}

/** `2000/s` or `120000/m`, messages per second. */
export function parseRatePerSecond(text: string, what: string): number {
  const found = /^(\d+(?:\.\d+)?)(?:\/(s|m))?$/.exec(text.trim());
  const rate = Number(found?.[1]) / (found?.[2] === 'm' ? 60 : 1);
  if (!Number.isFinite(rate) || rate <= 0) throw new QuantityError(`${what} is "${text}", which is no rate; write it as 2000/s.`);
  return rate;
}

/** A whole number from `min` to `max`. */
export function parseWhole(text: string, what: string, min: number, max: number): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new QuantityError(`${what} is "${text}"; it must be a whole number from ${min} to ${max}.`);
  return value;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:7583`, `localhost:7583`, `[::1]:7583`. */
export function parseTarget(text: string): HostAndPort {
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text.trim());
  const host = found?.[1] ?? found?.[2] ?? '';
  const port = Number(found?.[3]);
  if (host === '' || !(port >= 1 && port <= 65_535)) {
    throw new QuantityError(`The target is "${text}"; write it as host:port, for example 127.0.0.1:7583.`);
  }
  return { host, port };
}

/** True when a host is certainly this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
