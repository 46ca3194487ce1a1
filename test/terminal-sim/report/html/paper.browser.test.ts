/**
 * The HTML report on paper: black on white whatever the system is set to, with its tables, and
 * nothing cut off.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeBrowser, type OpenedPage } from '../../../support/browser-suite.ts';
import { contrast, cutOff, overflowing, shown } from '../../../support/page-measures.ts';
import { longReport, NORWEGIAN_SAMPLES, SAMPLES } from '../../support/report-samples.ts';

/** A4 less 15 mm at each side, at 96 to the inch. */
const PAPER = { width: 680, height: 1000 };
const MARGIN = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
const PAGES_MAX = 9;

async function pagesOf(page: OpenedPage['page']): Promise<number> {
  const pdf = (await page.pdf({ format: 'A4', margin: MARGIN })).toString('latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  return pdf.match(/\/Type ?\/Page\b/g)?.length ?? 0;
}

describeBrowser('the HTML report on paper', (pages) => {
  describe.each(Object.entries({ ...SAMPLES, ...NORWEGIAN_SAMPLES }))('of %s', (name, html) => {
    let opened: OpenedPage;
    beforeAll(async () => {
      opened = await pages.open(html, { viewport: PAPER, colorScheme: 'dark' });
      await opened.page.emulateMedia({ media: 'print' });
    });
    afterAll(() => opened?.close());

    test('is black on white, and its marks are too', async () => {
      const [paper = '', ...inks] = await opened.page.evaluate<readonly string[]>(`[getComputedStyle(document.body).backgroundColor,
        ...[...document.querySelectorAll('h2, td, .soft, .verdict, .tiles span, .good, .bad')].map((element) => getComputedStyle(element).color)]`);
      expect(paper).toBe('rgb(255, 255, 255)');
      expect(Math.min(...inks.map((ink) => contrast(ink, paper)))).toBeGreaterThanOrEqual(4.5);
    });

    test('has nothing cut off', async () => {
      expect(await overflowing(opened.page)).toEqual([]);
      expect(await cutOff(opened.page)).toEqual([]);
    });

    test('shows the tables of its charts', async () => {
      expect(await shown(opened.page, 'details table')).toEqual(name === 'nothing answered' ? [true] : [true, true]);
    });

    test('is a few pages', async () => {
      const count = await pagesOf(opened.page);
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThanOrEqual(PAGES_MAX);
      expect(opened.wrongs).toEqual([]);
    });
  });

  test('does not print a table of hundreds of rows, and says that there is one', async () => {
    const { page, close } = await pages.open(longReport(), { viewport: PAPER });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('The charts over time as a table, 600 rows').isVisible()).toBe(true);
    expect(await shown(page, 'details table')).toEqual([false, true]);
    expect(await pagesOf(page)).toBeLessThanOrEqual(PAGES_MAX);
    await close();
  });
});
