import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, importsOf, read } from './support/sources.ts';

const GENERATED = 'src/protocol/protobuf/gen/';

/** Leaves: every part may import them, and they import no part. */
const LEAVES: readonly string[] = ['cards', 'config', 'tls', 'folder-lock'];
const UP_TO_LIMITS = ['protocol', 'pin', 'limits'];
const BELOW_HTTP = [...UP_TO_LIMITS, 'authorizer', 'issuing', 'terminal-sim', 'inspect', 'trace', 'database', 'programme'];
const BELOW_SERVER = [...BELOW_HTTP, 'scenario', 'http'];

/** Part of src/ → the parts it may import beside the leaves. Imports run one way only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cards: [],
  config: [],
  tls: [],
  'folder-lock': [],
  protocol: [],
  pin: ['protocol'],
  limits: ['protocol'],
  authorizer: UP_TO_LIMITS,
  issuing: [...UP_TO_LIMITS, 'authorizer'],
  'terminal-sim': ['protocol', 'pin'],
  inspect: ['protocol'],
  trace: [...UP_TO_LIMITS, 'authorizer', 'terminal-sim', 'inspect'],
  scenario: BELOW_SERVER,
  database: [],
  programme: [...UP_TO_LIMITS, 'authorizer', 'issuing', 'database'],
  http: BELOW_HTTP,
  server: BELOW_SERVER,
  commands: [...BELOW_SERVER, 'server'],
  'index.ts': [...BELOW_SERVER, 'server'],
  'cli.ts': ['protocol', 'server', 'commands'],
};

/** protocol/ owns bytes, not sockets, files or clocks. */
const NOT_IN_PROTOCOL = /^node:(net|tls|fs|http|https|dgram|timers|child_process|worker_threads)\b/;

/** Dialects are files: shipped beside this one, or a user's own. */
const READS_FILES = 'src/protocol/iso8583/dialect/dialect-file.ts';

const sources = filesUnder('src', '.ts').filter((path) => !path.startsWith(GENERATED));
const tests = filesUnder('test', '.ts');

/** `limits` of src/limits/store.ts, `cli.ts` of src/cli.ts. */
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
    const ok = target.startsWith('src/') && [part, ...allowed, ...LEAVES].includes(partOf(target));
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

  test('connections do not know of fault injection, which wraps them from outside', () => {
    const connections = sources.filter((path) => path.startsWith('src/authorizer/connections/'));
    expect(connections.length).toBeGreaterThan(0);
    expect(linesMatching(connections, /\bfrom '[^']*\/faults\//)).toEqual([]);
  });

  test.each([
    ['src/pin/a.ts', "import type { X } from '../limits/store.ts';"],
    ['src/limits/a.ts', "import {\n  type X,\n  y,\n} from '../pin/pin-block.ts';"],
    ['src/terminal-sim/a.ts', "export { x } from '../http/server.ts';"],
    ['src/protocol/a.ts', "import { connect } from 'node:net';"],
    ['src/authorizer/a.ts', "import '../server/app.ts';"],
    ['src/http/routes/a.ts', "import { x } from '../../server/app.ts';"],
    ['src/config/a.ts', "import { x } from '../protocol/pan.ts';"],
    ['src/server/app.ts', "const x = await import('../commands/serve/serve.ts');"],
    ['src/limits/a.ts', "import { x } from '../../test/support/redis.ts';"],
    ['src/utils/a.ts', ''],
  ])('%s may not hold %j', (path, source) => {
    expect(forbiddenImports(path, source)).toHaveLength(1);
  });

  test.each([
    ['src/limits/rules/a.ts', "import { OUTCOMES } from '../../protocol/outcome.ts';"],
    ['src/http/a.ts', "import fastify from 'fastify';\nimport { x } from './routes/a.ts';"],
    ['src/pin/a.ts', "import { x } from '../config/settings.ts';"],
    ['src/commands/demo/a.ts', "import { x } from '../../terminal-sim/run/load.ts';\nimport { y } from '../../server/app.ts';"],
  ])('%s may hold %j', (path, source) => {
    expect(forbiddenImports(path, source)).toEqual([]);
  });
});

/** Rooms of src/inspect in order: each may import those before it. */
const INSPECT_ROOMS = ['input', 'capture', 'read', 'mask', 'listing', 'protobuf', 'diagnose', 'session', 'show'];

