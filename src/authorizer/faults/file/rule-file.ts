/**
 * Reads fault rules: `{"seed", "rules": [{"name", "match", "do"}]}`, or only the list of rules.
 * Amounts are NOK in the file; times are milliseconds. docs/faults.md explains every field.
 */

import { z } from 'zod';
import { errorText } from '../../../cards/card-data/card-data.ts';
import { placeOf } from '../../../config/known-words.ts';
import { ended, type Mistake, MistakeList, type Path, type PlaceOf, sourceOf } from '../../../config/mistakes.ts';
import { readBySchema } from '../../../config/schema-mistakes.ts';
import { MAGIC_RULE_NAME } from '../rules/magic-amounts.ts';
import { EVERY_MESSAGE, FAULT_RULES_MAX, type FaultAction, type FaultPlan, type FaultRule, OTHER_RULE_NAME } from '../rules/rule.ts';
import { action } from './action.ts';
import { match } from './match.ts';
import { orNumber, orShort } from './values.ts';

/** The message is a sentence for each mistake, which names the place and the rule. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

const NAME_FORM = /^[a-z][a-zA-Z0-9-]{0,39}$/;
const name = z.string('must be a name').regex(NAME_FORM, 'must be 1 to 40 letters, digits or -, the first a small letter');

const rule = z.strictObject({ name, match: match.optional(), do: action }, 'must be an object').meta({ id: 'rule' });

const seed = orNumber(z.string('must be a text').max(100, 'is too long'));
const LIST_ADVICE = 'must be a list of rules';
const MANY_ADVICE = `must hold at most ${FAULT_RULES_MAX} rules`;
const rules = z.array(rule, LIST_ADVICE).max(FAULT_RULES_MAX, MANY_ADVICE);
/** The structure of a file that is no list. */
export const wholeFile = z.strictObject(
  { $schema: z.string('must be a text').optional(), seed: seed.default('1').describe('Any text; another one draws others.'), rules },
  'must be an object',
);

/** The structure of a file apart from its rules, which are read one by one: many take long. */
const fileHead = wholeFile.extend({ rules: z.array(z.unknown(), LIST_ADVICE).max(FAULT_RULES_MAX, MANY_ADVICE) });

/** The structure of a file. schema/faults.schema.json is generated from it. */
export const faultFile = orShort(wholeFile, rules, (value) => (Array.isArray(value) ? { rules: value } : value));

/** Describes what is wrong between several fields or rules; undefined when they are valid. */
function problemOf(rules: readonly ReadRule[], index: number): { readonly field: Path; readonly sentence: string } | undefined {
  const read = rules[index] as ReadRule;
  const { name: own } = read;
  const before = rules.slice(0, index);
  if (own === MAGIC_RULE_NAME) return { field: ['name'], sentence: 'is what magic amounts are counted under; give another name' };
  if (own === OTHER_RULE_NAME) {
    return { field: ['name'], sentence: 'is what rules are counted under whose own names are too many; give another name' };
  }
  if (own !== '' && before.some((other) => other.name === own)) {
    return { field: ['name'], sentence: 'stands there twice; give each rule its own' };
  }
  if (!isWhole(read)) return undefined;
  const { match: wanted, action: done } = read;
  if (done.stall && wanted.during === undefined) {
    return { field: ['do', 'stall'], sentence: 'needs match.during, which says from when to when answers are held' };
  }
  const field = decisionFieldOf(done);
  if (field === undefined) return undefined;
  if (wanted.outcomes.length > 0) {
    return {
      field: ['do', field],
      sentence: 'comes instead of the decision, so the rule cannot match by outcome; leave one of them out',
    };
  }
  const waits = before.filter(isWhole).find((other) => other.match.outcomes.length > 0);
  if (waits === undefined) return undefined;
  return {
    field: ['do', field],
    sentence: `comes instead of the decision, for which "${waits.name}" waits; put this rule above that one`,
  };
}

