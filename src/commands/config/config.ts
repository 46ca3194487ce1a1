/** `aksept config`: checks the files that people write, and shows the settings. */
import type { Command } from 'commander';
import { registerCheck } from './check.ts';
import { registerShow } from './show.ts';

export function registerConfig(program: Command): void {
  const config = program.command('config').description('check files before they are used, and show the settings');
  registerCheck(config);
  registerShow(config);
}
