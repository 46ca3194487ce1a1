/** What the terminal page holds. */
import { computed, signal } from '@preact/signals';
import { ApiError, get, post } from '../../api/http.ts';
import { listTestCards, type TestCard } from '../../api/test-cards.ts';
import type { Queried, TransactionAnswer, TransactionBody, Windows } from '../../api/types.ts';
import { minorOfText } from '../../text/amount.ts';
import { type PlaceName, placeOf } from './places.ts';
import { completionRequest, saleRequest } from './request.ts';

export const PIN_DIGITS_MIN = 4;
export const PIN_DIGITS_MAX = 12;

/** One message and what came of it. */
export interface Exchange {
  readonly place: PlaceName;
  readonly request: TransactionBody;
  /** Undefined: the server refused the request, or did not answer. */
  readonly answer: TransactionAnswer | undefined;
  readonly problem: string;
  readonly latencyMs: number;
}

export const place = signal<PlaceName>('pos');
export const cards = signal<readonly TestCard[]>([]);
export const cardsProblem = signal('');
/** Of the list; empty: the number is typed. */
export const chosenPan = signal('');
export const typedPan = signal('');
export const amount = signal('249,50');
export const pin = signal('');
export const isAbroad = signal(false);
export const isSending = signal(false);
export const exchange = signal<Exchange | undefined>(undefined);

/** Of the card that was used, after the answer. */
export const windows = signal<Windows | undefined>(undefined);

export const chosenCard = computed(() => cards.value.find(({ pan }) => pan === chosenPan.value));
export const pan = computed(() => chosenPan.value || typedPan.value.replace(/\s/g, ''));
export const amountMinor = computed(() => minorOfText(amount.value));
export const canSend = computed(
  () => !isSending.value && pan.value.length >= 12 && amountMinor.value > 0 && pin.value.length >= PIN_DIGITS_MIN,
);
/** The pre-authorization that waits for its completion. */
export const openHold = computed(() => {
  const last = exchange.value;
  const isHold = last?.request.class === 'authorization' && last.answer?.outcome === 'approved';
  return isHold ? last : undefined;
});

/** Offered first: a card that is refused at once teaches a newcomer little. */
function canPay({ onFile }: TestCard): boolean {
  return onFile !== null && onFile.status === 'active' && onFile.ledgerMinor > onFile.holdsMinor;
}

export async function loadCards(): Promise<void> {
  try {
    cards.value = await listTestCards();
    cardsProblem.value = '';
    if (chosenCard.value === undefined) chosenPan.value = (cards.value.find(canPay) ?? cards.value[0])?.pan ?? '';
  } catch (error) {
    cardsProblem.value = error instanceof ApiError ? error.message : String(error);
  }
}

/** Beside the answer: without it the page says what leaves next, and no more. */
async function loadWindows(of: string): Promise<void> {
  try {
    const { cards } = await post<Queried>('/v1/cards/query', { pans: [of] });
    const token = cards[0]?.token;
    windows.value = token === undefined ? undefined : await get<Windows>(`/v1/cards/${token}/windows`);
  } catch {
    windows.value = undefined;
  }
}

async function send(request: TransactionBody): Promise<void> {
  if (isSending.value) return;
  isSending.value = true;
  windows.value = undefined;
  const startedMs = performance.now();
  const done = (answer: TransactionAnswer | undefined, problem: string): void => {
    exchange.value = { place: place.value, request, answer, problem, latencyMs: performance.now() - startedMs };
  };
  try {
    done(await post<TransactionAnswer>('/v1/transactions', request), '');
  } catch (error) {
    done(undefined, error instanceof ApiError ? error.message : String(error));
  } finally {
    pin.value = '';
    isSending.value = false;
    // On a phone the answer stands below the pad.
    requestAnimationFrame(() => document.getElementById('answer')?.scrollIntoView({ block: 'nearest' }));
  }
  // The list shows what is available now.
  await Promise.all([loadWindows(request.pan ?? ''), loadCards()]);
}

export async function pay(): Promise<void> {
  if (!canSend.value) return;
  const sale = { place: placeOf(place.value), pan: pan.value, pin: pin.value, amountMinor: amountMinor.value, isAbroad: isAbroad.value };
  await send(saleRequest({ ...sale, expiry: chosenCard.value?.expiry ?? '' }));
}

export async function completeHold(finalMinor: number): Promise<void> {
  const hold = openHold.value;
  if (hold !== undefined) await send(completionRequest(hold.request, finalMinor));
}
