/** The web console in a real browser, against a real server: by keyboard, in two languages, light, dark and on a phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeBrowser, type OpenedPage } from '../support/browser-suite.ts';
import { issueCards, type Served, serve, temporaryFolder } from '../support/cli.ts';
import { overflowing, violations } from '../support/page-measures.ts';

interface IssuedCard {
  readonly pan: string;
  readonly pin: string;
}

const DESKTOP = { width: 1_280, height: 900 };
const PHONE = { width: 390, height: 844 };
const VIEWS = ['#/terminal', '#/live', '#/cards', '#/inspect'] as const;

const folder = temporaryFolder();
let server: Served;
let issued: readonly IssuedCard[] = [];

beforeAll(async () => {
  server = await serve([], folder.path);
  await issueCards({ count: 10, balanceNok: 60_000 }, ['--url', server.http], folder.path);
  const file = JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { readonly cards: readonly IssuedCard[] };
  issued = file.cards;
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function wrongPinOf(pin: string): string {
  return pin === '9999' ? '8888' : '9999';
}

describeBrowser('the console', (pages) => {
  let opened: OpenedPage | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  async function open(view: string, options: BrowserContextOptions = {}): Promise<Page> {
    opened = await pages.visit(`${server.http}/${view}`, { viewport: DESKTOP, locale: 'en-GB', ...options });
    return opened.page;
  }

  /** Types a card, an amount and a PIN and presses Enter, by keyboard; resolves when the answer is there. */
  async function pay(page: Page, card: IssuedCard, amount: string, pin: string): Promise<void> {
    await page.getByLabel('Card', { exact: true }).selectOption(card.pan);
    await page.getByLabel('Amount').fill(amount);
    await page.getByLabel('PIN', { exact: true }).focus();
    await page.keyboard.type(pin);
    const answered = page.waitForResponse((response) => response.url().endsWith('/v1/transactions'));
    await page.keyboard.press('Enter');
    await answered;
  }

  const answerOf = (page: Page) => page.getByRole('region', { name: 'Answer', exact: true });

  test('buys, and shows why it was approved, with a receipt', async () => {
    const page = await open('#/terminal');
    const [card] = issued as [IssuedCard];
    await pay(page, card, '249,50', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    expect(await page.getByRole('listitem').allTextContents()).toContainEqual(expect.stringContaining('PIN: right'));
    expect(await page.getByText('50,000.00 NOK').first().isVisible()).toBe(true);
    expect(await page.getByText('APPROVED', { exact: true }).isVisible()).toBe(true);
    expect(opened?.wrongs).toEqual([]);
  });

  test('a wrong PIN three times, and the PIN is blocked; the cards page unblocks it', async () => {
    const page = await open('#/terminal');
    const card = issued[1] as IssuedCard;
    for (const code of ['55', '55', '75']) {
      await pay(page, card, '10', wrongPinOf(card.pin));
      await expect.poll(() => answerOf(page).textContent()).toContain(`${code} · `);
    }
    await pay(page, card, '10', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toContain('75 · pinTriesExceeded');
    await page.getByRole('link', { name: 'Cards' }).click();
    await page.getByRole('button', { name: `${card.pan.slice(0, 6)}******${card.pan.slice(-4)}` }).click();
    await page.getByRole('button', { name: 'Unblock PIN' }).click();
    await expect.poll(() => page.getByRole('status').last().textContent()).toBe('Done.');
    await page.getByRole('link', { name: 'Terminal' }).click();
    await pay(page, card, '10', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    expect(opened?.wrongs).toEqual([]);
  });

  test('hits a limit, and says when it fits', async () => {
    const page = await open('#/terminal');
    const card = issued[2] as IssuedCard;
    await pay(page, card, '45000', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    await pay(page, card, '8200', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toContain('61 · exceedsAmountLimit');
    expect(await answerOf(page).textContent()).toMatch(/It fits from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Oslo\)/);
    expect(await page.getByRole('img', { name: /Shop: 45,000.00 NOK of 50,000.00 NOK used, 8,200.00 NOK asked for now/ }).count()).toBe(1);
  });

  test('fills at the pump: reserves, then completes with the final amount', async () => {
    const page = await open('#/terminal');
    const card = issued[3] as IssuedCard;
    await page.getByRole('radio', { name: 'Fuel pump' }).check();
    await pay(page, card, '1000', card.pin);
    await expect.poll(() => page.getByRole('form', { name: 'Complete with the final amount' }).count()).toBe(1);
    await page.getByLabel(/What was filled/).fill('640,20');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('640.20 NOK').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Cards' }).click();
    await page.getByRole('button', { name: `${card.pan.slice(0, 6)}******${card.pan.slice(-4)}` }).click();
    await expect.poll(() => page.getByText('59,359.80 NOK').count()).toBeGreaterThan(0);
  });

  test('takes a pasted message apart, by keyboard', async () => {
    const page = await open('#/inspect');
    await page.getByRole('button', { name: 'An example' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take apart' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).allTextContents(), { timeout: 60_000 })
      .toEqual([expect.stringMatching(/^Message 0200, 201 bytes, 1987-ascii, header none, in order$/)]);
    expect(await page.getByRole('row', { name: /^DE4 / }).textContent()).toContain('249.50 NOK');
    expect(await page.locator('main').textContent()).not.toContain('9578990000000914');
    await page.getByLabel('Message', { exact: true }).fill('hello');
    await page.getByRole('button', { name: 'Take apart' }).click();
    await expect.poll(() => page.getByRole('status').last().textContent(), { timeout: 60_000 }).toMatch(/^The text holds no message/);
  });

  /** Resolves when the page shows a message that is sent beside it. */
  async function happenOnce(page: Page): Promise<void> {
    await expect.poll(() => page.getByText('Nothing has happened').count()).toBe(1);
    const { pan } = issued[6] as IssuedCard;
    const body = JSON.stringify({
      class: 'financial',
      type: 'purchase',
      stan: 7,
      terminalId: 'LIVE0001',
      amountMinor: 12_300,
      pan,
      mcc: 5411,
    });
    await expect
      .poll(
        async () => {
          await fetch(`${server.http}/v1/transactions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
          return page.getByRole('row', { name: /LIVE0001/ }).count();
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
  }

  test('shows what happens, as it happens, and only what is asked for', async () => {
    const page = await open('#/live');
    await happenOnce(page);
    expect(
      await page
        .getByRole('row', { name: /LIVE0001/ })
        .first()
        .textContent(),
    ).toContain('123.00 NOK');
    await expect.poll(() => page.getByRole('img', { name: /Entries a second: \d+ in the last second, at most [1-9]/ }).count()).toBe(1);
    await page.getByLabel('terminal', { exact: true }).fill('OTHER');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByText('Nothing has happened').count()).toBe(1);
    expect(opened?.wrongs).toEqual([]);
  });

  test('never shows a PIN', async () => {
    const page = await open('#/terminal');
    const card = issued[4] as IssuedCard;
    await pay(page, card, '10', card.pin);
    await expect.poll(() => answerOf(page).count()).toBe(1);
    const messages = page.getByRole('region', { name: 'Request and answer' });
    for (const [wire, row, shown] of [
      ['1987-ascii', /^DE52 /, '** ** ** ** ** ** ** **'],
      ['protobuf', /^19 pin_block/, '** ** ** ** ** ** ** **'],
      ['http', /^pin /, '•••• (hidden)'],
    ] as const) {
      await messages.getByLabel('Wire').selectOption(wire);
      await expect.poll(() => messages.getByRole('row', { name: row }).allTextContents()).toEqual([expect.stringContaining(shown)]);
      expect(await messages.textContent()).not.toContain(card.pan);
    }
    expect(await page.locator('main').textContent()).not.toMatch(new RegExp(`\\b${card.pin}\\b`));
  });

  test('takes request and answer apart on both wires, by keyboard', async () => {
    const page = await open('#/terminal');
    const card = issued[7] as IssuedCard;
    await pay(page, card, '249,50', card.pin);
    const messages = page.getByRole('region', { name: 'Request and answer' });
    const row = (name: RegExp) => messages.getByRole('row', { name });
    await expect.poll(() => row(/^DE4 /).allTextContents()).toEqual([expect.stringContaining('249.50 NOK')]);
    expect(await row(/^MTI /).textContent()).toContain('30 32 30 30');
    await messages.getByRole('tab', { name: 'Request' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => row(/^DE39 /).allTextContents()).toEqual([expect.stringContaining('approved')]);
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Answer');
    await messages.getByLabel('Wire').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => row(/^10 outcome/).allTextContents()).toEqual([expect.stringContaining('OUTCOME_APPROVED')]);
    await messages
      .getByRole('row', { name: /explanation/ })
      .locator('summary')
      .last()
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => messages.getByText('checks.14.check: 15 CHECK_LIMIT').isVisible()).toBe(true);
    expect(opened?.wrongs).toEqual([]);
  });

  test('switches language and theme, and remembers both', async () => {
    const page = await open('#/terminal');
    await page.getByLabel('Language').selectOption('nb');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Terminal');
    expect(await page.getByRole('link', { name: 'Kort' }).isVisible()).toBe(true);
    await page.getByLabel('Utseende').selectOption('dark');
    await page.reload();
    expect(await page.getByRole('link', { name: 'Kort' }).isVisible()).toBe(true);
    expect(await page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dataset.theme")).toBe('nb dark');
  });

  describe.each(VIEWS)('%s', (view) => {
    test.each([
      ['light', DESKTOP],
      ['dark', DESKTOP],
      ['light', PHONE],
      ['dark', PHONE],
    ] as const)('in %s at %o has no faults that axe finds, and nothing past its edge', async (colorScheme, viewport) => {
      const page = await open(view, { colorScheme, viewport });
      if (view === '#/terminal') {
        const card = issued[5] as IssuedCard;
        await pay(page, card, '70000', card.pin);
        await expect.poll(() => answerOf(page).count()).toBe(1);
      } else if (view === '#/live') {
        await happenOnce(page);
      } else if (view === '#/inspect') {
        await page.getByRole('button', { name: 'An example' }).click();
        await page.getByRole('button', { name: 'Take apart' }).click();
        await expect.poll(() => page.getByRole('row').count(), { timeout: 60_000 }).toBeGreaterThan(10);
      } else {
        await page
          .getByRole('button', { name: /^\d{6}\*/ })
          .first()
          .click();
        await expect.poll(() => page.getByRole('button', { name: 'Load money' }).count()).toBe(1);
      }
      expect(await violations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
    });
  });
});
