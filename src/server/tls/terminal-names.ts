/** Which terminal ids a client certificate may use, by the setting `tlsTerminals`. */
import { readFileSync } from 'node:fs';
import type { PeerCertificate } from 'node:tls';
import { z } from 'zod';
import { ConfigError } from '../../config/config-error.ts';
import { shown } from '../../config/known-words.ts';
import { TERMINAL_URI } from '../../tls/terminal-uri.ts';

/** True when the certificate may use this terminal id. */
export type MayUse = (terminalId: string) => boolean;
export type TerminalNames = (certificate: PeerCertificate) => MayUse;

/** One entry of the text that Node makes of the alternative names; quoted when it has odd characters. */
const ALTERNATIVE_NAME = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g;
const FILE = z.record(z.string(), z.array(z.string().min(1).max(16)));

/** Undefined when there is none, or more than one. */
function commonName({ subject }: PeerCertificate): string | undefined {
  const name: unknown = subject?.CN;
  return typeof name === 'string' ? name : undefined;
}

function only(ids: readonly string[]): MayUse {
  const exact = new Set(ids.filter((id) => !id.endsWith('*')));
  const starts = ids.filter((id) => id.endsWith('*')).map((id) => id.slice(0, -1));
  return (terminalId) => exact.has(terminalId) || starts.some((start) => terminalId.startsWith(start));
}

function byUri({ subjectaltname = '' }: PeerCertificate): MayUse {
  const uris = [...subjectaltname.matchAll(ALTERNATIVE_NAME)].flatMap(([, kind, value = '']) => (kind === 'URI' ? [value] : []));
  const ids = new Set(uris.filter((uri) => uri.startsWith(TERMINAL_URI)).map((uri) => uri.slice(TERMINAL_URI.length)));
  return (terminalId) => ids.has(terminalId);
}

function readTerminalFile(path: string): Readonly<Record<string, readonly string[]>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(`tlsTerminals: the file ${path} cannot be read (${code}); give cn, uri, or the path of a JSON file.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`tlsTerminals: ${path} is not JSON; correct the file.`);
  }
  const parsed = FILE.safeParse(value);
  if (parsed.success) return parsed.data;
  const [name = ''] = parsed.error.issues[0]?.path ?? [];
  const where = name === '' ? 'it' : `"${shown(String(name))}"`;
  throw new ConfigError(`tlsTerminals: ${path}: ${where} must be as in {"common name": ["T0000001", "T1*"]}; correct the file.`);
}

function byFile(path: string): TerminalNames {
  const rules = new Map(Object.entries(readTerminalFile(path)).map(([name, ids]) => [name, only(ids)]));
  return (certificate) => rules.get(commonName(certificate) ?? '') ?? (() => false);
}

/** Undefined when the setting is empty: any terminal id. Throws a ConfigError. */
export function terminalNames(setting: string): TerminalNames | undefined {
  switch (setting) {
    case '':
      return undefined;
    case 'cn':
      return (certificate) => {
        const name = commonName(certificate);
        return (terminalId) => terminalId === name;
      };
    case 'uri':
      return byUri;
    default:
      return byFile(setting);
  }
}
