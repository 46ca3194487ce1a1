/** Every kind of file is found by its content, and all its mistakes are told at once, in one way. */
import { describe, expect, test } from 'vitest';
import { kindOf } from '../../../src/commands/config/find-kind.ts';
import { FILE_KINDS } from '../../../src/commands/config/kinds.ts';
import { mistakesOf } from '../../../src/config/mistakes.ts';
import { filesUnder, read } from '../../support/sources.ts';

/** The mistakes of a text, as a file of its kind. */
function mistakes(text: string, path: string): readonly string[] {
  const kind = kindOf({ path, text });
  if (kind === undefined) throw new Error('its kind is not found');
  try {
    kind.check({ path, text });
    return [];
  } catch (error) {
    const told = mistakesOf(error);
    if (told === undefined) throw error;
    return told;
  }
}

const DAY = `title: A day
cards:
  Kari: { balnce: 100 }
  Ola: { balance: ten, profile: gold }
terminals:
  shop: { typ: pos }
steps:
  - { name: first, card: Kari, purchase: 10, expct: approved }
  - { card: Per, purchase: 5, curency: NOK }
  - { card: Kari, purchase: 5, expect: aproved }
  - { card: Ola, purchase: 5, at: noon, terminal: bar }
  - { reversal of: first }
`;

const LIMITS = `{ "profiles": [
  { "nmae": "youth", "limits": [{ "name": "atm", "amout": "100", "window": { "hours": 0 } }] },
  { "name": "a", "limits": [{ "name": "b", "amount": "1", "window": { "hours": 1 } }, { "name": "b", "amount": "1", "window": {} }] }
] }`;

const HOST = '{ "extends": "1987-ascii", "name": "mine", "about": "Mine.", "hedaer": "2b", "fields": { "stan": 37 }, "bitmap": "bits" }';

const LOAD = `errands: { purchse: 1 }
terminals: many
trades:
  taxis: { amuont: 80 }
  cafes: { country: Norge }
shares: { cash: 60 %, purchase: 50 % }
`;

const FAULTS = `seed: 1
ruels: []
rules:
  - name: lost
    match: { termnal: A }
    do: { dorp: true }
  - name: slow
    do: { delay: long }
  - name: lost
    do: { drop: true, garbage: true }
`;

const CARD = { pan: '9578990000000005', expiry: '2812', pin: '1234', balanceMinor: 1 };
const CARDS = JSON.stringify({ notice: 'SYNTHETIC', cards: [CARD, { ...CARD, pinn: '1' }, { ...CARD, expiry: '2813', pin: 'x' }, CARD] });

const SETTINGS = `{
  "stroe": "memory:",
  "deadlineMs": 0,
  "clock": "sun",
  "kbpk": "00",
  "httpAuth": "sometimes",
  "faults": [{ "name": "a", "do": { "dorp": true } }],
  "programme": { "cutOf": "14:30" }
}`;

const PROGRAMME = `{
  "cutOff": "half past two",
  "serialStaysInNmae": true
}`;

