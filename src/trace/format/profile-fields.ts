/**
 * Writes and reads the limit profiles of a trace in the format of a profile file, so that a user
 * can edit them and replay the trace with them.
 */
import { HOUR_MS } from '../../config/duration.ts';
import type { Limit, Profile, ProfileSet } from '../../limits/rules/profile.ts';
import { readProfiles } from '../../limits/rules/profile-file.ts';

function limitFields({ name, filter, window, amountMinor, countMax }: Limit): Readonly<Record<string, unknown>> {
  return {
    name,
    amount: `${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`,
    ...(countMax === 0 ? {} : { count: countMax }),
    window: window.kind === 'trailing' ? { hours: window.durationMs / HOUR_MS } : { calendarDays: window.days },
    filter,
  };
}

function profileFields(profile: Profile): Readonly<Record<string, unknown>> {
  const { name, pinTriesMax, domesticOnly, types, entryModes, terminalTypes, limits } = profile;
  return { name, pinTriesMax, domesticOnly, types, entryModes, terminalTypes, limits: limits.map(limitFields) };
}

export function profilesFields(profiles: ProfileSet): readonly Readonly<Record<string, unknown>>[] {
  return [...profiles.values()].map(profileFields);
}

/** Throws a ProfileError. */
export function profilesOf(fields: readonly unknown[], source: string): ProfileSet {
  return readProfiles({ profiles: fields }, source);
}
