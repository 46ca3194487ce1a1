/** What a running server tells of itself, for GET /v1/settings. */
import { packageVersion } from '../config/package-version.ts';
import type { SettingSources } from '../config/settings.ts';
import { envOf, SETTINGS, type SettingName, type SettingRow, type Settings } from '../config/settings-table.ts';
import { settingText } from '../config/shown-setting.ts';
import type { ServerInfo } from '../http/schema/server-info.ts';
import type { Ports } from './ports.ts';
import type { CardParts } from './stores.ts';
import type { ServerTls } from './tls/server-tls.ts';

type Setting = ServerInfo['settings'][number];

export interface ServerInfoParts extends Pick<CardParts, 'store' | 'ring'> {
  readonly settings: Settings;
  /** Undefined: a program made the settings. */
  readonly sources: SettingSources | undefined;
  readonly tls: Pick<ServerTls, 'wires' | 'http'>;
  /** They are known when all listeners are open. */
  readonly ports: () => Ports;
}

function shownSetting(
  row: SettingRow & { readonly name: SettingName },
  { settings, sources }: Pick<ServerInfoParts, 'settings' | 'sources'>,
): Setting {
  const value: unknown = settings[row.name];
  const text = row.secret === true ? (value === '' ? 'not set' : 'set, not shown') : settingText({ row, value });
  const isDefault = JSON.stringify(value) === JSON.stringify(row.default);
  const source = sources?.[row.name] ?? (isDefault ? 'default' : 'program');
  return { name: row.name, value: text, unit: row.unit, isDefault, source, variable: envOf(row.name), about: row.about };
}

function listenersOf({ settings: { host, httpHost }, tls, ports }: ServerInfoParts): ServerInfo['listeners'] {
  const { protobuf, protobufIsTls, iso8583, http, httpIsTls } = ports();
  const expiryOf = (isTls: boolean, files: ServerTls['wires']): number | null => (isTls ? (files?.notAfterMs ?? null) : null);
  const wire = (name: string, port: number, isTls: boolean) => ({
    name,
    address: `${host}:${port}`,
    isTls,
    certificateNotAfterMs: expiryOf(isTls, tls.wires),
  });
  return [
    wire('protobuf', protobuf, protobufIsTls),
    ...iso8583.map(({ port, description, isTls }) => wire(description, port, isTls)),
    { name: 'HTTP', address: `${httpHost}:${http}`, isTls: httpIsTls, certificateNotAfterMs: expiryOf(httpIsTls, tls.http) },
  ];
}

export function serverInfo(parts: ServerInfoParts): () => ServerInfo {
  const fixed = {
    version: packageVersion(),
    nodeVersion: process.version,
    startedAtMs: Date.now(),
    store: parts.store.description,
    keys: parts.ring.describe(),
    settings: SETTINGS.map((row) => shownSetting(row, parts)),
  };
  return () => ({ ...fixed, listeners: listenersOf(parts) });
}
