import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, importsOf, read } from './support/sources.ts';

const LINES_MAX = 400;
const GENERATED = 'src/protocol/gen/';

/** Part of src/ → the parts it may import. Imports run one way only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  pin: ['protocol'],
  limits: ['protocol'],
  authorizer: ['protocol', 'pin', 'limits'],
  admin: ['protocol', 'pin', 'limits', 'authorizer'],
  'terminal-sim': ['protocol', 'pin'],
  inspect: ['protocol'],
  'config.ts': ['protocol', 'pin', 'limits', 'authorizer', 'admin'],
  'fault-setting.ts': ['authorizer', 'terminal-sim', 'config.ts'],
  'iso-listeners.ts': ['protocol', 'pin', 'config.ts'],
  'virtual-host.ts': ['protocol', 'pin', 'limits', 'authorizer', 'admin'],
  load: ['protocol', 'pin', 'terminal-sim', 'config.ts', 'iso-listeners.ts'],
  trace: ['protocol', 'pin', 'limits', 'authorizer'],
  scenario: ['protocol', 'limits', 'authorizer', 'admin', 'terminal-sim', 'virtual-host.ts'],
  'recording.ts': ['protocol', 'pin', 'limits', 'authorizer', 'admin', 'trace', 'config.ts'],
  'app.ts': ['protocol', 'pin', 'limits', 'authorizer', 'admin', 'config.ts', 'iso-listeners.ts', 'fault-setting.ts', 'recording.ts'],
  'index.ts': ['protocol', 'pin', 'limits', 'authorizer', 'admin', 'terminal-sim', 'load', 'scenario', 'config.ts', 'app.ts'],
  commands: [
    'protocol',
    'pin',
    'limits',
    'authorizer',
    'admin',
    'terminal-sim',
    'load',
    'inspect',
    'scenario',
    'trace',
    'config.ts',
    'iso-listeners.ts',
    'app.ts',
    'fault-setting.ts',
  ],
  'cli.ts': ['protocol', 'config.ts', 'app.ts', 'commands'],
};

/** protocol/ owns bytes, not sockets, files or clocks. */
const NOT_IN_PROTOCOL = /^node:(net|tls|fs|http|https|dgram|timers|child_process|worker_threads)\b/;

/** Dialects are files: shipped beside this one, or a user's own. */
const READS_FILES = 'src/protocol/iso8583/dialect-file.ts';

const sources = filesUnder('src', '.ts').filter((path) => !path.startsWith(GENERATED));
const tests = filesUnder('test', '.ts');

/** `limits` of src/limits/decide.ts, `app.ts` of src/app.ts. */
function partOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** One line for each import of the file that the house does not allow. */
function forbiddenImports(path: string, source: string): readonly string[] {
  const part = partOf(path);
  const allowed = MAY_IMPORT[part];
  if (allowed === undefined) return [`${path}: src/${part} has no place in the order of imports`];
  return importsOf(source).flatMap((specifier) => {
    const isReader = path === READS_FILES && specifier === 'node:fs';
    if (part === 'protocol' && NOT_IN_PROTOCOL.test(specifier) && !isReader) return [`${path} imports ${specifier}`];
    if (!specifier.startsWith('.')) return [];
    const target = posix.join(posix.dirname(path), specifier);
    const ok = target.startsWith('src/') && (partOf(target) === part || allowed.includes(partOf(target)));
    return ok ? [] : [`${path} imports ${target}`];
  });
}

/** Every line of the files that matches, as `path:line text`. */
function linesMatching(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe('imports', () => {
  test('run in the house order', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap((path) => forbiddenImports(path, read(path)))).toEqual([]);
  });

  test.each([
    ['src/pin/a.ts', "import type { X } from '../limits/store.ts';"],
    ['src/limits/a.ts', "import {\n  type X,\n  y,\n} from '../pin/pin-block.ts';"],
    ['src/terminal-sim/a.ts', "export { x } from '../admin/http.ts';"],
    ['src/protocol/a.ts', "import { connect } from 'node:net';"],
    ['src/authorizer/a.ts', "import '../app.ts';"],
    ['src/admin/routes/a.ts', "import { x } from '../../config.ts';"],
    ['src/app.ts', "const x = await import('./commands/serve.ts');"],
    ['src/limits/a.ts', "import { x } from '../../test/support/redis.ts';"],
    ['src/utils/a.ts', ''],
  ])('%s may not hold %j', (path, source) => {
    expect(forbiddenImports(path, source)).toHaveLength(1);
  });

  test.each([
    ['src/limits/redis/a.ts', "import { OUTCOMES } from '../../protocol/outcome.ts';"],
    ['src/admin/a.ts', "import fastify from 'fastify';\nimport { x } from './routes/a.ts';"],
    ['src/commands/demo.ts', "import { x } from '../terminal-sim/load.ts';\nimport { y } from '../app.ts';"],
  ])('%s may hold %j', (path, source) => {
    expect(forbiddenImports(path, source)).toEqual([]);
  });
});

describe('files', () => {
  const counted = [...sources, ...filesUnder('src', '.lua'), ...tests, ...filesUnder('bench', '.ts'), ...filesUnder('scripts', '.mjs')];

  test(`hold at most ${LINES_MAX} lines`, () => {
    const long = counted.map((path) => ({ path, lines: read(path).trimEnd().split('\n').length })).filter(({ lines }) => lines > LINES_MAX);
    expect(long).toEqual([]);
  });

  test('are never an index of a folder', () => {
    expect(counted.filter((path) => path.endsWith('/index.ts') && path !== 'src/index.ts')).toEqual([]);
  });
});

describe('the outside', () => {
  test('process.env is read in config.ts only', () => {
    const others = sources.filter((path) => path !== 'src/config.ts');
    expect(linesMatching(others, /\bprocess\.env\b|\bfrom 'node:process'/)).toEqual([]);
  });

  test('process.argv is read in cli.ts only', () => {
    const others = sources.filter((path) => path !== 'src/cli.ts');
    expect(linesMatching(others, /\bprocess\.argv\b/)).toEqual([]);
  });
});

test('no test is left out or run alone', () => {
  expect(linesMatching(tests, /\b(?:describe|suite|test|it)(?:\.\w+)*\.(?:only|skip|todo)\b|\b(?:context|ctx|task)\.skip\(/)).toEqual([]);
});
