/** Reads a scenario from a file or an object, ready to run. */
import type { AuthorizeRules } from '../authorizer/authorize.ts';
import { isLuhnValid } from '../cards/pan.ts';
import { DataFileError, parseDataText, readDataText } from '../config/data-file.ts';
import { HOUR_MS } from '../config/duration.ts';
import { suggestion } from '../config/known-words.ts';
import { MistakeList } from '../config/mistakes.ts';
import { expiryOf as expiryOfOrder } from '../issuing/issue-cards.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import { ProfileError, readProfiles } from '../limits/rules/profile-file.ts';
import { countryOf, NO_SUCH_COUNTRY } from '../protocol/iso8583/elements/country.ts';
import type { TerminalType } from '../protocol/message.ts';
import { type CheckedFile, checkFile, type Place, refuse } from './check-file.ts';
import { expiryOf, readSteps } from './read-steps.ts';
import { type Scenario, type ScenarioCard, ScenarioError, type ScenarioTerminal } from './scenario.ts';
import type { FileCard, FileTerminal, ScenarioFile, ScenarioInput } from './scenario-schema.ts';
import { startOf } from './when.ts';

export interface ReadOptions {
  /** Profiles besides those of the file; undefined: the built-in ones. */
  readonly profiles?: ProfileSet | undefined;
  /** Accept every profile name: the host has its own profiles. */
  readonly anyProfile?: boolean;
  /** Start of scenarios that have none: a date, or a date and a time. */
  readonly start?: string;
}

/** A Monday in winter, far from any clock change. */
const START_DEFAULT = '2026-01-05';
const PIN_DEFAULT = '1234';

const MCC_OF: Readonly<Record<TerminalType, number>> = { pos: 5411, atm: 6011, unattended: 7523, ecommerce: 5964 };

type Settings = NonNullable<ScenarioFile['settings']>;

/** ISO 3166 numeric; 0: none. */
function countryOfWord(text: string, place: Place, path: readonly string[]): number {
  if (text === 'none') return 0;
  const country = countryOf(text);
  return country === NO_SUCH_COUNTRY || country === 0 ? refuse(place, path, 'must be a country such as NO, SE or SJ, or none') : country;
}

function rulesOf(settings: Settings, place: Place, list: MistakeList): Partial<AuthorizeRules> {
  const assumed = settings['assumed country'];
  const svalbard = settings['svalbard is domestic'];
  const unknown = settings['unknown original'];
  const tolerance = settings['completion tolerance'];
  const hold = settings['hold hours'];
  const fuel = settings['fuel hold hours'];
  const country = assumed === undefined ? undefined : list.attempt(() => countryOfWord(assumed, place, ['settings', 'assumed country']));
  return {
    ...(country === undefined ? {} : { assumedCountry: country }),
    ...(svalbard === undefined ? {} : { svalbardIsDomestic: svalbard }),
    ...(unknown === undefined ? {} : { unknownOriginal: unknown }),
    ...(tolerance === undefined ? {} : { completionToleranceMinor: tolerance }),
    ...(hold === undefined ? {} : { holdMs: hold * HOUR_MS }),
    ...(fuel === undefined ? {} : { fuelHoldMs: fuel * HOUR_MS }),
  };
}

/** The profiles of the file are added to those of the options. */
function profilesOf(settings: Settings, options: ReadOptions, place: Place): ProfileSet | undefined {
  if (settings.profiles === undefined) return options.profiles;
  const where = place(['settings', 'profiles']);
  try {
    const inSettings: Place = (path) => (path.length === 0 ? where : place(['settings', ...path]));
    const read = readProfiles({ profiles: settings.profiles }, where, inSettings);
    return new Map([...(options.profiles ?? []), ...read]);
  } catch (error) {
    throw error instanceof ProfileError ? new ScenarioError(error.message, error.mistakes) : error;
  }
}

interface CardContext {
  readonly profiles: ProfileSet;
  readonly profile: string;
  readonly anyProfile: boolean;
  readonly expiry: string;
  readonly place: Place;
  readonly list: MistakeList;
}

/** Mistakes go into the list of the context. */
function readCard(name: string, file: FileCard, context: CardContext): ScenarioCard {
  const { list } = context;
  const path = ['cards', name];
  const { profile = context.profile, pan = '' } = file;
  if (!context.anyProfile && !context.profiles.has(profile)) {
    const where = file.profile === undefined ? ['settings', 'profile'] : [...path, 'profile'];
    list.attempt(() => refuse(context.place, where, `is not a limit profile; ${suggestion(profile, [...context.profiles.keys()])}`));
  }
  const onFile = file['on file'];
  if (pan !== '' && onFile && !isLuhnValid(pan))
    list.attempt(() => refuse(context.place, [...path, 'pan'], 'has a wrong check digit; correct it, or add on file: no'));
  const expiry = file.expiry === undefined ? context.expiry : expiryOf(file.expiry);
  return { name, pan, pin: file.pin ?? PIN_DEFAULT, balanceMinor: file.balance, status: file.status, expiry, profile, onFile };
}

