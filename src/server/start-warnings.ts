/** What is told at the start, because it would be noticed too late: one sentence for each. */
import { readFileSync, statSync } from 'node:fs';
import type { Settings } from '../config/settings-table.ts';
import type { IsoListener } from './iso-listeners.ts';

/** Permission bits of the group and of all others. */
const OTHERS = 0o077;
const PERMISSIONS = 0o777;
const PROCESS_LIMITS = '/proc/self/limits';
const OPEN_FILES = /^Max open files\s+(\d+)/m;

/** A sentence when others than its owner may use the key ring file. Windows has no such bits. */
export function keyRingWarning(path: string): string | undefined {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (process.platform === 'win32' || mode === undefined || (mode & OTHERS) === 0) return undefined;
  const octal = (mode & PERMISSIONS).toString(8).padStart(4, '0');
  return `The key ring ${path} is open to other users (mode ${octal}); run chmod 600 ${path}.`;
}

/**
 * A sentence when the limit of open files is below `connectionsMax`. `limits`: the text of
 * /proc/self/limits.
 */
export function openFilesWarning(limits: string, connectionsMax: number): string | undefined {
  const openFilesMax = Number(OPEN_FILES.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  if (openFilesMax >= connectionsMax) return undefined;
  return `The limit of open files (ulimit -n) is ${openFilesMax}, below connectionsMax ${connectionsMax}; raise the limit, or lower connectionsMax.`;
}

/** Empty where the system does not have the file: only Linux does. */
function processLimits(): string {
  try {
    return readFileSync(PROCESS_LIMITS, 'utf8');
  } catch {
    return '';
  }
}

export function startWarnings({ keys, connectionsMax }: Pick<Settings, 'keys' | 'connectionsMax'>): readonly string[] {
  return [keyRingWarning(keys), openFilesWarning(processLimits(), connectionsMax)].filter((sentence) => sentence !== undefined);
}

/** Terminals are bound to certificates, but these listeners ask for none. */
export function plainWireWarnings(
  { tlsTerminals, protobufTls }: Pick<Settings, 'tlsTerminals' | 'protobufTls'>,
  iso: readonly Pick<IsoListener, 'port' | 'text' | 'isPlain'>[],
): readonly string[] {
  if (tlsTerminals === '') return [];
  const plain = [...(protobufTls ? [] : ['protobuf']), ...iso.filter(({ isPlain }) => isPlain).map(({ port, text }) => `${port}:${text}`)];
  if (plain.length === 0) return [];
  return [`tlsTerminals does not bind terminals on listeners without TLS: ${plain.join(', ')}; leave out +notls and protobufTls false.`];
}
