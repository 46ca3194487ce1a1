/** Reads the setting `profiles`: the limit profiles at start. */
import { ConfigError } from '../config/config-error.ts';
import { DataFileError, readDataFile } from '../config/data-file.ts';
import { BUILT_IN_PROFILES, type ProfileSet } from '../limits/rules/profile.ts';
import { readProfiles } from '../limits/rules/profile-file.ts';

/** Reads a JSON or YAML file. Throws a ConfigError when it cannot be read, or a ProfileError. */
export function readProfileFile(path: string): ProfileSet {
  try {
    const { value, place } = readDataFile(path);
    return readProfiles(value, path, place);
  } catch (error) {
    throw error instanceof DataFileError ? new ConfigError(error.message, error.mistakes) : error;
  }
}

/** The setting is a path; in the configuration file it can be the profiles. */
export function openProfiles(profiles: unknown): ProfileSet {
  if (profiles === '') return BUILT_IN_PROFILES;
  if (typeof profiles === 'string') return readProfileFile(profiles);
  return readProfiles(Array.isArray(profiles) ? { profiles } : profiles, 'The setting profiles');
}
