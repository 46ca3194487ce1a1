/** What the cards page holds. */
import { signal } from '@preact/signals';
import { ApiError, get, post } from '../../api/http.ts';
import type { Card, CardPage, History, Holds, Profiles, Queried, Windows } from '../../api/types.ts';

const PAGE_CARDS = 50;
const PAGE_ENTRIES = 25;

/** What is read beside the card itself. */
export interface CardDetails {
  readonly windows: Windows;
  readonly holds: Holds['holds'];
  readonly history: History;
}

export const page = signal<CardPage | undefined>(undefined);
export const chosen = signal<Card | undefined>(undefined);
export const details = signal<CardDetails | undefined>(undefined);
export const profileNames = signal<readonly string[]>([]);
/** One sentence about what was done, or why not. */
export const note = signal<{ readonly tone: 'good' | 'bad'; readonly text: string } | undefined>(undefined);

function refused(error: unknown): void {
  note.value = { tone: 'bad', text: error instanceof ApiError ? error.message : String(error) };
}

export async function loadPage(cursor: string): Promise<void> {
  try {
    page.value = await get<CardPage>(`/v1/cards?limit=${PAGE_CARDS}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    if (profileNames.value.length === 0) {
      profileNames.value = (await get<Profiles>('/v1/profiles')).profiles.map(({ name }) => name);
    }
  } catch (error) {
    refused(error);
  }
}

function historyPath({ token }: Card, cursor: string): string {
  return `/v1/cards/${token}/history?limit=${PAGE_ENTRIES}${cursor === '' ? '' : `&cursor=${cursor}`}`;
}

async function loadDetails(card: Card): Promise<void> {
  const [windows, { holds }, history] = await Promise.all([
    get<Windows>(`/v1/cards/${card.token}/windows`),
    get<Holds>(`/v1/cards/${card.token}/holds`),
    get<History>(historyPath(card, '')),
  ]);
  if (chosen.value?.token === card.token) details.value = { windows, holds, history };
}

export async function choose(card: Card): Promise<void> {
  if (chosen.value?.token !== card.token) details.value = undefined;
  chosen.value = card;
  note.value = undefined;
  // On a phone the card stands below the list.
  requestAnimationFrame(() => document.getElementById('chosen-card')?.scrollIntoView({ block: 'nearest' }));
  try {
    await loadDetails(card);
  } catch (error) {
    refused(error);
  }
}

/** Finds a card by its number or token; numbers stand in bodies only. */
export async function find(typed: string): Promise<boolean> {
  const text = typed.replace(/\s/g, '');
  if (text === '') return false;
  try {
    const { cards } = await post<Queried>('/v1/cards/query', /^[0-9a-f]{32}$/.test(text) ? { tokens: [text] } : { pans: [text] });
    const [card] = cards;
    if (card === null || card === undefined) return false;
    await choose(card);
    return true;
  } catch (error) {
    refused(error);
    return true;
  }
}

/** A page may be empty and yet not be the last: one request searches a bounded part of the journal. */
export async function loadOlder(): Promise<void> {
  const card = chosen.value;
  const now = details.value;
  if (card === undefined || now === undefined || now.history.cursor === '') return;
  try {
    const older = await get<History>(historyPath(card, now.history.cursor));
    if (details.value === now) {
      details.value = { ...now, history: { ...older, entries: [...now.history.entries, ...older.entries] } };
    }
  } catch (error) {
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
