/** Types made of /openapi.json by openapi-typescript, and a program against them that talks to a server. */
import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliResult, type Served, serve, temporaryFolder } from '../../support/cli.ts';
import { ROOT } from '../../support/sources.ts';
import { MISSPELLINGS, PROGRAM } from './typed-client-program.ts';

const MODULES = join(ROOT, 'node_modules');
const TSC = join(MODULES, 'typescript/bin/tsc');
const CONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: false,
    noEmitOnError: true,
  },
};

const folder = temporaryFolder();
let server: Served;

beforeAll(async () => {
  server = await serve([], folder.path);
  const document: unknown = await (await fetch(`${server.http}/openapi.json`)).json();
  write('api.d.ts', await openapiTypescript(document as Parameters<typeof openapiTypescript>[0]));
  write('package.json', JSON.stringify({ type: 'module' }));
  // For the types of Node.
  symlinkSync(MODULES, join(folder.path, 'node_modules'));
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function write(name: string, text: string): void {
  writeFileSync(join(folder.path, name), text);
}

function run(...args: readonly string[]): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder.path }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** All programs of a compilation share the reading of the types. */
function compile(config: string, programs: Readonly<Record<string, string>>): Promise<CliResult> {
  for (const [name, text] of Object.entries(programs)) write(name, text);
  write(config, JSON.stringify({ ...CONFIG, files: Object.keys(programs) }));
  return run(TSC, '-p', config, '--pretty', 'false');
}

test('a program compiles against them and does what it should', async () => {
  expect(await compile('right.json', { 'program.ts': PROGRAM })).toMatchObject({ code: 0, stdout: '' });
  const { code, stdout, stderr } = await run('program.js', server.http);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({ created: 2, outcome: 'approved', history: ['spend', 'issue'], streamed: ['spend', 'CLIENT01'] });
});

test('a misspelt path, method, parameter, field or value does not compile', async () => {
  const wrong = MISSPELLINGS.map(([word, misspelt], index) => [`wrong-${index}.ts`, PROGRAM.replace(word, misspelt)] as const);
  expect(wrong.filter(([, text]) => text === PROGRAM)).toEqual([]);
  const { code, stdout } = await compile('wrong.json', Object.fromEntries(wrong));
  expect(code).not.toBe(0);
  expect(wrong.filter(([name]) => !stdout.includes(`${name}(`)).map(([name]) => MISSPELLINGS[Number(/\d+/.exec(name)?.[0])])).toEqual([]);
});
