/**
 * Reads limit profiles from configuration. Amounts are NOK in the file (`"9900.00"`), minor units
 * after.
 */

import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { errorText } from '../../cards/card-data/card-data.ts';
import { requireArgument } from '../../config/argument.ts';
import { addMistakes } from '../../config/data-file-check.ts';
import { HOUR_MS } from '../../config/duration.ts';
import { placeOf } from '../../config/known-words.ts';
import { type Mistake, MistakeList, type Path, type PlaceOf } from '../../config/mistakes.ts';
import { readBySchema } from '../../config/schema-mistakes.ts';
import { ENTRY_MODES, TERMINAL_TYPES, TRANSACTION_TYPES } from '../../protocol/message.ts';
import { BUILT_IN_PROFILES, CHANNELS, KRONEKORT, type Profile, type ProfileSet, type Window } from './profile.ts';

export const PROFILES_MAX = 32;
export const LIMITS_MAX = 16;
const AMOUNT_MINOR_MAX = 999_999_999_999;
const WINDOW_HOURS_MAX = 24 * 366;
const WINDOW_DAYS_MAX = 366;

/** The message is a sentence for each mistake: which file, which place in it, what is wrong. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

function names<const N extends string>(table: readonly { readonly name: N }[]): z.ZodArray<z.ZodEnum<{ [K in N]: K }>> {
  const list = table.map((row) => row.name);
  const error = `must be one of ${list.join(', ')}`;
  return z.array(z.enum(Object.fromEntries(list.map((name) => [name, name])) as { [K in N]: K }, { error })).min(1, 'must not be empty');
}

const name = z
  .string('must be a name')
  .regex(/^[a-z][a-zA-Z0-9-]{0,31}$/, 'must be 1 to 32 letters, digits or -, the first a small letter');

const amount = z.union([z.string(), z.number()], { error: 'must be an amount in NOK such as "9900.00"' }).transform((value, context) => {
  const minor = /^\d{1,12}(\.\d{1,2})?$/.test(String(value)) ? new Decimal(value).times(100) : new Decimal(-1);
  if (minor.gt(0) && minor.lte(AMOUNT_MINOR_MAX)) return minor.toNumber();
  context.addIssue({ code: 'custom', message: 'must be an amount in NOK above 0 with at most two decimals, such as "9900.00"' });
  return z.NEVER;
});

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};

const window = z
  .strictObject({ hours: whole(1, WINDOW_HOURS_MAX).optional(), calendarDays: whole(1, WINDOW_DAYS_MAX).optional() }, 'must be an object')
  .transform(({ hours, calendarDays }, context): Window => {
    if (hours !== undefined && calendarDays === undefined) return { kind: 'trailing', durationMs: hours * HOUR_MS };
    if (calendarDays !== undefined && hours === undefined) return { kind: 'calendarDays', days: calendarDays };
    context.addIssue({ code: 'custom', message: 'must have either hours or calendarDays, such as {"hours": 96}' });
    return z.NEVER;
  });

const mccs = z.array(whole(1, 9_999)).min(1, 'must not be empty');

const filter = z.strictObject(
  {
    channels: names(CHANNELS.map((channel) => ({ name: channel }))).optional(),
    types: names(TRANSACTION_TYPES).optional(),
    mccs: mccs.optional(),
    exceptMccs: mccs.optional(),
  },
  'must be an object',
);

const limit = z
  .strictObject({ name, amount, count: whole(1, 1_000_000).optional(), window, filter: filter.default({}) }, 'must be an object')
  .transform(({ amount: amountMinor, count, ...rest }) => ({ ...rest, amountMinor, countMax: count ?? 0 }));

const profile = z.strictObject(
  {
    name,
    pinTriesMax: whole(1, 15).default(KRONEKORT.pinTriesMax),
    domesticOnly: z.boolean('must be true or false').default(KRONEKORT.domesticOnly),
    types: names(TRANSACTION_TYPES).default([...KRONEKORT.types]),
    entryModes: names(ENTRY_MODES).default([...KRONEKORT.entryModes]),
    terminalTypes: names(TERMINAL_TYPES).default([...KRONEKORT.terminalTypes]),
    limits: z.array(limit, 'must be a list of limits').max(LIMITS_MAX, `must hold at most ${LIMITS_MAX} limits`),
  },
  'must be an object',
);

/** The structure of a file. */
export const profileFile = z.strictObject(
  { $schema: z.string('must be a text').optional(), profiles: z.array(profile, 'must be a list of profiles').min(1, 'must not be empty') },
  'must be an object',
);

function isNamed(value: unknown): value is { readonly name: string; readonly limits?: unknown } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

/** Names that an earlier item of the list has. */
function namedTwice(list: unknown, at: Path): readonly Mistake[] {
  if (!Array.isArray(list)) return [];
  const first = new Map<string, number>();
  return list.flatMap((item: unknown, index): readonly Mistake[] => {
    if (!isNamed(item)) return [];
    const earlier = first.get(item.name);
    if (earlier === undefined) first.set(item.name, index);
    const path = [...at, index, 'name'];
    return earlier === undefined ? [] : [{ path, at: path, what: `is also that of ${placeOf([...at, earlier])}; give each its own` }];
  });
}

/** Names that stand twice, whatever else is wrong with the file. */
function doubles(data: unknown): readonly Mistake[] {
  const list: unknown = typeof data === 'object' && data !== null && 'profiles' in data ? data.profiles : undefined;
  const inProfiles = Array.isArray(list) ? list : [];
  const ofLimits = inProfiles.flatMap((item: unknown, index) =>
    isNamed(item) ? namedTwice(item.limits, ['profiles', index, 'limits']) : [],
  );
  return [...namedTwice(list, ['profiles']), ...ofLimits];
}

/**
 * `{"profiles": [{"name", "limits": [{"name", "amount", "count", "window": {"hours"} |
 * {"calendarDays"}, "filter"}], ...}]}`. The built-in profiles stay; one of the same name takes
 * their place. Throws a ProfileError that tells all mistakes.
 * @param source how the file is named in a message
 * @param place the line of a path, as `file:line`; undefined: messages name the file only
 */
export function readProfiles(data: unknown, source: string, place: PlaceOf = () => source): ProfileSet {
  requireArgument(typeof source === 'string', 'readProfiles', 'source', 'the name of the file, for errors');
  const list = new MistakeList();
  const read = readBySchema(profileFile, data);
  addMistakes(list, { place }, 'mistakes' in read ? read.mistakes : []);
  addMistakes(list, { place }, doubles(data));
  if ('mistakes' in read || list.count > 0) throw list.error(source, (message, mistakes) => new ProfileError(message, mistakes));
  const set = new Map<string, Profile>(BUILT_IN_PROFILES);
  for (const each of read.data.profiles) set.set(each.name, withoutUndefined(each));
  if (set.size > PROFILES_MAX)
    throw new ProfileError(`${source}: there are ${set.size} profiles with the built-in ones; at most ${PROFILES_MAX} are taken.`);
  return set;
}

/** An absent list of a filter is absent, not undefined. */
function withoutUndefined(read: z.output<typeof profile>): Profile {
  return { ...read, limits: read.limits.map((each) => ({ ...each, filter: JSON.parse(JSON.stringify(each.filter)) })) };
}
