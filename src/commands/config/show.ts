/** `aksept config show`: every setting, its value and where it comes from. */
import type { Command } from 'commander';
import { type SourcedSetting, sourcedSettings } from '../../config/settings.ts';
import { settingText, shownSetting } from '../../config/shown-setting.ts';
import { print, printJson, table } from '../output.ts';
import { addSettings } from '../serve/options.ts';

const EXAMPLES = `
Examples:
  $ aksept config show                                 defaults and environment
  $ aksept config show --config aksept.json --json     with a file of settings
  $ aksept config show --deadline-ms 500               as aksept serve would take it

Secrets are never printed, only whether they are set.`;

interface ShowFlags extends Readonly<Record<string, unknown>> {
  readonly json?: boolean;
}

function sourceText({ source, place }: SourcedSetting): string {
  return source === 'default' ? source : `${source} (${place})`;
}

function textOf(setting: SourcedSetting): string {
  if (setting.row.secret) return setting.value === '' ? 'not set' : 'set, not shown';
  return settingText(setting);
}

export function registerShow(parent: Command): void {
  const command = parent
    .command('show')
    .description('print every setting, its value and where it comes from: default, file, environment or flag')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  addSettings(command).action(({ json, ...flags }: ShowFlags) => {
    const settings = sourcedSettings(flags);
    if (json) {
      const entries = settings.map((setting) => {
        const { row, source, place } = setting;
        return [row.name, { value: shownSetting(setting), source, ...(place === '' ? {} : { place }) }] as const;
      });
      printJson({ settings: Object.fromEntries(entries) });
      return;
    }
    const rows = settings.map((setting) => [setting.row.name, textOf(setting), sourceText(setting)]);
    print(table(['setting', 'value', 'source'], rows));
  });
}
