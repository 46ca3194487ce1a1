/**
 * Reads limit profiles from configuration. Amounts are NOK in the file (`"9900.00"`), minor units
 * after.
 */

import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { errorText } from '../../cards/card-data/card-data.ts';
import { requireArgument } from '../../config/argument.ts';
import { HOUR_MS } from '../../config/duration.ts';
import { ENTRY_MODES, TERMINAL_TYPES, TRANSACTION_TYPES } from '../../protocol/message.ts';
import { BUILT_IN_PROFILES, CHANNELS, KRONEKORT, type Profile, type ProfileSet, type Window } from './profile.ts';

export const PROFILES_MAX = 32;
export const LIMITS_MAX = 16;
const AMOUNT_MINOR_MAX = 999_999_999_999;
const WINDOW_HOURS_MAX = 24 * 366;
const WINDOW_DAYS_MAX = 366;

/** The message is one sentence: which file, which place in it, what is wrong. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  constructor(message: string) {
    super(errorText(message));
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
  .strictObject(
    { hours: whole(1, WINDOW_HOURS_MAX).optional(), calendarDays: whole(1, WINDOW_DAYS_MAX).optional() },
    { error: objectError },
  )
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
  { error: objectError },
);

const limit = z
  .strictObject({ name, amount, count: whole(1, 1_000_000).optional(), window, filter: filter.default({}) }, { error: objectError })
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
  { error: objectError },
);

const file = z.strictObject(
  { profiles: z.array(profile, 'must be a list of profiles').min(1, 'must not be empty') },
  { error: objectError },
);

function objectError(issue: { readonly code: string | undefined; readonly keys?: readonly string[] }): string {
  return issue.code === 'unrecognized_keys' ? `has the unknown ${issue.keys?.join(', ')}` : 'must be an object';
}

function place(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text.replace(/^\./, '') || 'the whole';
}

function firstTwice(list: readonly { readonly name: string }[]): string | undefined {
  return list.find((each, at) => list.findIndex((other) => other.name === each.name) !== at)?.name;
}

/**
 * `{"profiles": [{"name", "limits": [{"name", "amount", "count", "window": {"hours"} |
 * {"calendarDays"}, "filter"}], ...}]}`. The built-in profiles stay; one of the same name takes
 * their place. @param source how the file is named in a message
 */
export function readProfiles(data: unknown, source: string): ProfileSet {
  requireArgument(typeof source === 'string', 'readProfiles', 'source', 'the name of the file, for errors');
  const read = file.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ProfileError(`${source}: ${place(issue?.path ?? [])} ${issue?.message ?? 'is not valid'}.`);
  }
  const { profiles } = read.data;
  const twice = firstTwice(profiles);
  if (twice !== undefined) throw new ProfileError(`${source}: the profile "${twice}" stands there twice; give each a name of its own.`);
  for (const each of profiles) {
    const double = firstTwice(each.limits);
    if (double !== undefined) {
      throw new ProfileError(`${source}: the limit "${double}" stands twice in profile "${each.name}"; give each a name of its own.`);
    }
  }
  const set = new Map<string, Profile>(BUILT_IN_PROFILES);
  for (const each of profiles) set.set(each.name, withoutUndefined(each));
  if (set.size > PROFILES_MAX)
    throw new ProfileError(`${source}: there are ${set.size} profiles with the built-in ones; at most ${PROFILES_MAX} are taken.`);
  return set;
}

/** An absent list of a filter is absent, not undefined. */
function withoutUndefined(read: z.output<typeof profile>): Profile {
  return { ...read, limits: read.limits.map((each) => ({ ...each, filter: JSON.parse(JSON.stringify(each.filter)) })) };
}
