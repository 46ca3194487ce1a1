/**
 * Reads fault rules: `{"seed", "rules": [{"name", "match", "do"}]}`, or the list alone. Amounts are NOK there, minor units
 * after; times are milliseconds. docs/faults.md explains every field.
 */
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { mtiKind } from '../../protocol/iso8583/mti.ts';
import { MESSAGE_CLASSES, TRANSACTION_TYPES } from '../../protocol/message.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { action } from './fault-file-action.ts';
import { namesOf, objectError, textsOf, wholeFrom } from './fault-file-values.ts';
import { EVERY_MESSAGE, FAULT_RULES_MAX, type FaultMatch, type FaultPlan, type FaultRule, type Window } from './fault-rule.ts';
import { MAGIC_RULE_NAME } from './magic-amounts.ts';

const AMOUNT_MINOR_MAX = 999_999_999_999;
const COUNT_MAX = 1_000_000_000;
const WINDOW_MS_MAX = 7 * 86_400_000;

/** The message is one sentence: where, which rule, what is wrong. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError';
}

const amount = z.union([z.string(), z.number()], { error: 'must be an amount in NOK such as 250.50' }).transform((value, context) => {
  const minor = /^\d{1,12}(\.\d{1,2})?$/.test(String(value)) ? new Decimal(value).times(100) : new Decimal(-1);
  if (minor.gte(0) && minor.lte(AMOUNT_MINOR_MAX)) return minor.toNumber();
  context.addIssue({ code: 'custom', message: 'must be an amount in NOK with at most two decimals, such as 250.50' });
  return z.NEVER;
});

const range = z
  .preprocess(
    (value) => (typeof value === 'object' ? value : { from: value, to: value }),
    z.strictObject({ from: amount.default(0), to: amount.default(AMOUNT_MINOR_MAX) }, { error: objectError }),
  )
  .transform(({ from, to }, context) => {
    if (from <= to) return { fromMinor: from, toMinor: to };
    context.addIssue({ code: 'custom', message: 'must not be from more to less' });
    return z.NEVER;
  });

const mti = textsOf(/^[01x]\d{3}$/, 'an MTI such as 0200 or, whatever the version, x200').transform((list, context) => {
  const kinds = list.map((text) => mtiKind(Number(text.slice(1))));
  const requests = kinds.flatMap((kind) => (kind?.kind === 'request' ? [{ class: kind.class, repeat: kind.repeat }] : []));
  if (requests.length === list.length) return requests;
  context.addIssue({ code: 'custom', message: 'must be an MTI of a request that this product answers, such as 0200 or 0420' });
  return z.NEVER;
});

const windowMs = wholeFrom(1, WINDOW_MS_MAX);
const during = z
  .strictObject({ afterMs: wholeFrom(0, WINDOW_MS_MAX).default(0), forMs: windowMs, everyMs: windowMs.optional() }, { error: objectError })
  .transform(({ afterMs, forMs, everyMs = 0 }, context): Window => {
    if (everyMs === 0 || everyMs > forMs) return { afterMs, forMs, everyMs };
    context.addIssue({ code: 'custom', message: 'must start again (everyMs) later than it ends (forMs)' });
    return z.NEVER;
  });

const count = wholeFrom(1, COUNT_MAX).optional();
const share = z.number('must be a number above 0, at most 1').gt(0, 'must be above 0').lte(1, 'must be at most 1');

const match = z
  .strictObject(
    {
      terminal: textsOf(/^[!-)+-~]{0,8}\*?$/, 'a terminal id of at most 8 characters, or its beginning and *').optional(),
      amount: range.optional(),
      pan: textsOf(/^\d{1,19}$/, 'the digits that PANs start with').optional(),
      mti: mti.optional(),
      class: namesOf(MESSAGE_CLASSES).optional(),
      type: namesOf(TRANSACTION_TYPES.map(({ name }) => name)).optional(),
      outcome: namesOf(OUTCOMES.map(({ name }) => name)).optional(),
      codec: textsOf(/^[!-~]{1,80}$/, 'protobuf, http, or the name of a dialect such as 1987-ascii').optional(),
      malformed: z.boolean('must be true or false').optional(),
      during: during.optional(),
      share: share.optional(),
      nth: count,
      every: count,
      first: count,
    },
    { error: objectError },
  )
  .transform(
    (given): FaultMatch => ({
      terminals: given.terminal ?? [],
      amount: given.amount,
      panPrefixes: given.pan ?? [],
      kinds: given.mti ?? [],
      classes: given.class ?? [],
      types: given.type ?? [],
      outcomes: given.outcome ?? [],
      codecs: given.codec ?? [],
      malformed: given.malformed,
      during: given.during,
      share: given.share ?? 1,
      nth: given.nth ?? 0,
      every: given.every ?? 0,
      first: given.first ?? 0,
    }),
  );

const NAME_FORM = /^[a-z][a-zA-Z0-9-]{0,39}$/;
const name = z.string('must be a name').regex(NAME_FORM, 'must be 1 to 40 letters, digits or -, the first a small letter');

const rule = z.strictObject({ name, match: match.optional(), do: action }, { error: objectError });

const seed = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string('must be a text').max(100, 'is too long'),
);
const file = z.preprocess(
  (value) => (Array.isArray(value) ? { rules: value } : value),
  z.strictObject(
    {
      seed: seed.default('1'),
      rules: z.array(rule, 'must be a list of rules').max(FAULT_RULES_MAX, `must hold at most ${FAULT_RULES_MAX} rules`),
    },
    { error: objectError },
  ),
);

type Path = readonly (string | number)[];

/** What no field shows by itself. Undefined when nothing is wrong. */
function problemOf(rules: readonly FaultRule[], index: number): { readonly field: Path; readonly sentence: string } | undefined {
  const { name: own, match: wanted, action: done } = rules[index] as FaultRule;
  const before = rules.slice(0, index);
  if (own === MAGIC_RULE_NAME) return { field: ['name'], sentence: 'is what magic amounts are counted under; give another name' };
  if (before.some((other) => other.name === own)) return { field: ['name'], sentence: 'stands there twice; give each rule its own' };
  if (done.stall && wanted.during === undefined) {
    return { field: ['do', 'stall'], sentence: 'needs match.during, which says from when to when answers are held' };
  }
  if (done.outcome === undefined) return undefined;
  if (wanted.outcomes.length > 0) {
    return {
      field: ['do', 'outcome'],
      sentence: 'comes instead of the decision, so the rule can not match by outcome; leave one of them out',
    };
  }
  const waits = before.find((other) => other.match.outcomes.length > 0);
  if (waits === undefined) return undefined;
  return {
    field: ['do', 'outcome'],
    sentence: `comes instead of the decision, for which "${waits.name}" waits; put this rule above that one`,
  };
}

