import { expect, test } from 'vitest';
import { Cardholder } from '../../../../src/terminal-sim/cardholder.ts';
import { type CardBooks, reconcile } from '../../../../src/terminal-sim/run/books/reconcile.ts';
import { simulatedCard } from '../../support/sim-fixtures.ts';

const books = (postedMinor: number, givenBackMinor = 0, balanced = true): CardBooks => ({
  postedMinor,
  givenBackMinor,
  heldMinor: 0,
  balanced,
});
const holding = (heldMinor: number): CardBooks => ({ ...books(0), heldMinor });

function believing(number: number, netMinor: number, openMinor = 0): Cardholder {
  const held = new Cardholder(simulatedCard(number));
  held.netMinor = netMinor;
  if (openMinor > 0) held.sent(openMinor);
  return held;
}

test('cards may have a past: the run is the difference', () => {
  const result = reconcile([believing(1, 500), believing(2, 0)], [books(1_000, 200), books(7)], [books(1_700, 400), books(7)]);
  expect(result).toMatchObject({ kind: 'equal', cards: 2, terminalsMinor: 500, hostMinor: 500, inDoubt: 0, first: undefined });
});

test('the first card that differs is named, masked', () => {
  const result = reconcile([believing(1, 0), believing(2, 300)], [books(0), books(0)], [books(0), books(200)]);
  expect(result).toMatchObject({ kind: 'unequal', differing: 1, first: { entry: 2, terminalsMinor: 300, hostMinor: 200 } });
  expect(JSON.stringify(result)).toContain('957899******');
  expect(JSON.stringify(result)).not.toContain(simulatedCard(2).pan);
});

test('two differences that cancel each other out are still unequal', () => {
  const result = reconcile([believing(1, 100), believing(2, 300)], [books(0), books(0)], [books(200), books(200)]);
  expect(result).toMatchObject({ kind: 'unequal', terminalsMinor: 400, hostMinor: 400, differing: 2 });
});

test.each([
  [100, 'equal'],
  [0, 'equal'],
  [101, 'unequal'],
])('a card in doubt over 100 may differ by that much: host %d is %s', (posted, kind) => {
  expect(reconcile([believing(1, 0, 100)], [books(0)], [books(posted)])).toMatchObject({ kind, inDoubt: 1 });
});

test('a card that the host does not have counts nothing', () => {
  expect(reconcile([believing(1, 0)], [undefined], [undefined])).toMatchObject({ kind: 'equal', hostMinor: 0 });
  expect(reconcile([believing(1, 5)], [undefined], [undefined])).toMatchObject({ kind: 'unequal' });
});

test('a ledger that is not funded − posted + given back is unequal', () => {
  expect(reconcile([believing(1, 0)], [books(0)], [books(0, 0, false)])).toMatchObject({ kind: 'unequal', unbalanced: 1, differing: 0 });
});

test.each([
  ['as believed', 0, 300, 300, 0, 'equal'],
  ['a hold lost', 0, 300, 0, 0, 'unequal'],
  ['a hold too much', 0, 0, 300, 0, 'unequal'],
  ['an øre off', 0, 300, 301, 0, 'unequal'],
  ['beside a hold of an earlier run', 500, 300, 800, 0, 'equal'],
  ['when that of an earlier run expired', 500, 300, 300, 0, 'equal'],
  ['when more is gone than that', 500, 300, 299, 0, 'unequal'],
  ['in doubt over 100, let go', 0, 100, 0, 100, 'equal'],
  ['in doubt over 100, more gone', 0, 300, 199, 100, 'unequal'],
] as const)('held, %s', (_what, past, believed, host, inDoubt, kind) => {
  const held = new Cardholder(simulatedCard(1));
  held.moved(0, believed);
  if (inDoubt > 0) held.sent(0, -inDoubt);
  expect(reconcile([held], [holding(past)], [holding(host)])).toMatchObject({
    kind,
    terminalsHeldMinor: believed,
    hostHeldMinor: host - past,
  });
});

test('money given back on its own is below zero', () => {
  expect(reconcile([believing(1, -200)], [books(0)], [books(0, 200)])).toMatchObject({ kind: 'equal', hostMinor: -200 });
});
