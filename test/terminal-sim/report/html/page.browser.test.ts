/**
 * The HTML report in a real browser: complete, readable, accessible, by keyboard, and without a
 * network.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../../../src/protocol/language.ts';
import { describeBrowser, type OpenedPage, type Pages } from '../../../support/browser-suite.ts';
import { contrasts, focusedByTab, overflowing, shown, violations } from '../../../support/page-measures.ts';
import { NORWEGIAN_SAMPLES, realReport, SAMPLES } from '../../support/report-samples.ts';

const WIDE = { width: 1100, height: 800 };
const TELEPHONE = { width: 360, height: 740 };
const LOOKS = [
  ['light', 'light', WIDE],
  ['dark', 'dark', WIDE],
  ['light and 360 px wide', 'light', TELEPHONE],
] as const;

/** What is looked for in pages of each language. */
const SOUGHT = {
  en: {
    title: /^aksept load report, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/,
    charts: ['Throughput over time', 'Latency over time', 'Distribution of latencies'],
    compared: ['Throughput of both', 'p50 of both', 'Distributions of both'],
    sections: ['Reconciliation', 'Latency', 'Outcomes', 'By kind of terminal'],
    last: ['Errors and broken invariants', 'Settings and versions'],
    folded: 'The charts over time as a table',
  },
  nb: {
    title: /^Rapport fra aksept load, \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\.\d\d UTC$/,
    charts: ['Gjennomstrømning over tid', 'Svartid over tid', 'Fordeling av svartider'],
    compared: ['Gjennomstrømning i begge', 'p50 i begge', 'Fordelingene i begge'],
    sections: ['Avstemming', 'Svartid', 'Utfall', 'Per terminaltype'],
    last: ['Feil og brutte invarianter', 'Innstillinger og versjoner'],
    folded: 'Diagrammene over tid som tabell',
  },
} as const satisfies Readonly<Record<Language, object>>;

const PAGES: readonly (readonly [string, Language, string])[] = [
  ...Object.entries(SAMPLES).map(([name, html]) => [name, 'en', html] as const),
  ...Object.entries(NORWEGIAN_SAMPLES).map(([name, html]) => [name, 'nb', html] as const),
];

/** Opened before the tests of the suite; nothing may go wrong on it. */
function openedPage(pages: Pages, html: () => string | Promise<string>): () => OpenedPage['page'] {
  let opened: OpenedPage;
  beforeAll(async () => {
    opened = await pages.open(await html(), { viewport: WIDE });
  });
  afterEach(() => expect(opened.wrongs).toEqual([]));
  afterAll(() => opened?.close());
  return () => opened.page;
}

