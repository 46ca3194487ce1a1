/** What a running server tells of itself, for GET /v1/settings. */
import { packageVersion } from '../config/package-version.ts';
import { envOf, SETTINGS, type SettingName, type SettingRow, type Settings } from '../config/settings-table.ts';
import { settingText } from '../config/shown-setting.ts';
import type { ServerInfo } from '../http/schema/server-info.ts';
import type { Ports } from './ports.ts';
import type { CardParts } from './stores.ts';

type Setting = ServerInfo['settings'][number];

function shownSetting(row: SettingRow & { readonly name: SettingName }, settings: Settings): Setting {
  const value: unknown = settings[row.name];
  const text = row.secret === true ? (value === '' ? 'not set' : 'set, not shown') : settingText({ row, value });
  const isDefault = JSON.stringify(value) === JSON.stringify(row.default);
  return { name: row.name, value: text, unit: row.unit, isDefault, variable: envOf(row.name), about: row.about };
}

function listenersOf({ host, httpHost }: Settings, ports: Ports): ServerInfo['listeners'] {
  return [
    { name: 'protobuf', address: `${host}:${ports.protobuf}`, isTls: ports.protobufIsTls },
    ...ports.iso8583.map(({ port, description, isTls }) => ({ name: description, address: `${host}:${port}`, isTls })),
    { name: 'HTTP', address: `${httpHost}:${ports.http}`, isTls: ports.httpIsTls },
  ];
}

/** `ports`: they are known when all listeners are open. */
export function serverInfo(settings: Settings, { store, ring }: Pick<CardParts, 'store' | 'ring'>, ports: () => Ports): () => ServerInfo {
  const fixed = {
    version: packageVersion(),
    nodeVersion: process.version,
    startedAtMs: Date.now(),
    store: store.description,
    keys: ring.describe(),
    settings: SETTINGS.map((row) => shownSetting(row, settings)),
  };
  return () => ({ ...fixed, listeners: listenersOf(settings, ports()) });
}
