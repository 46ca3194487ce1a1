import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FaultRuleError, readFaultPlan } from '../../../../src/authorizer/faults/file/rule-file.ts';
import { DELAY_MS_MAX, EVERY_MESSAGE, FAULT_RULES_MAX, LATE_MS_DEFAULT, NO_FAULT } from '../../../../src/authorizer/faults/rules/rule.ts';
import { parseDataText } from '../../../../src/config/data-file.ts';
import { filesUnder } from '../../../support/sources.ts';
import { planOf } from '../rules.ts';

function sentenceOf(yaml: string): string {
  const { value, place } = parseDataText(yaml, 'faults.yaml');
  try {
    readFaultPlan(value, place);
  } catch (error) {
    if (error instanceof FaultRuleError) return error.message;
    throw error;
  }
  return '';
}

function ruleWith(fields: string): string {
  return `rules:\n  - name: r\n${fields
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}

test('every condition is read, amounts in øre', () => {
  const match = {
    terminal: ['SHOP0001', 'ATM*'],
    amount: { from: '100.05', to: 200 },
    pan: 957899,
    mti: ['0200', 'x421'],
    class: 'financial',
    type: ['cash'],
    outcome: 'approved',
    codec: 'protobuf',
    malformed: true,
    during: { forMs: 10, everyMs: 100 },
    share: 0.5,
    nth: 2,
    every: 3,
    first: 4,
  };
  const [rule] = planOf([{ match, do: { drop: true } }]).rules;
  expect(rule?.match).toEqual({
    terminals: ['SHOP0001', 'ATM*'],
    amount: { fromMinor: 10_005, toMinor: 20_000 },
    panPrefixes: ['957899'],
    kinds: [
      { class: 'financial', repeat: false },
      { class: 'reversal', repeat: true },
    ],
    classes: ['financial'],
    types: ['cash'],
    outcomes: ['approved'],
    codecs: ['protobuf'],
    malformed: true,
    during: { afterMs: 0, forMs: 10, everyMs: 100 },
    share: 0.5,
    nth: 2,
    every: 3,
    first: 4,
  });
  expect(planOf([{ do: { drop: true } }]).rules[0]?.match).toEqual(EVERY_MESSAGE);
  expect(planOf([{ match: { amount: 250.5 }, do: { drop: true } }]).rules[0]?.match.amount).toEqual({ fromMinor: 25_050, toMinor: 25_050 });
});

const fixed = (ms: number) => ({ kind: 'fixed', ms, capMs: DELAY_MS_MAX });
test.each([
  [{ outcome: 'lostCard' }, { outcome: 'lostCard' }],
  [{ storeDown: true }, { store: 'unreachable' }],
  [{ storeAnswerLost: true }, { store: 'answer lost' }],
  [{ delay: 500 }, { delay: fixed(500) }],
  [{ delay: { fixedMs: 5, capMs: 3 } }, { delay: { kind: 'fixed', ms: 5, capMs: 3 } }],
  [{ delay: { uniformMs: [1, 2] } }, { delay: { kind: 'uniform', fromMs: 1, toMs: 2, capMs: DELAY_MS_MAX } }],
  [{ delay: { normalMs: { mean: 5, deviation: 2 } } }, { delay: { kind: 'normal', meanMs: 5, deviationMs: 2, capMs: DELAY_MS_MAX } }],
  [{ delay: { exponentialMs: 9 } }, { delay: { kind: 'exponential', meanMs: 9, capMs: DELAY_MS_MAX } }],
  [{ late: true }, { delay: fixed(LATE_MS_DEFAULT) }],
  [{ late: 8_000 }, { delay: fixed(8_000) }],
  [{ drop: true }, { answer: { kind: 'drop' } }],
  [{ duplicate: true }, { answer: { kind: 'duplicate', copies: 2, everyMs: 0 } }],
  [{ duplicate: { copies: 3, everyMs: 10 } }, { answer: { kind: 'duplicate', copies: 3, everyMs: 10 } }],
  [{ close: true }, { answer: { kind: 'close', how: 'instead' } }],
  [
    { close: 'half', delay: 5 },
    { answer: { kind: 'close', how: 'half' }, delay: fixed(5) },
  ],
  [{ garbage: true }, { answer: { kind: 'garbage' } }],
  [{ trickle: { bytes: 3 } }, { answer: { kind: 'trickle', bytes: 3, everyMs: 20 } }],
  [
    { outcome: 'approved', duplicate: true },
    { outcome: 'approved', answer: { kind: 'duplicate', copies: 2, everyMs: 0 } },
  ],
])('do %j', (done, action) => {
  expect(planOf([{ do: done }]).rules[0]?.action).toEqual({ ...NO_FAULT, ...action });
});

test('a list alone is a file too, with seed 1', () => {
  expect(readFaultPlan([{ name: 'a', do: { drop: true } }], () => '')).toMatchObject({ seed: '1', rules: [{ name: 'a' }] });
});

describe('what cannot be used is one sentence with file and line', () => {
  test.each([
    ['a text', 'drop everything', 'faults.yaml:1: the file must be an object.'],
    ['nothing', '', 'faults.yaml:1: the file must be an object.'],
    ['no rules', 'seed: 1\n', 'faults.yaml:1: rules is missing; it must be a list of rules.'],
    [
      'an unknown field of the file',
      'rules: []\nfault: 1\n',
      'faults.yaml:2: the file has the unknown key "fault"; known are seed, rules.',
    ],
    [
      'an unknown field of a rule',
      ruleWith('do: {drop: true}\nwhen: now'),
      'faults.yaml:4: rule "r" has the unknown key "when"; known are name, match, do.',
    ],
    [
      'an unknown condition',
      ruleWith('match: {terminals: A}\ndo: {drop: true}'),
      'faults.yaml:3: match of "r" has the unknown key "terminals"; did you mean terminal?',
    ],
    ['an unknown fault', ruleWith('do:\n  explode: true'), 'faults.yaml:4: do of "r" has the unknown key "explode"; known are outcome, '],
    ['a rule without do', ruleWith('match: {share: 1}'), 'faults.yaml:2: do of "r" is missing; it must be an object.'],
    ['a rule without a name', 'rules:\n  - do: {drop: true}\n', 'faults.yaml:2: name is missing; it must be a name.'],
    [
      'two rules of one name',
      `${ruleWith('do: {drop: true}')}  - name: r\n    do: {drop: true}\n`,
      'faults.yaml:4: name of "r" stands there twice',
    ],
    [
      'the name of magic amounts',
      'rules:\n  - {name: magic-amount, do: {drop: true}}',
      'faults.yaml:2: name of "magic-amount" is what magic',
    ],
    ['nothing to do', ruleWith('do: {}'), 'faults.yaml:3: do of "r" is empty; say what is to be done, such as {delay: 500}.'],
    [
      'two ends of an answer',
      ruleWith('do: {drop: true, garbage: true}'),
      'faults.yaml:3: do of "r" cannot have both drop and garbage; choose one.',
    ],
    ['two waits', ruleWith('do: {delay: 1, late: true}'), 'cannot have both delay and late; choose one.'],
    ['dropped late', ruleWith('do: {drop: true, late: true}'), 'an answer that is dropped is never late.'],
    ['two outcomes', ruleWith('do: {outcome: lostCard, storeDown: true}'), 'cannot have both outcome and storeDown; choose one'],
    ['two outages', ruleWith('do: {storeDown: true, storeAnswerLost: true}'), 'cannot have both storeDown and storeAnswerLost; choose one'],
    ['an outcome that is none', ruleWith('do: {outcome: declined}'), 'faults.yaml:3: do.outcome of "r" must be one of approved, '],
    ['a delay past the bound', ruleWith('do: {delay: 60001}'), 'faults.yaml:3: do.delay of "r" must be a whole number from 0 to 60000.'],
    ['two distributions', ruleWith('do: {delay: {fixedMs: 1, exponentialMs: 1}}'), 'do.delay of "r" must have one of fixedMs, uniformMs,'],
    ['a delay in words', ruleWith('do: {delay: long}'), 'do.delay of "r" must be a number of milliseconds or an object.'],
    ['a range turned round', ruleWith('do: {delay: {uniformMs: [2, 1]}}'), 'do.delay of "r" must not be from more to less.'],
    ['a share above 1', ruleWith('match: {share: 10}\ndo: {drop: true}'), 'faults.yaml:3: match.share of "r" must be at most 1.'],
    ['malformed by degrees', ruleWith('match: {malformed: half}\ndo: {drop: true}'), 'match.malformed of "r" must be true or false.'],
    ['no share', ruleWith('match: {share: 0}\ndo: {drop: true}'), 'match.share of "r" must be above 0.'],
    ['an amount of three decimals', ruleWith('match: {amount: 1.234}\ndo: {drop: true}'), 'match.amount of "r" must be an amount in NOK'],
    [
      'amounts turned round',
      ruleWith('match: {amount: {from: 2, to: 1}}\ndo: {drop: true}'),
      'match.amount of "r" must not be from more to less.',
    ],
    ['an MTI of a response', ruleWith('match: {mti: "0210"}\ndo: {drop: true}'), 'match.mti of "r" must be an MTI of a request'],
    ['no MTI', ruleWith('match: {mti: purchase}\ndo: {drop: true}'), 'must be an MTI such as 0200'],
    [
      'a PAN that is none',
      ruleWith('match: {pan: "9578 99"}\ndo: {drop: true}'),
      'match.pan of "r" must be the digits that PANs start with.',
    ],
    [
      'a terminal with a star inside',
      ruleWith('match: {terminal: "A*B"}\ndo: {drop: true}'),
      'at most 8 characters, or its beginning and *.',
    ],
    ['a stall without a window', ruleWith('do: {stall: true}'), 'faults.yaml:3: do.stall of "r" needs match.during'],
    [
      'a window within itself',
      ruleWith('match: {during: {forMs: 10, everyMs: 10}}\ndo: {stall: true}'),
      'must start again (everyMs) later than it ends',
    ],
    [
      'an outcome by outcome',
      ruleWith('match: {outcome: approved}\ndo: {outcome: lostCard}'),
      'the rule cannot match by outcome; leave one of them out.',
    ],
    [
      'a store that is down by outcome',
      ruleWith('match: {outcome: approved}\ndo: {storeDown: true}'),
      'do.storeDown of "r" comes instead of the decision, so the rule cannot match by outcome; leave one of them out.',
    ],
    [
      'an outcome below a rule that waits for one',
      `${ruleWith('match: {outcome: approved}\ndo: {drop: true}')}  - name: s\n    do: {outcome: lostCard}\n`,
      'faults.yaml:6: do.outcome of "s" comes instead of the decision, for which "r" waits; put this rule above that one.',
    ],
  ])('%s', (_what, yaml, sentence) => {
    const found = sentenceOf(yaml);
    expect(found).toContain(sentence);
    expect(found).toMatch(/^faults\.yaml:\d+: [^\n]*[.?]$/);
  });

  test('too many rules', () => {
    const rules = Array.from({ length: FAULT_RULES_MAX + 1 }, (_none, index) => ({ name: `r${index}`, do: { drop: true } }));
    expect(() => readFaultPlan(rules, () => 'x')).toThrow(`must hold at most ${FAULT_RULES_MAX} rules`);
  });

  test('what stands in a field is never in the sentence', () => {
    for (const field of ['match: {pan: "9578990000000005 x"}\ndo: {drop: true}', 'do: {outcome: "9578990000000005"}']) {
      expect(sentenceOf(ruleWith(field))).not.toContain('957899000000');
    }
  });
});

test.each(filesUnder('examples/faults', '.yaml'))('%s can be used', (path) => {
  const { value, place } = parseDataText(readFileSync(path, 'utf8'), path);
  expect(readFaultPlan(value, place).rules.length).toBeGreaterThan(0);
});