function readTerminal(name: string, file: FileTerminal, place: Place): ScenarioTerminal {
  const country = countryOfWord(file.country, place, ['terminals', name, 'country']);
  return { name, id: file.id ?? '', type: file.type, mcc: file.mcc ?? MCC_OF[file.type], country };
}

function readStart(settings: Settings, options: ReadOptions, place: Place): number {
  const startMs = startOf(settings.start ?? options.start ?? START_DEFAULT);
  return Number.isNaN(startMs)
    ? refuse(place, ['settings', 'start'], 'must be a date such as 2026-03-02, or a date and a time such as 2026-03-02 08:00')
    : startMs;
}

function refuseTwice(file: ScenarioFile, place: Place, list: MistakeList): void {
  const pans = new Map<string, string>();
  for (const [name, { pan }] of Object.entries(file.cards)) {
    const other = pan === undefined ? undefined : pans.get(pan);
    if (other !== undefined) list.attempt(() => refuse(place, ['cards', name, 'pan'], `is also the PAN of card ${other}`));
    if (pan !== undefined) pans.set(pan, name);
  }
}

/** Stands in for a terminal with a mistake, so that steps can name it. */
const NO_TERMINAL: Omit<ScenarioTerminal, 'name'> = { id: '', type: 'pos', mcc: MCC_OF.pos, country: 0 };

/** Reads all that can be read; `list` takes the mistakes. */
function buildParts(checked: CheckedFile, source: string, context: BuildContext): Scenario {
  const { file } = checked;
  const { place, list, options } = context;
  const settings = file.settings ?? {};
  const startMs = list.attempt(() => readStart(settings, options, place)) ?? startOf(START_DEFAULT);
  const before = list.count;
  const profiles = list.attempt(() => profilesOf(settings, options, place));
  refuseTwice(file, place, list);
  const known = profiles ?? BUILT_IN_PROFILES;
  // The profiles of a file with mistakes in them are not known by name.
  const anyProfile = options.anyProfile === true || list.count > before;
  const profile = settings.profile ?? known.keys().next().value ?? '';
  const cardContext = { profiles: known, profile, anyProfile, expiry: expiryOfOrder(startMs), place, list };
  const cards = Object.entries(file.cards).map(([name, card]) => readCard(name, card, cardContext));
  const hasOffice = settings.office === true;
  const terminals = Object.entries(file.terminals ?? {}).map(
    ([name, each]): ScenarioTerminal => list.attempt(() => readTerminal(name, each, place)) ?? { name, ...NO_TERMINAL },
  );
  return {
    source,
    title: file.title,
    tittel: file.tittel ?? '',
    startMs,
    startIsGiven: settings.start !== undefined,
    profiles,
    rules: rulesOf(settings, place, list),
    hostSettings: Object.keys(settings).filter((key) => key !== 'start' && key !== 'profile'),
    hasOffice,
    cards,
    terminals,
    steps: readSteps(file.steps, {
      startMs,
      hasOffice,
      cards: new Map(cards.map((card) => [card.name, card])),
      terminals: new Map(terminals.map((terminal) => [terminal.name, terminal])),
      place,
      list,
      isFaulty: (index) => checked.isFaulty('steps', index),
    }),
    place,
  };
}

interface BuildContext {
  readonly place: Place;
  readonly list: MistakeList;
  readonly options: ReadOptions;
}

function build(data: unknown, source: string, place: Place, options: ReadOptions): Scenario {
  const list = new MistakeList();
  const checked = checkFile(data, place, list);
  const scenario = checked === undefined ? undefined : buildParts(checked, source, { place, list, options });
  if (scenario === undefined || list.count > 0) throw list.error(source, (message, mistakes) => new ScenarioError(message, mistakes));
  return scenario;
}

/** Reads a YAML or JSON file. Throws a ScenarioError. */
export function readScenario(path: string, options: ReadOptions = {}): Scenario {
  try {
    return readScenarioText(readDataText(path), path, options);
  } catch (error) {
    throw error instanceof DataFileError ? new ScenarioError(error.message, error.mistakes) : error;
  }
}

/** Reads the text of a file. `source` is its name in errors. Throws a ScenarioError or a DataFileError. */
export function readScenarioText(text: string, source: string, options: ReadOptions = {}): Scenario {
  const { value, place } = parseDataText(text, source);
  return build(value, source, place, options);
}

/** Reads a scenario from an object with the same structure. Throws a ScenarioError. */
export function scenarioOf(input: ScenarioInput, options: ReadOptions = {}): Scenario {
  const source = 'the scenario';
  return build(input, source, () => source, options);
}
