/** A server with ten cards, and the console on it in a real browser, for the test files of the console. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { describeBrowser, type OpenedPage } from '../support/browser-suite.ts';
import { issueCards, type Served, serve, temporaryFolder } from '../support/cli.ts';

export interface IssuedCard {
  readonly pan: string;
  readonly pin: string;
  readonly expiry: string;
}

export const DESKTOP = { width: 1_280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** What a test of the console works with. */
export interface Console {
  readonly http: () => string;
  readonly server: () => Served;
  readonly folder: string;
  card(index: number): IssuedCard;
  /** `#/terminal` and the like, on a desktop and in English. */
  open(view: string, options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong on the page that is open. */
  wrongs(): readonly string[];
  /** Sends a transaction beside the page. */
  send(body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
}

export function describeConsole(name: string, suite: (console: Console) => void, args: readonly string[] = []): void {
  describeBrowser(name, (pages) => {
    const folder = temporaryFolder();
    let server: Served;
    let issued: readonly IssuedCard[] = [];
    let opened: OpenedPage | undefined;
    beforeAll(async () => {
      server = await serve(args, folder.path);
      await issueCards({ count: 10, balanceNok: 60_000 }, ['--url', server.http], folder.path);
      const file = JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { readonly cards: readonly IssuedCard[] };
      issued = file.cards;
    });
    afterEach(async () => {
      await opened?.close();
      opened = undefined;
    });
    afterAll(async () => {
      await server?.stop();
      folder.remove();
    });
    suite({
      http: () => server.http,
      server: () => server,
      folder: folder.path,
      card: (index) => issued[index] ?? expect.unreachable(),
      open: async (view, options = {}) => {
        opened = await pages.visit(`${server.http}/${view}`, { viewport: DESKTOP, locale: 'en-GB', ...options });
        return opened.page;
      },
      wrongs: () => opened?.wrongs ?? [],
      send: async (body) => {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(`${server.http}/v1/transactions`, { method: 'POST', headers, body: JSON.stringify(body) });
        return (await response.json()) as Readonly<Record<string, unknown>>;
      },
    });
  });
}

export function wrongPinOf({ pin }: IssuedCard): string {
  return pin === '9999' ? '8888' : '9999';
}

export function maskedPan({ pan }: IssuedCard): string {
  return `${pan.slice(0, 6)}******${pan.slice(-4)}`;
}

/** Chooses a card, types an amount and a PIN and presses Enter, by keyboard; resolves when the answer is there. */
export async function pay(page: Page, card: IssuedCard, amount: string, pin: string): Promise<void> {
  await page.getByLabel('Card', { exact: true }).selectOption(card.pan);
  await page.getByLabel('Amount').fill(amount);
  await page.getByLabel('PIN', { exact: true }).focus();
  await page.keyboard.type(pin);
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/transactions'));
  await page.keyboard.press('Enter');
  await answered;
}

export function answerOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Answer', exact: true });
}

/** The keyboard comes to it by the Tab key alone; resolves when it has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not come to ${String(wanted)}.`);
}
