/** Reads the setting `iso8583`: listeners, each with a port and a dialect. */
import { ConfigError } from '../config/config-error.ts';
import type { Settings } from '../config/settings-table.ts';
import { type DialectSpec, parseDialectSpec } from '../protocol/iso8583/dialect/dialect-spec.ts';

export interface IsoListener extends DialectSpec {
  /** 0: any free port. */
  readonly port: number;
  /** Takes no TLS, also when the others do. */
  readonly isPlain: boolean;
}

const NONE = 'none';
const PORT_MAX = 65_535;
/** Not an option of the dialect: terminals do not write it. */
const PLAIN_OPTION = /\+notls(?=\+|$)/;
const ENTRY_SEPARATOR = /[,\s]+/;

function listenerOf(entry: string): IsoListener {
  const where = `iso8583: "${entry}"`;
  const colon = entry.indexOf(':');
  const port = /^\d{1,5}$/.test(entry.slice(0, Math.max(colon, 0))) ? Number(entry.slice(0, colon)) : Number.NaN;
  if (Number.isNaN(port) || port > PORT_MAX) {
    throw new ConfigError(`${where}: a listener is PORT:DIALECT with a port from 0 to ${PORT_MAX}, such as 8583:1987-ascii.`);
  }
  const spec = entry.slice(colon + 1);
  return { ...parseDialectSpec(spec.replace(PLAIN_OPTION, ''), where), port, isPlain: PLAIN_OPTION.test(spec) };
}

/** Without this check the error would blame another program for the port that is in use. */
function refuseTwice(listeners: readonly IsoListener[], settings: Settings): void {
  const taken = new Map<number, string>([[settings.protobufPort, 'the setting protobufPort']]);
  if (settings.httpHost === settings.host) taken.set(settings.httpPort, 'the setting httpPort');
  for (const { port, text } of listeners) {
    const other = taken.get(port);
    if (other !== undefined && port !== 0) {
      throw new ConfigError(`iso8583: port ${port} of "${port}:${text}" is that of ${other}, too; choose another one.`);
    }
    taken.set(port, `"${port}:${text}"`);
  }
}

function entriesOf(text: string): readonly string[] {
  if (text.trim() === NONE) return [];
  const entries = text.split(ENTRY_SEPARATOR).filter((entry) => entry !== '');
  if (entries.length > 0) return entries;
  throw new ConfigError(`iso8583 is empty; write listeners such as 8583:1987-ascii, or ${NONE}.`);
}

/** Reads the listeners and their dialects. Throws a ConfigError that names the wrong entry. */
export function isoListeners(settings: Settings): readonly IsoListener[] {
  const listeners = entriesOf(settings.iso8583).map(listenerOf);
  refuseTwice(listeners, settings);
  return listeners;
}

/** The same listeners, each on port 0. */
export function onFreePorts(text: string): string {
  if (text.trim() === NONE) return text;
  return entriesOf(text)
    .map((entry) => entry.replace(/^\d+:/, '0:'))
    .join(',');
}
