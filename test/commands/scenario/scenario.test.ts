/** The command as it is typed: what it prints and its exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandError } from '../../../src/commands/output.ts';
import { registerScenario } from '../../../src/commands/scenario/scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-scenario-command-'));
const HEAD = 'title: T\ncards:\n  Kari: { balance: 100 }\nterminals:\n  shop: { type: pos }\nsteps:\n';
writeFileSync(join(folder, 'good.yaml'), `${HEAD}  - { purchase: 10, expect: { balance: 90 } }\n`);
writeFileSync(join(folder, 'wrong.yaml'), `${HEAD}  - { purchase: 10, expect: { balance: 80 } }\n`);
writeFileSync(join(folder, 'bad.json'), '{"title": "T"\n');
writeFileSync(join(folder, 'notes.txt'), 'no scenario');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly exitCode: unknown;
}

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function run(...args: readonly string[]): Promise<Ran> {
  const program = new Command('aksept').exitOverride();
  registerScenario(program);
  await program.parseAsync(['scenario', '--lang', 'en', ...args], { from: 'user' });
  // Colours come and go with where the tests run.
  return { out: stripVTControlCharacters(out.join('')), err: err.join(''), exitCode: process.exitCode };
}

describe('aksept scenario', () => {
  test('exits 0 when all is as expected', async () => {
    const ran = await run(join(folder, 'good.yaml'));
    expect(ran).toMatchObject({ err: '', exitCode: 0 });
    expect(ran.out).toMatch(/^✓ T {2}.*1 step, .*good\.yaml.*\n\n1 passed \(1 step\)\n$/);
  });

  test('exits 1 when a step is not', async () => {
    const ran = await run(join(folder, 'wrong.yaml'));
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toMatch(/balance {2}expected .*80\.00.* {2}got .*90\.00.* {2}.*wrong\.yaml:7/);
  });

  test('exits 2 when a file cannot be used, and runs the others of the folder', async () => {
    const ran = await run(folder, '--json');
    expect(ran).toMatchObject({ exitCode: 2, err: `aksept: ${join(folder, 'bad.json')}:2: this is not JSON; correct the file there.\n` });
    const { scenarios, passed, failed, skipped } = JSON.parse(ran.out);
    expect([passed, failed, skipped]).toEqual([1, 1, 0]);
    expect(scenarios.map(({ source }: { source: string }) => source)).toEqual(
      ['good.yaml', 'wrong.yaml'].map((name) => join(folder, name)),
    );
    expect(scenarios[1].steps[0].differences).toEqual([
      { what: 'balance', expected: '80.00', got: '90.00', place: `${join(folder, 'wrong.yaml')}:7` },
    ]);
  });

  test.each(['tap', 'junit'])('prints %s', async (format) => {
    const ran = await run(join(folder, 'good.yaml'), '--format', format);
    expect(ran.out.split('\n')[0]).toBe(format === 'tap' ? 'TAP version 14' : '<?xml version="1.0" encoding="UTF-8"?>');
  });

  test.each([
    [[join(folder, 'none.yaml')], 2, /none\.yaml is not there; give a scenario file, or a folder of them\.$/],
    [[join(folder, 'good.yaml'), '--store', 'redis://127.0.0.1:1'], 1, /^Redis at redis:\/\/127\.0\.0\.1:1 cannot be reached/],
  ])('%j ends in one sentence', async (args, exitCode, sentence) => {
    const ran = run(...args);
    await expect(ran).rejects.toThrow(CommandError);
    await expect(ran).rejects.toThrow(expect.objectContaining({ exitCode, message: expect.stringMatching(sentence) }));
  });
});
