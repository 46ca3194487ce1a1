/** The kinds of files that people write for aksept: what each is called, what it holds, and its check. */
import { wholeFile as faultFile, readFaultPlan } from '../../authorizer/faults/file/rule-file.ts';
import { parseCardFile } from '../../cards/card-file.ts';
import { ConfigError } from '../../config/config-error.ts';
import { parseDataText } from '../../config/data-file.ts';
import { MistakeList, type PlaceOf } from '../../config/mistakes.ts';
import { checkConfigFile } from '../../config/settings.ts';
import { SETTINGS, type Settings } from '../../config/settings-table.ts';
import { readProfiles } from '../../limits/rules/profile-file.ts';
import { programmeSettingsFile, readProgrammeSettings } from '../../programme/core/settings-file.ts';
import { readDialect } from '../../protocol/iso8583/dialect/dialect-file.ts';
import { dialectFile } from '../../protocol/iso8583/dialect/schema/schema.ts';
import { readScenarioText } from '../../scenario/read-scenario.ts';
import { scenarioFile } from '../../scenario/scenario-schema.ts';
import { readWorkload } from '../../terminal-sim/workload/workload-file.ts';
import { workloadFile } from '../../terminal-sim/workload/workload-schema.ts';

/** A file as it was read, not parsed. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface FileKind {
  readonly kind: string;
  readonly title: string;
  /** Keys of the whole file. */
  readonly keys: readonly string[];
  /** Keys that hardly any other kind has. */
  readonly ownKeys: readonly string[];
  /** Throws an error that has all mistakes. */
  check(file: TextFile): void;
}

/** Checks the settings, and what stands in the file instead of a path. Throws a ConfigError. */
function checkConfig({ path, text }: TextFile): void {
  const list = new MistakeList();
  const file = parseDataText(text, path);
  const settings = list.attempt((): Partial<Settings> => checkConfigFile(file, path)) ?? Object(file.value);
  const below =
    (key: string): PlaceOf =>
    (at) =>
      file.place([key, ...at]);
  const { profiles, faults, programme } = settings;
  if (typeof profiles === 'object') {
    list.attempt(() => readProfiles(Array.isArray(profiles) ? { profiles } : profiles, path, below('profiles')));
  }
  if (typeof faults === 'object') list.attempt(() => readFaultPlan(faults, below('faults')));
  if (typeof programme === 'object') list.attempt(() => readProgrammeSettings(programme, path, below('programme')));
  if (list.count > 0) throw list.error(path, (message, mistakes) => new ConfigError(message, mistakes));
}

export const FILE_KINDS: readonly FileKind[] = [
  {
    kind: 'scenario',
    title: 'scenario',
    keys: Object.keys(scenarioFile.shape),
    ownKeys: ['steps', 'tittel', 'om'],
    check: ({ path, text }) => readScenarioText(text, path),
  },
  {
    kind: 'profiles',
    title: 'limit profiles',
    keys: ['profiles'],
    ownKeys: [],
    check: ({ path, text }) => {
      const { value, place } = parseDataText(text, path);
      readProfiles(value, path, place);
    },
  },
  {
    kind: 'dialect',
    title: 'dialect',
    keys: Object.keys(dialectFile.shape),
    ownKeys: ['extends', 'elements', 'fields'],
    check: ({ path, text }) => readDialect(parseDataText(text, path).value, path),
  },
  {
    kind: 'workload',
    title: 'workload',
    keys: Object.keys(workloadFile.shape),
    ownKeys: ['errands', 'shares', 'trades', 'places', 'run'],
    check: ({ path, text }) => readWorkload(parseDataText(text, path)),
  },
  {
    kind: 'faults',
    title: 'fault rules',
    keys: Object.keys(faultFile.shape),
    ownKeys: ['rules'],
    check: ({ path, text }) => {
      const { value, place } = parseDataText(text, path);
      readFaultPlan(value, place);
    },
  },
  {
    kind: 'programme',
    title: 'settings of the card programme',
    keys: Object.keys(programmeSettingsFile.shape),
    ownKeys: Object.keys(programmeSettingsFile.shape).filter((key) => key !== '$schema'),
    check: ({ path, text }) => {
      const { value, place } = parseDataText(text, path);
      readProgrammeSettings(value, path, place);
    },
  },
  { kind: 'cards', title: 'cards', keys: ['notice', 'cards'], ownKeys: ['notice'], check: ({ path, text }) => parseCardFile(text, path) },
  { kind: 'config', title: 'settings', keys: SETTINGS.map(({ name }) => name), ownKeys: [], check: checkConfig },
];
