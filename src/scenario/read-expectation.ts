/** Reads what a step expects, and refuses what its action cannot give. */
import type { ActionKey } from './actions.ts';
import { ANSWER_KEYS } from './host.ts';
import { isProgrammeAction, PROGRAMME_EXPECTATIONS } from './programme/programme-actions.ts';
import type { Expectation } from './scenario.ts';
import type { FileExpectation, FileStep } from './scenario-schema.ts';
import { instantOf, WHEN_FORMS } from './when.ts';

export interface ExpectationContext {
  readonly startMs: number;
  /** When the step happens. */
  readonly stepMs: number;
  readonly hasOffice: boolean;
  /** Throws a ScenarioError about a path within the step. */
  refuse(path: readonly string[], what: string): never;
}

/** Undefined when the step has no `expect`. Throws a ScenarioError. */
export function readExpectation(file: FileStep, action: ActionKey | undefined, context: ExpectationContext): Expectation | undefined {
  const { expect } = file;
  if (expect === undefined) return undefined;
  const given: FileExpectation = typeof expect === 'string' ? { outcome: expect } : expect;
  const isAnswered = action !== undefined && action !== 'office' && !isProgrammeAction(action) && file.lost !== 'request';
  const stray = isAnswered ? undefined : ANSWER_KEYS.find((key) => given[key] !== undefined);
  if (stray !== undefined) {
    const why = file.lost === 'request' ? 'the host does not receive the message' : 'this step sends no message';
    context.refuse(typeof expect === 'string' ? ['expect'] : ['expect', stray], `cannot be expected: ${why}`);
  }
  if (given.refused !== undefined && action !== 'office' && !isProgrammeAction(action))
    context.refuse(['expect', 'refused'], 'is only for office steps; messages have an outcome');
  const ofOffice = context.hasOffice ? undefined : PROGRAMME_EXPECTATIONS.find((key) => given[key] !== undefined);
  if (ofOffice !== undefined) context.refuse(['expect', ofOffice], 'needs an office; add office: yes to the settings');
  const { 'fits at': fitsAt, ...rest } = given;
  return { ...rest, fitsAtMs: fitsAt === undefined ? undefined : fitsAtMsOf(fitsAt, context) };
}

function fitsAtMsOf(text: string, context: ExpectationContext): number {
  if (text === 'never') return 0;
  const { startMs, stepMs } = context;
  const fitsAtMs = instantOf(text, { startMs, previousMs: stepMs });
  return Number.isNaN(fitsAtMs) ? context.refuse(['expect', 'fits at'], `is not a time in Norway; write never, ${WHEN_FORMS}`) : fitsAtMs;
}
