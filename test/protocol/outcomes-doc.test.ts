/** docs/outcomes.md has the checks of the code: their names, their order and what a request that fails one is answered. */
import { expect, test } from 'vitest';
import { CHECKS } from '../../src/protocol/explanation.ts';
import { OUTCOMES } from '../../src/protocol/outcome.ts';
import { outcomeTable } from '../support/outcome-table.ts';
import { filesUnder, read } from '../support/sources.ts';

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

test('the table of outcomes has the names and codes of the code, in its order', () => {
  const documented = outcomeTable().map(({ name, de39, action }) => ({ name, de39, action }));
  expect(documented).toEqual(OUTCOMES.map(({ name, de39, action }) => ({ name, de39, action })));
});

test('outcomes stand in the order of the first check that gives them', () => {
  const order = outcomeTable().map(({ name }) => name);
  const ofChecks = [...new Set(CHECKS.flatMap(({ outcomes }): readonly string[] => outcomes))];
  // The hold of an increment is looked for before the PIN, but its outcome is also that of an original not found.
  const held = (names: readonly string[]) => names.filter((name) => name !== 'unableToLocateOriginal');
  expect(order.filter((name) => held(ofChecks).includes(name))).toEqual(held(ofChecks));
});

test('what the page says of MACs is so: ISO 8583 messages are checked, those of the protobuf wire are not', () => {
  const page = read('docs/outcomes.md');
  const row = outcomeTable().find(({ name }) => name === 'macError');
  expect(row?.when).toContain('ISO 8583');
  expect(row?.when).toContain('the protobuf wire carries no MAC that is checked');
  const isos = filesUnder('src/protocol/iso8583', '.ts').filter((path) => read(path).includes("'macError'") || /mac/i.test(path));
  expect(isos.length).toBeGreaterThan(0);
  const checkedOnProtobuf = filesUnder('src/protocol/protobuf', '.ts').filter(
    (path) => !path.includes('/gen/') && /macError|\bmac\b.*verify/i.test(read(path)),
  );
  expect(checkedOnProtobuf).toEqual([]);
  const outOfScope = page.split('\n## Out of scope in this release\n')[1] ?? '';
  expect(outOfScope).toContain('MACs on the protobuf wire');
  expect(outOfScope.replaceAll('MACs on the protobuf wire', '')).not.toMatch(/\bMACs?\b/);
  expect(page).not.toMatch(/\bMACs?\b[^.|\n]*\b(later|not yet|future|planned)\b/);
});
