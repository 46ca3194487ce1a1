/** What docs/scenarios.md shows is run, and its tables hold what there is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runScenario } from '../../src/index.ts';
import { ACTION_KEYS, ACTIONS, OFFICE_WORDS } from '../../src/scenario/actions.ts';
import { prettyText } from '../../src/scenario/formats.ts';
import { scenarioFile } from '../../src/scenario/scenario-schema.ts';
import { read } from '../support/sources.ts';
import { fencedBlocks } from './doc-blocks.ts';

const DOC = 'docs/scenarios.md';
const folder = mkdtempSync(join(tmpdir(), 'aksept-scenarios-doc-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plain = (text: string): string => text;
const OPTIONS = { norwegian: false, timing: false, paint: { good: plain, bad: plain, dim: plain } };
const [file = ''] = fencedBlocks(DOC, 'yaml');

test.each([
  ['too-many.yaml', file],
  ['too-many-wrong.yaml', file.replace('10,100', '10,000')],
])('%s comes out as shown', async (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  const printed = prettyText([await runScenario(path)], OPTIONS).replaceAll(path, name);
  const shown = fencedBlocks(DOC, 'console').find((block) => block.startsWith(`$ aksept scenario ${name}\n`));
  expect(`$ aksept scenario ${name}\n${printed}\n`).toBe(shown);
});

test('the program does what it is there for', async () => {
  const [program = ''] = fencedBlocks(DOC, 'js');
  const body = program.replace(/^import .*$/m, '').replace(/console\.log\((.*)\);/, 'return [$1];');
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  expect(await new AsyncFunction('runScenario', body)(runScenario)).toEqual(['passed', ['approved', 'exceedsAmountLimit']]);
});

test('every key of the file is explained', () => {
  const { settings, cards, terminals, steps } = scenarioFile.shape;
  const step = steps.element.shape;
  const expectation = step.expect.unwrap().options[1].shape;
  const keys = [
    ...Object.keys(settings.unwrap().shape),
    ...Object.keys(cards.unwrap().valueType.shape),
    ...Object.keys(terminals.unwrap().valueType.shape),
    ...Object.keys(step),
    ...Object.keys(expectation),
    ...ACTION_KEYS,
    ...ACTIONS.flatMap(({ options }): readonly string[] => options),
    ...OFFICE_WORDS,
  ];
  const text = read(DOC);
  const explained = new Set([...text.matchAll(/`([^`\n]+)`/g)].map((match) => (match[1] ?? '').split(':')[0]));
  const prose = ['card', 'terminal'];
  expect([...new Set(keys)].filter((key) => !explained.has(key) && !prose.includes(key))).toEqual([]);
});