describe('all mistakes of a file are told at once', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'scenario',
      'day.yaml',
      DAY,
      [
        'day.yaml:3: card Kari has the unknown key "balnce"; did you mean balance?',
        'day.yaml:4: card Ola, balance must be an amount in NOK such as 250.00 or 1,500.',
        'day.yaml:6: terminal shop has the unknown key "typ"; did you mean type?',
        'day.yaml:8: step 1 has the unknown key "expct"; did you mean expect?',
        'day.yaml:9: step 2 has the unknown key "curency"; did you mean currency?',
        'day.yaml:9: step 2, card is not a card of this file; known are Kari, Ola.',
        'day.yaml:10: step 3, expect is not known; did you mean approved?',
        'day.yaml:11: step 4, at is not a time in Norway; write it as',
        'day.yaml:11: step 4, terminal is not a terminal of this file; known are shop.',
      ],
    ],
    [
      'profiles',
      'youth.json',
      LIMITS,
      [
        'youth.json:2: profiles[0].limits[0].window.hours must be a whole number from 1 to 8784.',
        'youth.json:2: profiles[0].limits[0] has the unknown key "amout"; did you mean amount?',
        'youth.json:2: profiles[0] has the unknown key "nmae"; did you mean name?',
        'youth.json:3: profiles[1].limits[1].window must have either hours or calendarDays, such as {"hours": 96}.',
        'youth.json:3: profiles[1].limits[1].name is also that of profiles[1].limits[0]; give each its own.',
      ],
    ],
    [
      'dialect',
      'mine.json',
      HOST,
      [
        'mine.json: the file has the unknown key "hedaer"; did you mean header?',
        'mine.json: bitmap must be one of raw, hex, ebcdicHex.',
        'mine.json: fields.stan names element 37 of format an 12; it must be one of format n 6.',
      ],
    ],
    [
      'workload',
      'load.yaml',
      LOAD,
      [
        'load.yaml:1: errands has the unknown key "purchse"; did you mean purchase?',
        'load.yaml:2: terminals must be a whole number from 1 to 100000.',
        'load.yaml:4: trades.taxis has the unknown key "amuont"; did you mean amount?',
        'load.yaml:5: trades.cafes.country must be a country such as NO or SE.',
        'load.yaml:6: shares must be shares that are together at most 1.',
      ],
    ],
    [
      'faults',
      'faults.yaml',
      FAULTS,
      [
        'faults.yaml:2: the file has the unknown key "ruels"; did you mean rules?',
        'faults.yaml:5: match of "lost" has the unknown key "termnal"; did you mean terminal?',
        'faults.yaml:6: do of "lost" has the unknown key "dorp"; did you mean drop?',
        'faults.yaml:8: do.delay of "slow" must be a number of milliseconds or an object.',
        'faults.yaml:9: name of "lost" stands there twice; give each rule its own.',
        'faults.yaml:10: do of "lost" cannot have both drop and garbage; choose one.',
      ],
    ],
    [
      'cards',
      'cards.json',
      CARDS,
      [
        'cards.json: card 2: has the unknown key "pinn"; did you mean pin?',
        'cards.json: card 3: expiry: must be YYMM.',
        'cards.json: card 3: pin: must be 4 to 12 digits.',
        'cards.json: cards 1 and 4 have the same PAN; remove one.',
      ],
    ],
    [
      'config',
      'aksept.json',
      SETTINGS,
      [
        'aksept.json:2: the file has the unknown key "stroe"; did you mean store?',
        'aksept.json:3: deadlineMs must be a whole number from 1 to 60000 (ms).',
        'aksept.json:4: clock must be wall, message, simulated, or simulated:INSTANT such as simulated:2026-01-01.',
        'aksept.json:5: kbpk is secret and belongs in the environment, as AKSEPT_KBPK.',
        'aksept.json:6: httpAuth must be one of auto, required.',
        'aksept.json:7: do of "a" has the unknown key "dorp"; did you mean drop?',
        'aksept.json:8: the file has the unknown key "cutOf"; did you mean cutOff?',
      ],
    ],
    [
      'programme',
      'office.json',
      PROGRAMME,
      [
        'office.json:2: cutOff must be a time of day in Oslo, such as "14:30".',
        'office.json:3: the file has the unknown key "serialStaysInNmae"; did you mean serialStaysInName?',
      ],
    ],
  ])('%s', (kind, path, text, sentences) => {
    expect(kindOf({ path, text })?.kind).toBe(kind);
    const told = mistakes(text, path);
    const starts = told.map((sentence) => sentences.find((start) => sentence.startsWith(start)) ?? `not expected: ${sentence}`);
    expect([...starts].sort()).toEqual([...sentences].sort());
    for (const sentence of told) expect(sentence).toMatch(/^[^\n]+[.?]$/);
    expect(told.join('\n')).not.toMatch(/is missing|9578990000000005/);
  });

  test('every kind is here', () => {
    expect(FILE_KINDS.map(({ kind }) => kind)).toEqual([
      'scenario',
      'profiles',
      'dialect',
      'workload',
      'faults',
      'programme',
      'cards',
      'config',
    ]);
  });
});

describe('the kind is found by content', () => {
  const SHIPPED: readonly (readonly [string, string])[] = [
    ...filesUnder('examples/scenarios', '.yaml').map((path) => [path, 'scenario'] as const),
    ...filesUnder('examples/workloads', '.yaml').map((path) => [path, 'workload'] as const),
    ...filesUnder('examples/faults', '.yaml').map((path) => [path, 'faults'] as const),
    ...filesUnder('examples/dialects', '.json').map((path) => [path, 'dialect'] as const),
    ...filesUnder('src/protocol/iso8583/dialect/dialects', '.json').map((path) => [path, 'dialect'] as const),
  ];

  test('of all shipped files, which have no mistakes', () => {
    expect(SHIPPED.length).toBeGreaterThan(20);
    const found = SHIPPED.map(([path]) => {
      const text = read(path);
      return [path, kindOf({ path, text })?.kind, mistakes(text, path)];
    });
    expect(found).toEqual(SHIPPED.map(([path, kind]) => [path, kind, []]));
  });

  test.each<[string, string | undefined]>([
    ['{}', undefined],
    ['{"colour": "red"}', undefined],
    ['"a text"', undefined],
    ['{"cards": []}', 'cards'],
    ['{"cards": "cards.json"}', undefined],
    ['{"cards": "cards.json", "store": "memory:"}', 'config'],
    ['{"profiles": []}', 'profiles'],
    ['{"profiles": [], "store": "memory:"}', 'config'],
    ['[{"pan": "1"}]', 'cards'],
    ['[{"name": "a", "do": {}}]', 'faults'],
    ['{"$schema": "https://example.org/schema/workload.schema.json"}', 'workload'],
    ['{"$schema": "./settings.schema.json"}', 'config'],
  ])('%s: %s', (text, kind) => {
    expect(kindOf({ path: 'x.json', text })?.kind).toBe(kind);
  });
});
