/** What is wrong with a file is said in one sentence, with file and line, and without what must not be shown. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readScenario, scenarioOf } from '../../src/scenario/read-scenario.ts';
import type { ScenarioInput } from '../../src/scenario/scenario-schema.ts';
import { sentenceOf } from './bad-file.ts';

const HEAD = `title: T
cards:
  Kari: { balance: 100 }
  Ola: { balance: 100 }
terminals:
  shop: { type: pos }
steps:
`;

function step(text: string): string {
  return `${HEAD}  - { name: first, card: Kari, purchase: 10 }\n  - { ${text} }\n`;
}

describe('the file', () => {
  test.each([
    ['', 'f:1: the file must be lines of "key: value".'],
    ['- a\n', 'f:1: the file must be lines of "key: value".'],
    ['title: T\ncards: {}\n', 'f:1: steps is missing; it must be a list of steps.'],
    ['title: T\ncards: {}\n', 'f:1: steps is missing; it must be a list of steps.'],
    ['title: T\ncards: {}\nsteps: []\n', 'f:3: steps must not be empty.'],
    [
      'title: T\ncards: { Kari: { balance: 1 } }\nstep: []\nsteps:\n  - expect: {}\n',
      'f:3: the file has the unknown key "step"; did you mean steps?',
    ],
    ['title: [\n', 'f:2: this cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ].'],
  ])('%j', (text, sentence) => {
    expect(sentenceOf(text)).toBe(sentence);
  });

  test('that is not there', () => {
    expect(() => readScenario(join(import.meta.dirname, 'none.yaml'))).toThrow(/none\.yaml cannot be read \(ENOENT\); check its name\.$/);
  });
});

describe('cards, terminals and settings', () => {
  const card = (text: string): string => `title: T\ncards:\n  Kari: ${text}\nsteps:\n  - expect: { balance: 1 }\n`;
  const terminal = (text: string): string =>
    `title: T\ncards:\n  Kari: { balance: 1 }\nterminals:\n  shop: ${text}\nsteps:\n  - expect: { balance: 1 }\n`;
  const settings = (text: string): string =>
    `title: T\nsettings:\n  ${text}\ncards:\n  Kari: { balance: 1 }\nsteps:\n  - expect: { balance: 1 }\n`;

  test.each([
    [card('{}'), 'f:3: card Kari, balance is missing; it must be an amount in NOK such as 250.00 or 1,500.'],
    [
      card('{ balance: 1.234 }'),
      'f:3: card Kari, balance must be an amount in NOK such as 250.00 or 1,500, with two decimals at the most.',
    ],
    [card('{ balance: "1,50" }'), 'f:3: card Kari, balance must be an amount in NOK such as 250.00 or 1,500.'],
    [card('{ balance: 1,500 }'), 'f:3: card Kari holds an amount with a comma; inside braces write it without, or in quotes.'],
    [card('{ balance: -5 }'), 'f:3: card Kari, balance must be an amount of 0 or more.'],
    [card('{ balance: 1, pin: 12 }'), 'f:3: card Kari, pin must be 4 to 12 digits, in quotes.'],
    [card('{ balance: 1, pin: "97x3" }'), 'f:3: card Kari, pin must be 4 to 12 digits, in quotes.'],
    [card('{ balance: 1, expiry: 2812 }'), 'f:3: card Kari, expiry must be month and year as printed, such as 12/28.'],
    [card('{ balance: 1, expiry: 13/28 }'), 'f:3: card Kari, expiry must be month and year as printed, such as 12/28.'],
    [card('{ balance: 1, status: frozen }'), 'f:3: card Kari, status must be one of active, inactive, blocked, lost, stolen, closed.'],
    [card('{ balance: 1, profile: kronkort }'), 'f:3: card Kari, profile is not a limit profile; did you mean kronekort?'],
    [card('{ balance: 1, pan: "9578990000000006" }'), 'f:3: card Kari, pan has a wrong check digit; correct it, or add on file: no.'],
    [card('{ balance: 1, ballance: 2 }'), 'f:3: card Kari has the unknown key "ballance"; did you mean balance?'],
    [terminal('{ type: till }'), 'f:5: terminal shop, type must be one of pos, atm, unattended, ecommerce.'],
    [terminal('{ type: pos, country: Narnia }'), 'f:5: terminal shop, country must be a country such as NO, SE or SJ, or none.'],
    [terminal('{ type: pos, id: TERMINAL1 }'), 'f:5: terminal shop, id must be 1 to 8 letters or digits.'],
    [settings('start: tomorrow'), 'f:3: settings, start must be a date such as 2026-03-02, or a date and a time such as 2026-03-02 08:00.'],
    [
      settings('start: 2026-02-30'),
      'f:3: settings, start must be a date such as 2026-03-02, or a date and a time such as 2026-03-02 08:00.',
    ],
    [settings('profile: gold'), 'f:3: settings, profile is not a limit profile; known are kronekort, nested.'],
    [settings('profiles: [{ name: x }]'), 'f:3: profiles[0].limits is missing; it must be a list of limits.'],
    [settings('hold hours: 900'), 'f:3: settings, hold hours must be whole hours from 1 to 239.'],
  ])('%j', (text, sentence) => {
    expect(sentenceOf(text)).toBe(sentence);
  });
});

describe('steps', () => {
  test.each([
    ['purchase: 5, pruchase: 5', 'f:9: step 2 has the unknown key "pruchase"; did you mean purchase?'],
    ['purchase: 5', 'f:9: step 2, card is missing; there are 2, so name one.'],
    ['card: Per, purchase: 5', 'f:9: step 2, card is not a card of this file; known are Kari, Ola.'],
    ['card: Kari, terminal: bar, purchase: 5', 'f:9: step 2, terminal is not a terminal of this file; known are shop.'],
    ['card: Kari, purchase: 1,500', 'f:9: step 2 holds an amount with a comma; inside braces write it without, or in quotes.'],
    ['card: Kari, purchase: 5, cash: 5', 'f:9: step 2, cash cannot be in the same step as purchase; a step has one action.'],
    ['card: Kari, cash: 5, cashback: 5', 'f:9: step 2, cashback does not go with cash; it goes with purchase.'],
    ['card: Kari, cashback: 5', 'f:9: step 2, cashback needs an action, such as purchase.'],
    ['card: Kari, office: fund', 'f:9: step 2, amount is missing; office: fund needs it.'],
    ['card: Kari, office: block, amount: 5', 'f:9: step 2, amount does not go with office: block.'],
    ['card: Kari, terminal: shop, office: block', 'f:9: step 2, terminal does not go with office; it goes with '],
    ['reversal of: frist', 'f:9: step 2, reversal of names an unknown step; did you mean first?'],
    ['name: me, reversal of: me', 'f:9: step 2, reversal of names its own step; name an earlier one.'],
    ['name: first, card: Kari, cash: 5', 'f:9: step 2, name is also the name of step 1; give each step its own name.'],
    ['card: Kari, increment: 5', 'f:9: step 2, of is missing; name the step that the increment follows.'],
    ['card: Kari, purchase: 5, at: noon', 'f:9: step 2, at is not a time in Norway; write it as '],
    ['card: Kari, purchase: 5, at: day 1 24:00', 'f:9: step 2, at is not a time in Norway; write it as '],
    ['card: Kari, purchase: 5, at: "2026-03-29 02:30"', 'f:9: step 2, at is not a time in Norway; write it as '],
    ['card: Kari, purchase: 5, at: day 1 08:00', 'f:9: step 2, at is before the previous step; put the steps in order of time.'],
    ['card: Kari, purchase: 5, expect: aproved', 'f:9: step 2, expect is not known; did you mean approved?'],
    ['card: Kari, purchase: 5, expect: { outcome: aproved }', 'f:9: step 2, expect, outcome is not known; did you mean approved?'],
    ['card: Kari, purchase: 5, expect: { balanse: 5 }', 'f:9: step 2, expect has the unknown key "balanse"; did you mean balance?'],
    ['card: Kari, office: block, expect: approved', 'f:9: step 2, expect cannot be expected: this step sends no message.'],
    ['card: Kari, purchase: 5, lost: request, expect: { outcome: approved }', 'f:9: step 2, expect, outcome cannot be expected: '],
    [
      'card: Kari, purchase: 5, expect: { refused: no }',
      'f:9: step 2, expect, refused is only for office steps; messages have an outcome.',
    ],
    ['card: Kari, purchase: 5, expect: { fits at: soon }', 'f:9: step 2, expect, fits at is not a time in Norway; write never, '],
    ['card: Kari, purchase: 5, currency: KRONER', 'f:9: step 2, currency must be NOK, EUR, SEK, DKK, USD, GBP or three digits.'],
    ['card: Kari', 'f:9: step 2 has no action and no expect; give it one of '],
    ['card: Kari, purchase: 5, pin: 99', 'f:9: step 2, pin must be right, wrong, none, garbled or a PIN.'],
  ])('%j', (text, start) => {
    const said = sentenceOf(step(text));
    expect(said.slice(0, start.length)).toBe(start);
    expect(said).toMatch(/^f:9: [^\n]+[.?]$/);
  });

  test('a repeat of what comes later', () => {
    const text = `${HEAD}  - { repeat of: second }\n  - { name: second, card: Kari, purchase: 5 }\n`;
    expect(sentenceOf(text)).toBe('f:8: step 1, repeat of names step 2, which comes later.');
  });
});

test('JSON is read with lines, too', () => {
  const text =
    '{\n  "title": "T",\n  "cards": { "Kari": { "balance": "10" } },\n  "steps": [\n    { "expect": { "balance": "ten" } }\n  ]\n}\n';
  expect(sentenceOf(text, 'json')).toBe('f:5: step 1, expect, balance must be an amount in NOK such as 250.00 or 1,500.');
});

test('an object of a program has places in words', () => {
  const input: ScenarioInput = { title: 'T', cards: { Kari: { balance: 10 } }, steps: [{ purchase: 10 }] };
  expect(() => scenarioOf(input)).toThrow('the scenario: step 1, terminal is missing; there are 0, so name one.');
});

test('no sentence shows a PIN or a PAN', () => {
  const secrets = ['97531', '9578990000000005'];
  for (const pin of secrets) {
    for (const text of [
      step(`card: Kari, purchase: 5, pin: "${pin}x"`),
      step(`card: Kari, pin change: "${pin}${pin}"`),
      step(`card: Kari, purchase: ${pin}x`),
    ]) {
      expect(sentenceOf(text)).not.toContain(pin);
    }
  }
});

test.each([
  ['  - order cards: 20\n', 'f:5: step 1, order cards needs an office; add office: yes to the settings.'],
  [
    '  - purchase: 1\n    expect: { bank: { sosial payer: 1 } }\n',
    'f:6: step 1, expect, bank needs an office; add office: yes to the settings.',
  ],
])('steps of an office need one: %j', (steps, sentence) => {
  expect(sentenceOf(`title: T\ncards: { K: { balance: 1 } }\nterminals: { T: { type: pos } }\nsteps:\n${steps}`)).toBe(sentence);
});
