/** What the cards page holds. */
import { signal } from '@preact/signals';
import { ApiError, get, post } from '../../api/http.ts';
import type { Card, CardPage, Headroom } from '../../api/types.ts';

const PAGE_CARDS = 50;

export const page = signal<CardPage | undefined>(undefined);
export const chosen = signal<Card | undefined>(undefined);
export const headroom = signal<Headroom['headroom']>([]);
/** One sentence about what was done, or why not. */
export const note = signal<{ readonly tone: 'good' | 'bad'; readonly text: string } | undefined>(undefined);

function refused(error: unknown): void {
  note.value = { tone: 'bad', text: error instanceof ApiError ? error.message : String(error) };
}

export async function loadPage(cursor: string): Promise<void> {
  try {
    page.value = await get<CardPage>(`/v1/cards?limit=${PAGE_CARDS}${cursor === '' ? '' : `&cursor=${cursor}`}`);
  } catch (error) {
    refused(error);
  }
}

export async function choose(card: Card): Promise<void> {
  chosen.value = card;
  note.value = undefined;
  try {
    headroom.value = (await get<Headroom>(`/v1/cards/${card.token}/headroom`)).headroom;
  } catch (error) {
    headroom.value = [];
    refused(error);
  }
}

/** Sends a change of the chosen card, and shows the card as it is then. */
export async function change(path: string, body: object, done: string): Promise<void> {
  const card = chosen.value;
  if (card === undefined) return;
  try {
    const changed = await post<Card>(`/v1/cards/${card.token}/${path}`, body);
    await choose(changed);
    if (page.value !== undefined) {
      page.value = { ...page.value, cards: page.value.cards.map((each) => (each.token === changed.token ? changed : each)) };
    }
    note.value = { tone: 'good', text: done };
  } catch (error) {
    refused(error);
  }
}
