/** The page of the HTTP API in a real browser, as its server sends it: light, dark, on a phone, by keyboard. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '../../../../src/http/openapi/operations/operations.ts';
import { PROBLEMS } from '../../../../src/http/problem.ts';
import { startTestApp, type TestApp } from '../../../server/app-fixture.ts';
import { describeBrowser, type OpenedPage } from '../../../support/browser-suite.ts';
import { cutOff, overflowing, violations } from '../../../support/page-measures.ts';

const DESKTOP = { width: 1_280, height: 900 };
const PHONE = { width: 390, height: 844 };

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

describeBrowser('the page at /docs', (pages) => {
  let opened: OpenedPage | undefined;
  afterEach(async () => {
    expect(opened?.wrongs).toEqual([]);
    await opened?.close();
    opened = undefined;
  });

  test('shows every operation with its example, and every problem', async () => {
    opened = await pages.visit(`${server.http}/docs`, { viewport: DESKTOP });
    const { page } = opened;
    expect(await page.title()).toBe('aksept: HTTP API');
    for (const [key, { id, summary }] of Object.entries(OPERATIONS)) {
      const article = page.locator(`#op-${id}`);
      expect(await article.innerText()).toContain(key);
      expect(await article.innerText()).toContain(summary);
      expect(await article.locator('pre').count()).toBeGreaterThan(0);
    }
    for (const code of Object.keys(PROBLEMS)) expect(await page.locator(`#${code}`).count()).toBe(1);
  });

  test('its links lead to places of the page, or to the document', async () => {
    opened = await pages.visit(`${server.http}/docs`, { viewport: DESKTOP });
    const broken = await opened.page.evaluate<readonly string[]>(`[...document.querySelectorAll('a')]
      .map((link) => link.getAttribute('href'))
      .filter((href) => href !== '/openapi.json' && document.getElementById(href.slice(1)) === null)`);
    expect(broken).toEqual([]);
    await opened.page.goto(`${server.http}/docs#cardNotOnFile`);
    expect(await opened.page.locator('#cardNotOnFile').isVisible()).toBe(true);
  });

  test.each([
    ['light', DESKTOP],
    ['dark', DESKTOP],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('%s at %o: nothing cut off, nothing beside the screen, nothing that axe finds', async (colorScheme, viewport) => {
    opened = await pages.visit(`${server.http}/docs`, { viewport, colorScheme });
    const { page } = opened;
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(await overflowing(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    const dark = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(dark).toBe(colorScheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
    const folder = process.env['AKSEPT_SCREENSHOTS'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/docs-${colorScheme}-${viewport.width}.png` });
  });

  test('runs no script, whatever stands in it', async () => {
    const response = await fetch(`${server.http}/docs`);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'/,
    );
    const html = await response.text();
    expect(html).not.toMatch(/<script|\son[a-z]+=|style="|javascript:/i);
    opened = await pages.visit(`${server.http}/docs`, { viewport: DESKTOP });
  });
});
