import { z } from 'zod';
import type { Faults } from '../../authorizer/faults/faults.ts';
import { readFaultPlan } from '../../authorizer/faults/file/rule-file.ts';
import { NO_FAULTS } from '../../authorizer/faults/rules/rule.ts';
import type { HttpParts, ZodFastify } from '../parts.ts';

/** What a rule may hold is read where files of rules are read. */
const BODY = z.strictObject({
  seed: z.unknown().optional(),
  rules: z.array(z.unknown()).default([]),
  magicAmounts: z.boolean().default(false),
});

function shown({ book, held }: Faults): object {
  const rules = book.plan.rules.map(({ source }, index) => ({ ...Object(source), injected: book.injected[index] }));
  return { seed: book.plan.seed, rules, magicAmounts: book.magicAmounts, held };
}

/** The fault rules in force: read, replaced whole, taken away. */
export function faultRoutes(app: ZodFastify, { faults }: HttpParts): void {
  app.get('/v1/faults', async () => shown(faults));

  app.post('/v1/faults', { schema: { body: BODY } }, async ({ body: { seed, rules, magicAmounts } }) => {
    const given = seed === undefined ? { rules } : { seed, rules };
    faults.set(
      readFaultPlan(given, (path) => (path[0] === 'rules' && path.length > 1 ? `In the body, rules[${path[1]}]` : 'In the body')),
      magicAmounts,
    );
    return shown(faults);
  });

  app.post('/v1/faults/clear', async () => {
    faults.set(NO_FAULTS, false);
    return shown(faults);
  });
}