function testLooks(page: () => OpenedPage['page']): void {
  test.each(LOOKS)('is readable %s', async (_look, colorScheme, viewport) => {
    await page().emulateMedia({ colorScheme });
    await page().setViewportSize(viewport);
    expect(await violations(page())).toEqual([]);
    expect(await overflowing(page())).toEqual([]);
    expect(await page().evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
}

describeBrowser('the HTML report', (pages) => {
  describe.each(PAGES)('of %s (%s)', (_name, language, html) => {
    const page = openedPage(pages, () => html);
    const sought = SOUGHT[language];

    test('has a heading for each section', async () => {
      expect(await page().title()).toMatch(sought.title);
      expect(await page().locator('html').getAttribute('lang')).toBe(language);
      expect(await page().locator('section:not(:has(> h2:first-child))').count()).toBe(0);
      const headings = await page().getByRole('heading', { level: 2 }).allTextContents();
      expect(headings).toEqual(expect.arrayContaining([...sought.charts, ...sought.sections]));
      expect(headings.slice(-2)).toEqual(sought.last);
    });

    test('has charts that are seen and heard', async () => {
      const compared = html.includes('id="compare-1-t"');
      const names = compared ? [...sought.charts, ...sought.compared] : sought.charts;
      expect(await page().locator('svg[role=img]').count()).toBe(names.length);
      for (const chartName of names) {
        const chart = page().getByRole('img', { name: chartName });
        const box = await chart.boundingBox();
        expect(box?.width).toBeGreaterThan(500);
        expect(box?.height).toBeGreaterThan(150);
        expect(await chart.locator('> desc').textContent()).toMatch(/\.$/);
      }
    });

    testLooks(page);

    test('shows by keyboard where one is', async () => {
      const focused = await focusedByTab(page());
      expect(focused.filter(({ outline, outlinePx }) => outline === 'none' || outlinePx < 2)).toEqual([]);
      expect(focused.map((each) => each.name).join('\n')).toContain(sought.folded);
    });

    test('has every table in sight at 390 px', async () => {
      await page().setViewportSize({ width: 390, height: 844 });
      for (const summary of await page().locator('summary').all()) await summary.click();
      expect(await page().evaluate('document.documentElement.scrollWidth')).toBe(390);
      const outside = await page().evaluate<readonly string[]>(`[...document.querySelectorAll('td, th')]
        .filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().right > 390)
        .map((cell) => cell.closest('table').outerHTML.slice(0, 100) + cell.textContent)`);
      expect(outside).toEqual([]);
      expect(await violations(page())).toEqual([]);
    });
  });

  describe('of a real run', () => {
    testLooks(openedPage(pages, realReport));
  });
});

describeBrowser('the HTML report of a stall', (pages) => {
  const page = openedPage(pages, () => SAMPLES['a stall'] ?? '');

  test('has thresholds, outcomes, terminals, settings and versions as rows of text', async () => {
    const rows = await page().getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual(
      expect.arrayContaining([
        'p99<500ms ✗ broken 908 ms',
        'declined{systemMalfunction}==0 ✓ kept 0',
        'approved>=95% ✗ broken 91.525 %',
        'milliseconds corrected: from the intended instant uncorrected: from the sending',
        'p50 3.00 3.00',
        'p99 908 908',
        'max 1,008 1,008',
        'approved Approved. 3,661 91.5 %',
        'insufficientFunds There is no coverage for the amount. 339 8.5 %',
        'shop 3,559 94.2 % 206 0',
        'shop 3.00 5.00 897 1,001',
        'cash machine 441 69.8 % 133 0',
        'cash machine 5.00 458 – 1,008',
        'never sent 2 0.0 %',
        'intended rate 50/s',
        'warm-up 0 s',
        'terminal time-out 6.6 s',
        'aksept 0.0.0',
        'Node.js v20',
      ]),
    );
  });

  test('says how far the two ways to count a latency are apart', async () => {
    const text = await page().locator('main').innerText();
    expect(text).toContain('Equal: on 1,000 cards');
    expect(text).toMatch(/differ most at p95: 50\d ms corrected, 5\.00 ms uncorrected/);
  });

  test('names the axes of its charts, and their lines', async () => {
    const figures = page().locator('figure');
    expect(await figures.nth(0).innerText()).toMatch(/offered\s+answered\s+approved/);
    expect(await figures.nth(1).innerText()).toMatch(/p50\s+p90\s+max/);
    expect(await figures.nth(2).innerText()).toMatch(/corrected: from the intended instant\s+uncorrected: from the sending/);
    const axes = await page().locator('text.axis').allTextContents();
    expect(new Set(axes)).toEqual(
      new Set(['messages per second', 'time since measuring began', 'milliseconds, logarithmic scale', 'percentile of the messages']),
    );
  });

  test.each(['light', 'dark'] as const)('has lines and letters in its charts that stand out, %s', async (colorScheme) => {
    await page().emulateMedia({ colorScheme });
    const lines = await contrasts(page(), 'figure polyline', 'stroke');
    expect(lines).toHaveLength(4);
    expect(Math.min(...lines)).toBeGreaterThanOrEqual(3);
    expect(Math.min(...(await contrasts(page(), 'figure text', 'fill')))).toBeGreaterThanOrEqual(4.5);
  });

  test('opens the tables of its charts by keyboard', async () => {
    await page().setViewportSize(TELEPHONE);
    expect(await shown(page(), 'details table')).toEqual([false, false]);
    await page().getByText('The charts over time as a table, 10 rows').focus();
    await page().keyboard.press('Enter');
    expect(await shown(page(), 'details table')).toEqual([true, false]);
    expect(await page().getByRole('row', { name: '5.0 s 0 – – –' }).count()).toBe(1);
    expect(await violations(page())).toEqual([]);
  });
});

describeBrowser('without a network', (pages) => {
  test('what asks for something is caught', async () => {
    const opened = await pages.open('<!doctype html><title>t</title><img src="http://127.0.0.1:9/a.png" alt="">');
    expect(opened.wrongs).toContain('It asked for http://127.0.0.1:9/a.png.');
    await opened.close();
  });

  test('the report lets nothing be fetched and nothing run, whatever got into it', async () => {
    const evil = '<img src="http://127.0.0.1:9/a.png" onerror="document.title=1"><script>document.title = 2</script></main>';
    const opened = await pages.open((SAMPLES['a small run'] ?? '').replace('</main>', evil));
    expect(await opened.page.title()).toMatch(/^aksept load report/);
    expect(opened.wrongs.filter((wrong) => wrong.startsWith('It '))).toEqual([]);
    expect(opened.wrongs.join('\n')).toContain('Content Security Policy');
    await opened.close();
  });
});
