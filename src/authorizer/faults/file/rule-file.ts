/**
 * Reads fault rules: `{"seed", "rules": [{"name", "match", "do"}]}`, or only the list of rules.
 * Amounts are NOK in the file; times are milliseconds. docs/faults.md explains every field.
 */

import { z } from 'zod';
import { errorText } from '../../../cards/card-data/card-data.ts';
import { MAGIC_RULE_NAME } from '../rules/magic-amounts.ts';
import { EVERY_MESSAGE, FAULT_RULES_MAX, type FaultPlan, type FaultRule, OTHER_RULE_NAME } from '../rules/rule.ts';
import { action } from './action.ts';
import { match } from './match.ts';
import { objectError, orNumber, orShort } from './values.ts';

/** The message is one sentence that names the place, the rule and the mistake. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError';
  constructor(message: string) {
    super(errorText(message));
  }
}

const NAME_FORM = /^[a-z][a-zA-Z0-9-]{0,39}$/;
const name = z.string('must be a name').regex(NAME_FORM, 'must be 1 to 40 letters, digits or -, the first a small letter');

const rule = z.strictObject({ name, match: match.optional(), do: action }, { error: objectError }).meta({ id: 'rule' });

const seed = orNumber(z.string('must be a text').max(100, 'is too long'));
const LIST_ADVICE = 'must be a list of rules';
const MANY_ADVICE = `must hold at most ${FAULT_RULES_MAX} rules`;
const rules = z.array(rule, LIST_ADVICE).max(FAULT_RULES_MAX, MANY_ADVICE);
const wholeFile = z.strictObject(
  { $schema: z.string('must be a text').optional(), seed: seed.default('1').describe('Any text; another one draws others.'), rules },
  { error: objectError },
);

/** The structure of a file apart from its rules, which are read one by one: many take long. */
const fileHead = wholeFile.extend({ rules: z.array(z.unknown(), LIST_ADVICE).max(FAULT_RULES_MAX, MANY_ADVICE) });

/** The structure of a file. schema/faults.schema.json is generated from it. */
export const faultFile = orShort(wholeFile, rules, (value) => (Array.isArray(value) ? { rules: value } : value));

type Path = readonly (string | number)[];

/** Describes what is wrong between several fields or rules; undefined when they are valid. */
function problemOf(rules: readonly FaultRule[], index: number): { readonly field: Path; readonly sentence: string } | undefined {
  const { name: own, match: wanted, action: done } = rules[index] as FaultRule;
  const before = rules.slice(0, index);
  if (own === MAGIC_RULE_NAME) return { field: ['name'], sentence: 'is what magic amounts are counted under; give another name' };
  if (own === OTHER_RULE_NAME) {
    return { field: ['name'], sentence: 'is what rules are counted under whose own names are too many; give another name' };
  }
  if (before.some((other) => other.name === own)) return { field: ['name'], sentence: 'stands there twice; give each rule its own' };
  if (done.stall && wanted.during === undefined) {
    return { field: ['do', 'stall'], sentence: 'needs match.during, which says from when to when answers are held' };
  }
  if (done.outcome === undefined) return undefined;
  if (wanted.outcomes.length > 0) {
    return {
      field: ['do', 'outcome'],
      sentence: 'comes instead of the decision, so the rule cannot match by outcome; leave one of them out',
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

type Place = (path: Path) => string;

/**
 * @param place returns the position of a path in the file, as `file:line`, or only the file's name
 * @throws FaultRuleError, one sentence
 */
export function readFaultPlan(value: unknown, place: Place): FaultPlan {
  const steps = faultPlanSteps(value, place);
  for (;;) {
    const { done, value: plan } = steps.next();
    if (done === true) return plan;
  }
}

/**
 * Like readFaultPlan, and stops after each rule, so that a caller on the event loop can let other
 * work go first. Reads no rule after the first that is wrong.
 */
export function* faultPlanSteps(value: unknown, place: Place): Generator<undefined, FaultPlan> {
  const isList = Array.isArray(value);
  const fail = (path: Path, sentence: string): never => {
    const inFile = isList && path[0] === 'rules' ? path.slice(1) : path;
    const inRule = path[0] === 'rules' && path.length > 1 ? path.slice(2) : undefined;
    const what = inRule?.length === 0 ? 'the rule' : dotted(inRule ?? path);
    throw new FaultRuleError(`${place(inFile)}: ${what}${nameAt(value, inFile)} ${sentence}.`);
  };
  const parse = <T extends z.ZodType>(schema: T, part: unknown, at: Path): z.output<T> => {
    const read = schema.safeParse(part);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return fail(
      [...at, ...path, ...unknown],
      unknown.length > 0 ? 'is no field of this place; check its name' : (issue?.message ?? 'is not valid'),
    );
  };
  const head = parse(fileHead, isList ? { rules: value } : value, []);
  const plan: FaultRule[] = [];
  for (const [index, source] of head.rules.entries()) {
    const { name, match = EVERY_MESSAGE, do: action } = parse(rule, source, ['rules', index]);
    plan.push({ name, match, action, source });
    yield;
  }
  for (const index of plan.keys()) {
    const problem = problemOf(plan, index);
    if (problem !== undefined) fail(['rules', index, ...problem.field], problem.sentence);
    yield;
  }
  return { seed: head.seed, rules: plan };
}