/** The field that says how the message is decided; undefined when it is decided as without a rule. */
function decisionFieldOf({ outcome, store }: FaultAction): 'outcome' | 'storeDown' | 'storeAnswerLost' | undefined {
  if (outcome !== undefined) return 'outcome';
  if (store === '') return undefined;
  return store === 'unreachable' ? 'storeDown' : 'storeAnswerLost';
}

function nameAt(value: unknown, path: Path): string {
  const list: unknown = Array.isArray(value) ? value : Object(value).rules;
  const found: unknown = Array.isArray(list) ? Object(list[Number(path[path[0] === 'rules' ? 1 : 0])]).name : undefined;
  return typeof found === 'string' && NAME_FORM.test(found) ? found : '';
}

/** `do.delay of "slow"`, `rule "slow"`, or `seed`. `path` is that of the whole file. */
function wordsOf(path: Path, name: string): string {
  if (path[0] !== 'rules' || path.length < 2) return placeOf(path);
  const inRule = path.slice(2);
  if (inRule.length > 0) return `${placeOf(inRule)}${name === '' ? '' : ` of "${name}"`}`;
  return name === '' ? 'the rule' : `rule "${name}"`;
}

/**
 * @param place returns the position of a path in the file, as `file:line`, or only the file's name
 * @throws FaultRuleError, which tells all mistakes
 */
export function readFaultPlan(value: unknown, place: PlaceOf): FaultPlan {
  const steps = faultPlanSteps(value, place);
  for (;;) {
    const { done, value: plan } = steps.next();
    if (done === true) return plan;
  }
}

/** A rule of the list, or only its name when it is wrong in itself. */
type ReadRule = FaultRule | { readonly name: string; readonly action?: undefined };

/**
 * Like readFaultPlan, and stops after each rule, so that a caller on the event loop can let other
 * work go first.
 */
export function* faultPlanSteps(value: unknown, place: PlaceOf, source = sourceOf(place)): Generator<undefined, FaultPlan> {
  const isList = Array.isArray(value);
  const list = new MistakeList();
  const add = ({ path, at, what }: Mistake): void => {
    const inFile = (each: Path): Path => (isList && each[0] === 'rules' ? each.slice(1) : each);
    list.add(`${place(inFile(at))}: ${wordsOf(path, nameAt(value, inFile(path)))} ${ended(what)}`);
  };
  const parse = <T extends z.ZodType>(schema: T, part: unknown, above: Path): z.output<T> | undefined => {
    const read = readBySchema(schema, part);
    if ('data' in read) return read.data;
    for (const { path, at, what } of read.mistakes) add({ path: [...above, ...path], at: [...above, ...at], what });
    return undefined;
  };
  const whole: unknown = isList ? { rules: value } : value;
  const head = parse(fileHead, whole, []);
  const sources: unknown = typeof whole === 'object' && whole !== null && 'rules' in whole ? whole.rules : undefined;
  const rules: ReadRule[] = [];
  for (const [index, source] of (Array.isArray(sources) ? sources.slice(0, FAULT_RULES_MAX) : []).entries()) {
    const read = parse(rule, source, ['rules', index]);
    if (read === undefined) rules.push({ name: nameAt(value, isList ? [index] : ['rules', index]) });
    else rules.push({ name: read.name, match: read.match ?? EVERY_MESSAGE, action: read.do, source });
    yield;
  }
  for (const index of rules.keys()) {
    const problem = problemOf(rules, index);
    const path = ['rules', index, ...(problem?.field ?? [])];
    if (problem !== undefined) add({ path, at: path, what: problem.sentence });
    yield;
  }
  if (head === undefined || list.count > 0) {
    throw list.error(source, (message, mistakes) => new FaultRuleError(message, mistakes));
  }
  return { seed: head.seed, rules: rules.filter(isWhole) };
}

function isWhole(read: ReadRule): read is FaultRule {
  return read.action !== undefined;
}
