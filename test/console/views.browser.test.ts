/** Every page in light and dark, wide and narrow: no faults that axe finds, and nothing past the edge. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { focusedByTab, overflowing, violations } from '../support/page-measures.ts';
import { answerOf, DESKTOP, describeConsole, PHONE, pay } from './console-suite.ts';

describeConsole('axe', (at) => {
  /** By view: brings it to the state with the most on it. */
  const PREPARED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    '#/terminal': async (page) => {
      const card = at.card(5);
      await pay(page, card, '70000', card.pin);
      await expect.poll(() => answerOf(page).count()).toBe(1);
      await expect.poll(() => page.getByRole('row', { name: /^DE4 / }).count()).toBe(1);
    },
    '#/live': async (page) => {
      await expect
        .poll(async () => {
          await at.send({ type: 'purchase', stan: 7, terminalId: 'LIVE0001', amountMinor: 1, pan: at.card(6).pan, mcc: 5411 });
          return page.getByRole('row', { name: /LIVE0001/ }).count();
        })
        .toBeGreaterThan(0);
    },
    '#/cards': async (page) => {
      await page
        .getByRole('button', { name: /^\d{6}\*/ })
        .first()
        .click();
      await expect.poll(() => page.getByRole('region', { name: 'History' }).count()).toBe(1);
    },
    '#/faults': async (page) => {
      await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
      if ((await page.getByRole('row', { name: /slow-answers/ }).count()) === 0) {
        await page.getByLabel('Only these terminals').fill('NONE*');
        await page.getByRole('button', { name: 'Add', exact: true }).click();
      }
      await expect.poll(() => page.getByRole('row', { name: /slow-answers/ }).count()).toBe(1);
    },
    '#/inspect': async (page) => {
      await page.getByRole('button', { name: 'An example' }).click();
      await page.getByRole('button', { name: 'Take apart' }).click();
      await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(10);
    },
    '#/settings': async (page) => {
      await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(20);
    },
  };

  describe.each(Object.entries(PREPARED))('%s', (view, prepare) => {
    test.each([
      ['light', DESKTOP],
      ['dark', DESKTOP],
      ['light', PHONE],
      ['dark', PHONE],
    ] as const)('in %s at %o has no faults that axe finds, and nothing past its edge', async (colorScheme, viewport) => {
      const page = await at.open(view, { colorScheme, viewport });
      await prepare(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      expect(at.wrongs()).toEqual([]);
    });

    test('what the Tab key comes to is seen', async () => {
      const page = await at.open(view);
      await prepare(page);
      await page.getByRole('button', { name: 'To the content' }).focus();
      const focused = await focusedByTab(page);
      expect(focused.length).toBeGreaterThan(8);
      expect(focused.filter(({ outline, outlinePx }) => outline === 'none' || outlinePx < 2)).toEqual([]);
    });
  });
});
