/** The cards of the console's terminal: those that the server issued or loaded with test keys. */
import type { z } from 'zod';
import type { TEST_CARD_PAGE } from '../../../src/http/schema/test-card.ts';
import { ApiError, get } from './http.ts';

type TestCardPage = z.infer<typeof TEST_CARD_PAGE>;
export type TestCard = TestCardPage['cards'][number];

/** So many are offered: a person chooses among a few. */
const LISTED_MAX = 50;

/** Empty when the server gives none: its keys are no test keys, or it does not listen on loopback only. */
export async function listTestCards(): Promise<readonly TestCard[]> {
  try {
    return (await get<TestCardPage>(`/v1/test-cards?limit=${LISTED_MAX}`)).cards;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}
