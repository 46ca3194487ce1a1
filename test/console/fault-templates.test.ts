/** Every template of the console's fault rules is a rule that the server takes. */
import { expect, test } from 'vitest';
import { ruleOf, TEMPLATES } from '../../console/src/pages/faults/templates.ts';
import { faultPlanSteps } from '../../src/authorizer/faults/file/rule-file.ts';

function rulesOf(given: readonly unknown[]): number {
  const steps = faultPlanSteps({ rules: given }, () => 'here');
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value.rules.length;
  }
}

test.each(TEMPLATES)('$word', ({ word }) => {
  expect(rulesOf([ruleOf(word, { terminal: '', percent: Number.NaN }, [])])).toBe(1);
  expect(rulesOf([ruleOf(word, { terminal: 'ATM*', percent: 12.5 }, [])])).toBe(1);
});

test('a name that is taken gets a number', () => {
  const taken = ['lost-answers', 'lost-answers-2'];
  expect(ruleOf('lostAnswers', { terminal: '', percent: 100 }, taken)).toEqual({ name: 'lost-answers-3', do: { drop: true } });
});
