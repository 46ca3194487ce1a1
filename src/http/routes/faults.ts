/** Read, replace and clear the fault rules. */
import type { z } from 'zod';
import type { Faults } from '../../authorizer/faults/faults.ts';
import { faultPlanSteps } from '../../authorizer/faults/file/rule-file.ts';
import { type FaultPlan, NO_FAULTS } from '../../authorizer/faults/rules/rule.ts';
import type { Path } from '../../config/mistakes.ts';
import type { Slice } from '../../issuing/turns.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { FAULTS, FAULTS_BODY } from '../schema/faults.ts';

function shown({ book, held }: Faults, inDoubt: number): z.infer<typeof FAULTS> {
  const rules = book.plan.rules.map(({ source }, index) => ({ ...Object(source), injected: book.injected[index] }));
  return { seed: book.plan.seed, rules, magicAmounts: book.magicAmounts, held, inDoubt };
}

async function planOf(given: unknown, slice: Slice): Promise<FaultPlan> {
  const place = (path: Path): string => (path[0] === 'rules' && path.length > 1 ? `In the body, rules[${path[1]}]` : 'In the body');
  const steps = faultPlanSteps(given, place, 'The body');
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (slice.isOver) await slice.next();
  }
}

export function faultRoutes(app: ZodFastify, { faults, inDoubt, turns }: RouteParts): void {
  const response = responses({ 200: FAULTS });

  app.get('/v1/faults', { schema: { response } }, async () => shown(faults, inDoubt.count));

  const options = { config: { bodyLimit: 'faults' }, schema: { body: FAULTS_BODY, response } } as const;
  app.post('/v1/faults', options, async ({ body: { seed, rules, magicAmounts } }) => {
    await turns.next();
    faults.set(await planOf(seed === undefined ? { rules } : { seed, rules }, turns.slice()), magicAmounts);
    return shown(faults, inDoubt.count);
  });

  app.post('/v1/faults/clear', { schema: { response } }, async () => {
    faults.set(NO_FAULTS, false);
    return shown(faults, inDoubt.count);
  });
}
