import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkOutputPath, checkOutputPaths } from '../../src/commands/output-path.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-output-'));
const at = (name: string): string => join(folder, name);
mkdirSync(at('inner'));
writeFileSync(at('file'), 'kept');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a path to write to', () => {
  test.each([
    [at('inner'), false, 'it is a folder'],
    [at('none/load.json'), false, `there is no folder ${at('none')}`],
    [at('file/load.json'), true, 'ENOTDIR'],
  ])('%s is refused in one sentence', (path, makesFolders, problem) => {
    expect(() => checkOutputPath('--json', path, makesFolders)).toThrow(
      expect.objectContaining({ message: `--json ${path} cannot be written: ${problem}; choose another path.`, exitCode: 2 }),
    );
  });

  test.each([
    [undefined, false],
    ['-', false],
    [at('load.json'), false],
    [at('none/deeper/load.json'), true],
    [at('file'), false],
  ])('%s can be written (folders are made: %s), and nothing is touched', (path, makesFolders) => {
    expect(() => checkOutputPath('--json', path, makesFolders)).not.toThrow();
    expect(readFileSync(at('file'), 'utf8')).toBe('kept');
  });

  test('two options need two files', () => {
    expect(() => checkOutputPaths({ '--json': at('x'), '--html': at('inner/../x') })).toThrow(
      '--json and --html are the same file; give each its own.',
    );
  });
});
