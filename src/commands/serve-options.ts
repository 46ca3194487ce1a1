import { type Command, Option } from 'commander';
import { envOf, flagOf, SETTINGS, type SettingName } from '../config.ts';

/** One option a setting, so that the help is the table of settings. */
export function addSettings(command: Command, names?: readonly SettingName[]): Command {
  command.option('--config <file>', 'JSON file of settings, by their names (environment: AKSEPT_CONFIG)');
  for (const row of SETTINGS) {
    if ('secret' in row || (names !== undefined && !names.includes(row.name))) continue;
    const unit = row.unit === '' ? '' : `, ${row.unit}`;
    const given = String(row.default) === '' ? 'none' : String(row.default);
    const about = `${row.about} (default ${given}${unit}; ${envOf(row.name)})`;
    command.addOption(new Option(`${flagOf(row.name)} <${row.type === 'integer' ? 'n' : row.type}>`, about));
  }
  return command;
}
