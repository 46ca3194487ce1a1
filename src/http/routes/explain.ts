/** POST /v1/cards/explain: whether an amount would be approved, and if not, why and when. */
import { outcomeRow } from '../../protocol/outcome.ts';
import { cardNotOnFile } from '../error.ts';
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { EXPLAINED, QUESTION } from '../schema/explanation.ts';

/** Changes nothing on the card. */
export function explainRoutes(app: ZodFastify, { cards }: HttpParts): void {
  app.post(
    '/v1/cards/explain',
    { config: { idempotency: 'none' }, schema: { body: QUESTION, response: responses({ 200: EXPLAINED }) } },
    async ({ body }) => {
      const { card, ...question } = body;
      const explained = await cards.explain(card, question);
      if (explained === undefined) throw cardNotOnFile();
      const { outcome, explanation } = explained;
      return { outcome, responseCode: outcomeRow(outcome).de39, ...explanation };
    },
  );
}
