/** Reads the setting `programme`: what the handbook of the card programme leaves open. */
import { ConfigError } from '../config/config-error.ts';
import { DataFileError, readDataFile } from '../config/data-file.ts';
import type { Settings } from '../config/settings-table.ts';
import { PROGRAMME_DEFAULTS, type ProgrammeSettings } from '../programme/core/settings.ts';
import { ProgrammeSettingsError, readProgrammeSettings } from '../programme/core/settings-file.ts';

/** The setting is a path; in the configuration file it can be the settings. Throws a ConfigError. */
export function programmeSettingsOf({ programme }: Pick<Settings, 'programme'>): ProgrammeSettings {
  if (programme === '') return PROGRAMME_DEFAULTS;
  try {
    if (typeof programme !== 'string') return readProgrammeSettings(programme, 'The setting programme');
    const { value, place } = readDataFile(programme);
    return readProgrammeSettings(value, programme, place);
  } catch (error) {
    if (error instanceof ProgrammeSettingsError || error instanceof DataFileError) throw new ConfigError(error.message, error.mistakes);
    throw error;
  }
}
