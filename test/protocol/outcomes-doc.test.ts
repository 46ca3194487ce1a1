/** docs/outcomes.md has the checks of the code: their names, their order and what a request that fails one is answered. */
import { expect, test } from 'vitest';
import { CHECKS } from '../../src/protocol/explanation.ts';
import { read } from '../support/sources.ts';

/** The check and the outcomes of each row, such as `| **mac** | `macError` | …`. */
function documentedChecks(): readonly { readonly name: string; readonly outcomes: readonly string[] }[] {
  const section = read('docs/outcomes.md').split('\n## The order of the checks\n')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| \*\*(\w+)\*\* \| ([^|]*) \|/gm)].map(([, name = '', cell = '']) => ({
    name,
    outcomes: [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ''),
  }));
}

test('the table of checks has their names, order and outcomes', () => {
  expect(documentedChecks()).toEqual(CHECKS.map(({ name, outcomes }) => ({ name, outcomes: [...outcomes] })));
});

test('every outcome of a check stands in the table of outcomes', () => {
  const rows = read('docs/outcomes.md').split('\n## The order of the checks\n')[0] ?? '';
  const missing = CHECKS.flatMap(({ outcomes }) => outcomes.filter((outcome) => !rows.includes(`\n| \`${outcome}\` |`)));
  expect(missing).toEqual([]);
});
