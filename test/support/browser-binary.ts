/** Finds a real Chromium or Chrome for tests: the one CHROMIUM names, else one on the PATH. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** True when a missing browser has to fail the tests rather than skip them. */
export function browserRequired(): boolean {
  return process.env['CI'] === 'true' || process.env['REQUIRE_BROWSER'] === '1';
}

/** Some distributions put a script of that name on the PATH that only says how to get one. */
function usable(command: string): boolean {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  return /\b(?:Chromium|Chrome) \d+\./.test(stdout ?? '');
}

/** The executable; or a sentence on why there is none. Throws one when CHROMIUM is no browser. */
export function findBrowser(): { readonly command: string } | string {
  const given = process.env['CHROMIUM'] ?? '';
  if (given !== '') {
    if (usable(given)) return { command: given };
    throw new Error(`CHROMIUM is ${given}, which is no Chromium that starts; correct it, or unset it to have one looked for.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const command = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path) && usable(path));
  if (command !== undefined) return { command };
  return 'No Chromium was found: install chromium (apt-get install chromium) or set CHROMIUM to an executable.';
}
