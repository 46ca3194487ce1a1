/** The cards of the console's terminal: those that the server issued or loaded with test keys. */
import { ApiError, get, post } from './http.ts';
import type { Queried } from './types.ts';

export interface TestCard {
  readonly pan: string;
  readonly pin: string;
  /** YYMM. */
  readonly expiry: string;
}

export interface ListedCard extends TestCard {
  /** Undefined: the card is not on file. */
  readonly availableMinor: number | undefined;
}

interface TestCardPage {
  readonly cards: readonly TestCard[];
  readonly cursor: string;
}

/** So many are offered: a person chooses among a few. */
const LISTED_MAX = 50;

/** Empty when the server gives none: its keys are no test keys, or it does not listen on loopback only. */
export async function listTestCards(): Promise<readonly ListedCard[]> {
  let page: TestCardPage;
  try {
    page = await get<TestCardPage>(`/v1/test-cards?limit=${LISTED_MAX}`);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
  const { cards } = await post<Queried>('/v1/cards/query', { pans: page.cards.map(({ pan }) => pan) });
  return page.cards.map((card, at) => {
    const found = cards[at];
    return { ...card, availableMinor: found == null ? undefined : found.ledgerMinor - found.holdsMinor };
  });
}
