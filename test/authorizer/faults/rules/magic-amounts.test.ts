import { describe, expect, test } from 'vitest';
import { readFaultPlan } from '../../../../src/authorizer/faults/file/rule-file.ts';
import { MAGIC_AMOUNTS, magicRuleOf } from '../../../../src/authorizer/faults/rules/magic-amounts.ts';
import { parseDataText } from '../../../../src/config/data-file.ts';
import { OUTCOMES, outcomeRow } from '../../../../src/protocol/outcome.ts';
import { read } from '../../../support/sources.ts';
import { purchase, reversalOf } from '../../fixture.ts';

/** What docs/faults.md lists, as `05` → what it does. */
const documented = new Map(
  [...read('docs/faults.md').matchAll(/^\| `\.(\d\d)` \| `([^`]+)` \|/gm)].map(([, ore = '', what = '']) => [ore, what]),
);

test('docs/faults.md lists exactly these', () => {
  expect(documented).toEqual(new Map(MAGIC_AMOUNTS.map(({ ore, what }) => [String(ore).padStart(2, '0'), what])));
});

test.each(MAGIC_AMOUNTS)('$ore: what is documented ($what) is what is done', ({ what, action }) => {
  const { value } = parseDataText(`- {name: a, do: {${what}}}`, 'a.yaml');
  const read = readFaultPlan(value, () => 'here').rules[0]?.action;
  expect({ ...action, delay: action.delay && { ...action.delay, capMs: 0 } }).toEqual({
    ...read,
    delay: read?.delay && { ...read.delay, capMs: 0 },
  });
});

test('the øre of an outcome are its response code of 1987', () => {
  for (const { ore, action } of MAGIC_AMOUNTS) {
    if (action.outcome !== undefined) expect(outcomeRow(action.outcome).de39).toBe(String(ore).padStart(2, '0'));
  }
});

test('every response code that is no plain approval has an amount', () => {
  const codes = new Set(OUTCOMES.map(({ de39 }) => Number(de39)));
  codes.delete(0);
  const missing = [...codes].filter((code) => !MAGIC_AMOUNTS.some(({ ore, action }) => ore === code && action.outcome !== undefined));
  expect(missing).toEqual([]);
});

test('no øre stand there twice', () => {
  expect(new Set(MAGIC_AMOUNTS.map(({ ore }) => ore)).size).toBe(MAGIC_AMOUNTS.length);
});

describe('magic is the amount of', () => {
  const amountMinor = 12_351;
  test.each([
    ['a purchase', purchase({ amountMinor }), true],
    ['a pre-authorization', purchase({ class: 'authorization', amountMinor }), true],
    ['a refund', purchase({ type: 'refund', amountMinor }), true],
    ['a purchase of another amount', purchase({ amountMinor: 12_350 }), false],
    ['a balance inquiry', purchase({ type: 'balanceInquiry', amountMinor: 0 }), false],
    ['a reversal', reversalOf(purchase({ amountMinor }), { amountMinor }), false],
    ['an advice', purchase({ class: 'advice', purpose: 'offlineApproval', amountMinor }), false],
    ['no exact number', purchase({ amountMinor: Number.NaN }), false],
  ])('%s', (_what, request, magic) => {
    expect(magicRuleOf(request) !== undefined).toBe(magic);
  });
});
