import { z } from 'zod';
import { CARD_QUESTION } from '../../issuing/explain-card.ts';
import { outcomeRow } from '../../protocol/outcome.ts';
import { cardNotOnFile } from '../error.ts';
import type { HttpParts, ZodFastify } from '../parts.ts';

/** A PAN or a token; in the body, so that no PAN stands in an address. */
const BODY = CARD_QUESTION.extend({ card: z.string().regex(/^(\d{12,19}|[0-9a-f]{32})$/, 'must be a PAN or a token') });

/** What a card would be answered for an amount, and when it would be approved; consumes nothing. */
export function explainRoutes(app: ZodFastify, { office }: HttpParts): void {
  app.post('/v1/cards/explain', { schema: { body: BODY } }, async ({ body }) => {
    const { card, ...question } = body;
    const explained = await office.explain(card, question);
    if (explained === undefined) throw cardNotOnFile();
    const { outcome, explanation } = explained;
    return { outcome, responseCode: outcomeRow(outcome).de39, ...explanation };
  });
}
