/**
 * Runs dist/cli.js in this process, for commands that end by themselves and soon. To start Node and load a command takes
 * half a second of a processor, and tables of wrong usage have a hundred of them; what is loaded, parsed and printed is the same.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import type { CliResult } from './cli.ts';

const CLI = join(import.meta.dirname, '../../dist/cli.js');
const nativeImport = createRequire(import.meta.url)('./native-import.cjs') as (url: string) => Promise<unknown>;
/** What commands listen to as long as their process lives. */
const HEARD: readonly (readonly [NodeJS.EventEmitter, string])[] = [
  [process.stdout, 'error'],
  [process, 'SIGINT'],
  [process, 'SIGTERM'],
  [process, 'SIGHUP'],
];
let runs = 0;

function keptText(stream: NodeJS.WriteStream): { readonly text: () => string; restore(): void } {
  let kept = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((text, encoding?: unknown, done?: unknown) => {
    kept += typeof text === 'string' ? text : Buffer.from(text).toString();
    const written = typeof encoding === 'function' ? encoding : done;
    if (typeof written === 'function') process.nextTick(() => written());
    return true;
  });
  return { text: () => kept, restore: () => spy.mockRestore() };
}

/** One at a time: folder, arguments, environment and output are those of the process. */
export async function runCliHere(args: readonly string[], cwd: string, locale = 'C'): Promise<CliResult> {
  const before = { argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode, locale: process.env['LC_ALL'] };
  const listeners = HEARD.map(([emitter, event]) => emitter.listeners(event));
  const [stdout, stderr] = [keptText(process.stdout), keptText(process.stderr)];
  try {
    process.argv = [process.execPath, CLI, ...args];
    process.chdir(cwd);
    process.exitCode = undefined;
    process.env['LC_ALL'] = locale;
    runs += 1;
    // The module runs once for each URL, and ends when the command has ended.
    await nativeImport(`${pathToFileURL(CLI).href}?run=${runs}`);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.restore();
    stderr.restore();
    for (const [index, [emitter, event]] of HEARD.entries()) {
      for (const listener of emitter.listeners(event)) {
        if (listeners[index]?.includes(listener) !== true) emitter.off(event, listener as () => void);
      }
    }
    process.argv = before.argv;
    process.chdir(before.cwd);
    process.exitCode = before.exitCode;
    if (before.locale === undefined) delete process.env['LC_ALL'];
    else process.env['LC_ALL'] = before.locale;
  }
}
