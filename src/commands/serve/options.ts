/** Makes command line options from the table of settings. */
import { type Command, Option } from 'commander';
import { envOf, flagOf, SETTINGS, type SettingName } from '../../config/settings-table.ts';

type Row = (typeof SETTINGS)[number];

function placeholderOf(row: Row): string {
  if (row.type === 'integer') return 'n';
  if ('choices' in row) return row.choices.join('|');
  return row.unit === '' ? row.type : row.unit;
}

function defaultOf(row: Row): string {
  const text = String(row.default);
  if (text === '') return 'none';
  return row.type === 'integer' && row.unit !== '' ? `${text} ${row.unit}` : text;
}

/** Adds an option for each setting, or for those in `names`. */
export function addSettings(command: Command, names?: readonly SettingName[]): Command {
  command.option('--config <path>', 'file of settings, JSON or YAML, by their names (environment: AKSEPT_CONFIG)');
  for (const row of SETTINGS) {
    if ('secret' in row || (names !== undefined && !names.includes(row.name))) continue;
    const about = `${row.about} (default ${defaultOf(row)}; ${envOf(row.name)})`;
    // A boolean without a value is true.
    const value = row.type === 'boolean' ? '[boolean]' : `<${placeholderOf(row)}>`;
    command.addOption(new Option(`${flagOf(row.name)} ${value}`, about));
  }
  return command;
}
