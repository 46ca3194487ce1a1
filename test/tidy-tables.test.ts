/** Documents, wire contract, Lua scripts and generated code say what the tables in src/ say. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envOf, flagOf, SETTINGS } from '../src/config/settings-table.ts';
import { EVENTS, FOLLOW_UP_EVENTS, REQUEST_EVENTS } from '../src/limits/rules/event.ts';
import { ALL_FLAGS } from '../src/protocol/message.ts';
import { isOutcome, OUTCOMES } from '../src/protocol/outcome.ts';
import { filesUnder, ROOT, read } from './support/sources.ts';

const PROTO = 'proto/aksept/v1/authorization.proto';
const GENERATED = ['authorization.js', 'authorization.d.ts', 'authorization.json'];

/** `OUTCOME_FORMAT_ERROR` of `formatError`. */
function protoName(name: string): string {
  return `OUTCOME_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Lines of Markdown tables. */
function tableRows(path: string): readonly string[] {
  return read(path)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('|'));
}

function first(match: RegExpMatchArray): string {
  return match[1] ?? '';
}

/** Camel-case words of the scripts that are no outcomes: flags, events and their effects, fields of the card hash. */
const OTHER_WORDS: ReadonlySet<string> = new Set([
  ...ALL_FLAGS,
  ...REQUEST_EVENTS,
  ...FOLLOW_UP_EVENTS,
  ...Object.values(EVENTS).map(({ effect }) => effect),
  'expiresAt',
  'givenBack',
  'holdsDue',
]);

/**
 * Outcome names in a script: what it returns or assigns as one, and every other word in camel case that is
 * neither a field of a hash nor the state of a stored answer.
 */
function outcomesInLua(source: string): readonly string[] {
  const lines = source.split('\n').filter((line) => !line.trimStart().startsWith('--'));
  const plain = lines.filter((line) => !/redis\.call|\bstate\b/.test(line)).join('\n');
  const code = lines.join('\n');
  const mapped = [...code.matchAll(/_OUTCOMES = \{([^}]*)\}/g)].flatMap((match) => [...first(match).matchAll(/'(\w+)'/g)]);
  return [
    ...mapped,
    ...code.matchAll(/\boutcome\s*[=~]?=\s*'(\w+)'/g),
    ...code.matchAll(/\breturn '(\w+)', /g),
    ...[...plain.matchAll(/'([a-z]+[A-Z]\w*)'/g)].filter((match) => !OTHER_WORDS.has(first(match))),
  ].map(first);
}

describe('outcomes', () => {
  test.each(OUTCOMES)('$name stands in a table of docs/outcomes.md with its codes', ({ name, de39, action }) => {
    const row = tableRows('docs/outcomes.md').find((line) => line.includes(`\`${name}\``)) ?? '';
    expect(row).toMatch(new RegExp(`\\b${de39}\\b.*\\b${action}\\b`));
  });

  test('docs/outcomes.md names no outcome in the first column that does not exist', () => {
    const names = tableRows('docs/outcomes.md').flatMap((line) => /^\|\s*`(\w+)`/.exec(line)?.[1] ?? []);
    expect(names.filter((name) => !isOutcome(name))).toEqual([]);
  });

  test('the enum of the wire contract has their names and numbers, and no others', () => {
    const body = /enum Outcome \{([^}]*)\}/.exec(read(PROTO))?.[1] ?? '';
    const inProto = [...body.matchAll(/^\s*(OUTCOME_\w+)\s*=\s*(\d+)/gm)].map((match) => `${match[1]} = ${match[2]}`);
    expect(inProto).toEqual(['OUTCOME_UNSPECIFIED = 0', ...OUTCOMES.map(({ name, protobuf }) => `${protoName(name)} = ${protobuf}`)]);
  });

  test('have each their own name and number', () => {
    expect(new Set(OUTCOMES.map(({ name }) => name)).size).toBe(OUTCOMES.length);
    expect(new Set(OUTCOMES.map(({ protobuf }) => protobuf)).size).toBe(OUTCOMES.length);
  });

  test('in Lua scripts are of the table', () => {
    const found = filesUnder('src/limits/stores/redis', '.lua').flatMap((path) =>
      outcomesInLua(read(path)).map((name) => ({ path, name })),
    );
    expect(found.map(({ name }) => name)).toContain('exceedsAmountLimit');
    expect(found.filter(({ name }) => !isOutcome(name))).toEqual([]);
  });

  test.each([
    "if ledger < amount then return 'notEnoughFunds', 0 end",
    "outcome = 'denied'",
    "append(KEYS[4], int(now), 'duplicateTransmision', 1)",
    "local STATUS_OUTCOMES = { lost = 'missing' }",
  ])('a misspelt one would be seen in: %s', (line) => {
    expect(outcomesInLua(line).some((name) => !isOutcome(name))).toBe(true);
  });
});

describe('settings', () => {
  const secrets = new Set<string>(SETTINGS.flatMap((setting) => ('secret' in setting ? [setting.name] : [])));

  test.each(SETTINGS)('$name stands in a table of docs/operating.md with its flag and variable', ({ name }) => {
    const row = tableRows('docs/operating.md').find((line) => line.includes(`\`${envOf(name)}\``));
    expect(row).toBeDefined();
    if (!secrets.has(name)) expect(row).toContain(`\`${flagOf(name)}`);
  });
});

test('the generated codec is of the present wire contract (else: npm run gen)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-gen-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'scripts/gen-proto.mjs'), '--check', folder], { stdio: 'pipe' });
    for (const name of GENERATED) expect(readFileSync(join(folder, name), 'utf8')).toBe(read(`src/protocol/protobuf/gen/${name}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