test('the rooms of inspect import one way only', () => {
  const roomOf = (path: string): string => path.split('/')[2] ?? '';
  const back = sources
    .filter((path) => path.startsWith('src/inspect/'))
    .flatMap((path) =>
      importsOf(read(path))
        .map((specifier) => posix.join(posix.dirname(path), specifier))
        .filter(
          (target) => target.startsWith('src/inspect/') && INSPECT_ROOMS.indexOf(roomOf(target)) > INSPECT_ROOMS.indexOf(roomOf(path)),
        )
        .map((target) => `${path} imports ${target}`),
    );
  expect(back).toEqual([]);
});

/** Files that import each other in a circle: each strongly connected component of the graph with more than one file. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const target of imports.get(path) ?? []) {
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1) circles.push(component.sort());
  };
  for (const path of imports.keys()) if (!index.has(path)) visit(path);
  return circles;
}

describe('circles of imports', () => {
  const graph = (files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> =>
    new Map(
      Object.entries(files).map(([path, source]) => [
        path,
        importsOf(source)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => posix.join(posix.dirname(path), specifier)),
      ]),
    );

  test('there are none between files', () => {
    expect(circlesIn(graph(Object.fromEntries(sources.map((path) => [path, read(path)]))))).toEqual([]);
  });

  test('one would be seen, of types too', () => {
    const files = {
      'src/a.ts': "import type { B } from './b.ts';",
      'src/b.ts': "import { C } from './c.ts';",
      'src/c.ts': "import './a.ts';",
    };
    expect(circlesIn(graph(files))).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts']]);
  });
});

/** Folders of test/ that stand for no folder of src/. */
const TESTS_OF_THE_WHOLE: readonly string[] = ['console', 'bench', 'deploy', 'e2e', 'examples', 'interop', 'scripts', 'support', 'vectors'];
/** Folders beside tests that hold what they share. */
const SHARED_BY_TESTS: readonly string[] = ['conformance', 'golden', 'support', 'wires'];

describe('files', () => {
  const counted = [...sources, ...filesUnder('src', '.lua'), ...tests, ...filesUnder('bench', '.ts'), ...filesUnder('scripts', '.mjs')];

  test('lie in a folder of src/, but for the two ways in', () => {
    expect(sources.filter((path) => path.split('/').length === 2)).toEqual(['src/cli.ts', 'src/index.ts']);
  });

  test('of test/ lie where those of src/ do', () => {
    const folders = new Set(sources.map((path) => posix.dirname(path)));
    const strays = tests.filter((path) => {
      const parts = posix.dirname(path).split('/').slice(1);
      if (parts[0] === undefined || TESTS_OF_THE_WHOLE.includes(parts[0])) return false;
      const mirrored = SHARED_BY_TESTS.includes(parts.at(-1) ?? '') ? parts.slice(0, -1) : parts;
      const folder = ['src', ...mirrored].join('/');
      return ![...folders].some((each) => each === folder || each.startsWith(`${folder}/`));
    });
    expect(strays).toEqual([]);
  });

  test('are never an index of a folder', () => {
    expect(counted.filter((path) => path.endsWith('/index.ts') && path !== 'src/index.ts')).toEqual([]);
  });
});

describe('the outside', () => {
  test('process.env is read in config/settings.ts only', () => {
    const others = sources.filter((path) => path !== 'src/config/settings.ts');
    expect(linesMatching(others, /\bprocess\.env\b|\bfrom 'node:process'/)).toEqual([]);
  });

  test('process.argv is read in cli.ts only', () => {
    const others = sources.filter((path) => path !== 'src/cli.ts');
    expect(linesMatching(others, /\bprocess\.argv\b/)).toEqual([]);
  });
});

test('only test files have hooks: a worker loads what they share once, with its first file', () => {
  const shared = filesUnder('test', '.ts').filter((path) => !path.endsWith('.test.ts'));
  expect(linesMatching(shared, /^(?:before|after)(?:All|Each)\(/)).toEqual([]);
});

test('no test is left out or run alone', () => {
  expect(linesMatching(tests, /\b(?:describe|suite|test|it)(?:\.\w+)*\.(?:only|skip|todo)\b|\b(?:context|ctx|task)\.skip\(/)).toEqual([]);
});
