/** The page Load in a real browser, against a real server: runs and replays, by keyboard, light, dark and on a phone. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TRACE_OPERATIONS } from '../../src/http/openapi/operations/traces.ts';
import { describeBrowser, type OpenedPage } from '../support/browser-suite.ts';
import { issueCards, type Served, serve, temporaryFolder } from '../support/cli.ts';
import { overflowing, violations } from '../support/page-measures.ts';

const DESKTOP = { width: 1_280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A run may take long on a busy machine. */
const PATIENCE_MS = 240_000;
const SLOW = { timeout: 120_000 };
const TABS_MAX = 60;

const folder = temporaryFolder();
let server: Served;

beforeAll(async () => {
  server = await serve([], folder.path);
  await issueCards({ count: 20, balanceNok: 60_000 }, ['--url', server.http], folder.path);
}, PATIENCE_MS);
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function ask(path: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(server.http + path, init)).json() as Promise<Readonly<Record<string, unknown>>>;
}

/** A run that has ended. */
async function haveRun(): Promise<void> {
  const { runs } = await ask('/v1/load-runs');
  if ((runs as readonly unknown[]).length > 0) return;
  const { id } = await ask('/v1/load-runs', { rate: '30/s', duration: '2s', warmup: '0s' });
  await (await fetch(`${server.http}/v1/load-runs/${String(id)}/events`)).text();
}

describeBrowser('the page Load', (pages) => {
  let opened: OpenedPage | undefined;
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    opened = await pages.visit(`${server.http}/#/load`, { viewport: DESKTOP, locale: 'en-GB', ...options });
    return opened.page;
  }

  const focused = (page: Page) =>
    page.evaluate<string>(`(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
    })()`);

  /** Presses Tab until it is there. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < TABS_MAX; presses += 1) {
      await page.keyboard.press('Tab');
      if (name.test(await focused(page))) return;
    }
    throw new Error(`Tab does not come to ${name}.`);
  }

  const result = (page: Page) => page.getByRole('region', { name: 'Result' });

  test(
    'a run is started, watched and stopped by keyboard only',
    async () => {
      const page = await open();
      await expect.poll(() => page.getByLabel('Workload').locator('option').count(), SLOW).toBe(6);
      await tabTo(page, /^Rate$/);
      await page.keyboard.press('ArrowRight');
      await tabTo(page, /^Messages at a time$/);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('0');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByText('Write a whole number from 1 to 10,000.').count()).toBe(1);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('2');
      await tabTo(page, /^Duration$/);
      await page.keyboard.press('End');
      await tabTo(page, /^Warm-up$/);
      await page.keyboard.press('Home');
      await tabTo(page, /^Start$/);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('img', { name: /^Answered a second: / }).count(), SLOW).toBe(1);
      expect(await page.getByRole('img', { name: /^Latency: / }).count()).toBe(1);
      expect(await page.getByRole('progressbar').getAttribute('max')).toBe('3600000');
      expect(await page.getByRole('row', { name: /^approved / }).count()).toBe(1);
      expect(await focused(page)).toBe('Stop');
      expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await expect.poll(() => result(page).textContent(), SLOW).toMatch(/^Stopped.*The books of the terminals equal those of the server\./);
      expect(await focused(page)).toBe('Result');
      await tabTo(page, /^The whole report$/);
      const link = await page.getByRole('link', { name: 'The whole report' }).getAttribute('href');
      expect(await (await fetch(server.http + link)).text()).toContain('<html lang="en">');
      expect(await page.getByRole('row', { name: /usual day, 2 at a time/ }).count()).toBe(1);
      expect(opened?.wrongs).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'what the server refuses is told in one sentence',
    async () => {
      const page = await open({ locale: 'nb-NO' });
      await expect.poll(() => page.getByLabel('Arbeidslast').locator('option').count(), SLOW).toBe(6);
      expect(await page.getByLabel('Arbeidslast').textContent()).toContain('vanlig dag');
      await page.getByLabel(/^Terskel/).fill('p98<1ms');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByText('The threshold "p98<1ms" is about nothing that is measured').count(), SLOW).toBe(1);
    },
    PATIENCE_MS,
  );

  test(
    'a trace is made of the journal, uploaded, replayed and deleted, by keyboard',
    async () => {
      await haveRun();
      const page = await open();
      await tabTo(page, /^Load run$/);
      await page.keyboard.press('ArrowRight');
      await tabTo(page, /^Make one of the journal$/);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('button', { name: /^Replay journal/ }).count(), SLOW).toBe(1);
      const body = String(TRACE_OPERATIONS['POST /v1/traces']?.body).replace('"approvedAmountMinor":25000', '"approvedAmountMinor":24000');
      const file = { name: 'i <dag>.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(body) };
      await page.locator('input[type=file]').setInputFiles(file);
      await expect.poll(() => page.getByRole('button', { name: 'Replay i dag' }).count(), SLOW).toBe(1);
      await tabTo(page, /^Replay i dag$/);
      await page.keyboard.press('Enter');
      await expect.poll(() => result(page).textContent(), SLOW).toMatch(/^i dag.*1 of 1 differ\..*approved amount 1$/);
      expect(await page.getByRole('row', { name: /approved amount 240.00 NOK 250.00 NOK/ }).count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Delete i dag' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('button', { name: 'Replay i dag' }).count(), SLOW).toBe(0);
      expect(opened?.wrongs).toEqual([]);
    },
    PATIENCE_MS,
  );

  describe.each([
    ['light', DESKTOP],
    ['dark', DESKTOP],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('in %s at %o', (colorScheme, viewport) => {
    test(
      'a run has no faults that axe finds, and nothing past its edge',
      async () => {
        await haveRun();
        const page = await open({ colorScheme, viewport });
        await expect.poll(() => result(page).count(), SLOW).toBe(1);
        await expect.poll(() => page.getByRole('img', { name: /^Latency: / }).count(), SLOW).toBe(1);
        expect(await violations(page)).toEqual([]);
        expect(await overflowing(page)).toEqual([]);
      },
      PATIENCE_MS,
    );

    test(
      'a replay has no faults that axe finds, and nothing past its edge',
      async () => {
        await haveRun();
        const { id } = await ask('/v1/traces/export', { limit: 20 });
        const page = await open({ colorScheme, viewport });
        await page.getByRole('tab', { name: 'Replay' }).click();
        await page
          .getByRole('button', { name: /^Replay journal/ })
          .first()
          .click();
        await expect.poll(() => result(page).textContent(), SLOW).toMatch(/differ/i);
        expect(await violations(page)).toEqual([]);
        expect(await overflowing(page)).toEqual([]);
        await fetch(`${server.http}/v1/traces/${String(id)}`, { method: 'DELETE' });
      },
      PATIENCE_MS,
    );
  });
});
