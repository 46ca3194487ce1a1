/**
 * The bearer token, when the server demands one. It is kept for this tab only, and gone with it.
 * Requests that were refused wait until a person has given one.
 */
import { signal } from '@preact/signals';

const STORED = 'aksept.token';

/** A browser may refuse to store anything. */
function stored(): string {
  try {
    return sessionStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

function store(given: string): void {
  try {
    if (given === '') sessionStorage.removeItem(STORED);
    else sessionStorage.setItem(STORED, given);
  } catch {
    // It is kept for this page only.
  }
}

/** Empty: none. */
export const token = signal(stored());
/** The sentence of the refusal while the dialog is open. */
export const refusal = signal<string | undefined>(undefined);
/** A person closed the dialog: it is not opened again until it is asked for. */
const isDeclined = signal(false);
/** The server has demanded a token in this tab. */
export const isDemanded = signal(token.value !== '');

let waiting: ((given: boolean) => void)[] = [];

function settle(given: boolean): void {
  refusal.value = undefined;
  for (const resolve of waiting) resolve(given);
  waiting = [];
}

export function authorization(): Readonly<Record<string, string>> {
  return token.value === '' ? {} : { authorization: `Bearer ${token.value}` };
}

/** Opens the dialog; resolves with true when another token was given. */
export function askForToken(sentence: string): Promise<boolean> {
  isDemanded.value = true;
  if (isDeclined.value) return Promise.resolve(false);
  refusal.value = sentence;
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** What waits for it is sent again; otherwise the page begins anew with it. */
export function giveToken(given: string): void {
  token.value = given;
  store(given);
  isDeclined.value = false;
  if (waiting.length === 0) location.reload();
  settle(true);
}

export function declineToken(): void {
  isDeclined.value = true;
  settle(false);
}

/** From the frame of the page: to give one after all, or another one. */
export function openTokenDialog(): void {
  isDeclined.value = false;
  refusal.value = '';
}
