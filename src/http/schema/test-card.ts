/** Request and response of GET /v1/test-cards. */
import { z } from 'zod';
import { CARD_ENTRY } from '../../cards/card-entry.ts';
import { CARD_KINDS } from '../../cards/card-mix.ts';
import { CARD } from './card.ts';

const PAGE_CARDS_MAX = 1_000;

export const TEST_CARD_QUERY = z.object({
  cursor: z
    .string()
    .regex(/^\d{0,12}$/, 'must be the cursor of another page')
    .default(''),
  limit: z.coerce.number().int().min(1).max(PAGE_CARDS_MAX).default(100),
});

/** A card as it was issued or loaded, and as it is now; null when this store does not have it. */
const TEST_CARD = CARD_ENTRY.extend({ kind: z.enum(CARD_KINDS), onFile: CARD.nullable() });

export const TEST_CARD_PAGE = z.object({ cards: z.array(TEST_CARD).readonly(), cursor: z.string() });

export type TestCard = z.infer<typeof TEST_CARD>;