/** `rules[2].do.delay` */
function dotted(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.replace(/^\./, '') || 'the whole';
}

function nameAt(value: unknown, path: Path): string {
  const list: unknown = Array.isArray(value) ? value : Object(value).rules;
  const found: unknown = Array.isArray(list) ? Object(list[Number(path[path[0] === 'rules' ? 1 : 0])]).name : undefined;
  return typeof found === 'string' && NAME_FORM.test(found) ? ` of "${found}"` : '';
}

/**
 * @param place says where in the file something stands, as `file:line`; may be as vague as the file's name
 * @throws FaultRuleError, one sentence
 */
export function readFaultPlan(value: unknown, place: (path: Path) => string): FaultPlan {
  const isList = Array.isArray(value);
  const fail = (path: Path, sentence: string): never => {
    const inFile = isList && path[0] === 'rules' ? path.slice(1) : path;
    const inRule = path[0] === 'rules' && path.length > 1 ? path.slice(2) : undefined;
    const what = inRule?.length === 0 ? 'the rule' : dotted(inRule ?? path);
    throw new FaultRuleError(`${place(inFile)}: ${what}${nameAt(value, inFile)} ${sentence}.`);
  };
  const read = file.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return fail(
      [...path, ...unknown],
      unknown.length > 0 ? 'is no field of this place; check its name' : (issue?.message ?? 'is not valid'),
    );
  }
  const sources: readonly unknown[] = isList ? value : Object(value).rules;
  const rules = read.data.rules.map(
    (each, index): FaultRule => ({ name: each.name, match: each.match ?? EVERY_MESSAGE, action: each.do, source: sources[index] }),
  );
  for (const index of rules.keys()) {
    const problem = problemOf(rules, index);
    if (problem !== undefined) fail(['rules', index, ...problem.field], problem.sentence);
  }
  return { seed: read.data.seed, rules };
}
