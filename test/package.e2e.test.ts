/** What the build wrote, as an installed package would be used. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, importsOf, ROOT, read } from './support/sources.ts';

function node(...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
}

describe('dist', () => {
  test('cli.js runs by itself and says the version of the package', () => {
    const { version }: { readonly version: string } = JSON.parse(read('package.json'));
    expect(execFileSync(join(ROOT, 'dist/cli.js'), ['--version'], { encoding: 'utf8' }).trim()).toBe(version);
  });

  test('holds the scripts for Redis and the generated codec, byte for byte', () => {
    const copied = [...filesUnder('src/limits/stores/redis', '.lua'), ...filesUnder('src/protocol/protobuf/gen', '.js', '.d.ts')];
    expect(copied.length).toBeGreaterThan(2);
    for (const path of copied) expect(read(path.replace('src/', 'dist/'))).toBe(read(path));
  });

  test('imports compiled files only', () => {
    const sources = filesUnder('dist', '.js').flatMap((path) => importsOf(read(path)).map((specifier) => ({ path, specifier })));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(({ specifier }) => specifier.startsWith('.') && !specifier.endsWith('.js'))).toEqual([]);
  });

  test('is what the package exports', () => {
    const names = node('--input-type=module', '-e', "console.log(Object.keys(await import('aksept')).length)");
    expect(Number(names)).toBeGreaterThan(0);
  });
});
