/** The table of docs/programme.md: what it names exists, and each rule and scenario is in it. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder, read } from '../support/sources.ts';

const SCENARIOS = 'examples/scenarios/programme';
const RULES = Array.from({ length: 23 }, (_, index) => `R${index + 1}`);

const text = read('docs/programme.md');
const rows = text.split('\n').filter((line) => line.startsWith('| '));
const named = (form: RegExp): readonly string[] => [
  ...new Set(rows.flatMap((row) => [...row.matchAll(form)].map((match) => match[1] ?? ''))),
];
const scenarios = named(/`(r\d\d-[a-z0-9-]+)`/g);
const tests = named(/`([a-z0-9./-]+\.test\.ts)`/g);

test('every scenario and test that is named exists', () => {
  expect(scenarios.filter((name) => !existsSync(`${SCENARIOS}/${name}.yaml`))).toEqual([]);
  expect(tests.filter((path) => !existsSync(`test/programme/${path}`))).toEqual([]);
  expect(tests.length).toBeGreaterThan(10);
});

test.each(RULES)('%s has a scenario whose name and title say the rule', (rule) => {
  const row = rows.find((line) => line.startsWith(`| ${rule} |`)) ?? '';
  const own = [...row.matchAll(/`(r\d\d-[a-z0-9-]+)`/g)].map((match) => match[1] ?? '');
  expect(own.length).toBeGreaterThan(0);
  for (const name of own) {
    expect(name.startsWith(`r${rule.slice(1).padStart(2, '0')}-`)).toBe(true);
    expect(read(`${SCENARIOS}/${name}.yaml`)).toMatch(new RegExp(`^title: "${rule}: .+"\ntittel: "${rule}: .+"\n`));
  }
});

test('every scenario of the programme is named', () => {
  const all = filesUnder(SCENARIOS, '.yaml').map((path) => path.slice(SCENARIOS.length + 1, -'.yaml'.length));
  expect(all.filter((name) => !scenarios.includes(name))).toEqual([]);
});

test('every sentence of the handbook has what shows it, or why it is left out', () => {
  const demands = rows.filter((line) => /^\| (?:\d|\(all\))/.test(line)).map((line) => line.split(' | '));
  expect(demands.length).toBeGreaterThan(70);
  expect(demands.filter((cells) => cells.length !== 4 || (cells[2] ?? '').trim() === '')).toEqual([]);
});
