/** The live page: shows what happens, and stays bounded however much does. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { describeConsole } from './console-suite.ts';

/** As in console/src/pages/live. */
const ROWS_MAX = 100;
const SECONDS_SHOWN = 120;

describeConsole('the live page', (at) => {
  let stan = 0;
  function buy(changes: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    stan += 1;
    return at.send({ type: 'purchase', stan, terminalId: 'LIVE0001', amountMinor: 12_300, pan: at.card(6).pan, mcc: 5411, ...changes });
  }

  const rows = (page: Page, name: RegExp) => page.getByRole('row', { name });

  /** Resolves when the page shows a message that is sent beside it. */
  async function happenOnce(page: Page): Promise<void> {
    await expect.poll(() => page.getByText('Nothing has happened').count()).toBe(1);
    await expect
      .poll(async () => {
        await buy();
        return rows(page, /LIVE0001/).count();
      })
      .toBeGreaterThan(0);
  }

  test('shows what happens, as it happens, and only what is asked for', async () => {
    const page = await at.open('#/live');
    await happenOnce(page);
    const text = await rows(page, /LIVE0001/)
      .first()
      .textContent();
    expect(text).toContain('123.00 NOK');
    await expect.poll(() => page.getByRole('img', { name: /Entries a second: \d+ in the last second, at most [1-9]/ }).count()).toBe(1);
    await expect.poll(() => page.getByRole('img', { name: /p50 \d[\d.]* ms, p99 \d/ }).count()).toBe(1);
    await page.getByLabel('terminal', { exact: true }).fill('OTHER');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByText('Nothing has happened').count()).toBe(1);
    expect(at.wrongs()).toEqual([]);
  });

  test('by type and by card, whose number stands in no URL', async () => {
    const page = await at.open('#/live');
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.getByLabel('card number or token').fill(at.card(6).pan);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByLabel('card number or token').inputValue()).toMatch(/^[0-9a-f]{32}$/);
    await page.getByLabel('type', { exact: true }).selectOption('cash');
    await expect.poll(() => urls.some((url) => /activity\?type=cash&card=[0-9a-f]{32}$/.test(url))).toBe(true);
    await expect
      .poll(async () => {
        await buy();
        await buy({ pan: at.card(8).pan, type: 'cash', mcc: 6011, terminalId: 'LIVE0002' });
        await buy({ type: 'cash', mcc: 6011, terminalId: 'LIVE0003' });
        return rows(page, /LIVE0003/).count();
      })
      .toBeGreaterThan(0);
    expect(await rows(page, /LIVE000[12]/).count()).toBe(0);
    expect(urls.join(' ')).not.toContain(at.card(6).pan);
    await page.getByLabel('card number or token').fill('9578990000000005');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByText('No card on file has this number.').count()).toBe(1);
  });

  test('a name that is a script is text', async () => {
    const page = await at.open('#/live');
    await expect
      .poll(async () => {
        await buy({ terminalId: '<script>' });
        return page.getByRole('cell', { name: '<script>', exact: true }).count();
      })
      .toBeGreaterThan(0);
    expect(await page.evaluate('document.querySelectorAll("main script").length')).toBe(0);
    expect(at.wrongs()).toEqual([]);
  });

  test('stays bounded while much flows: rows, points and elements', async () => {
    const page = await at.open('#/live');
    await happenOnce(page);
    const elements = () => page.evaluate<number>('document.querySelectorAll("*").length');
    const counts = async () => ({
      rows: await page.locator('.entries tbody tr').count(),
      points: await page.evaluate<number[]>('[...document.querySelectorAll("[data-points]")].map((each) => Number(each.dataset.points))'),
    });
    const load = ['load', '--cards', 'cards.json', '--keys', 'data/keys.json', '--target', at.server().protobuf, '--seed', 'flood'];
    const first = runCli([...load, '--rate', '5000/s', '--duration', '3s'], at.folder);
    await expect.poll(() => page.getByText(/A sample is shown/).count()).toBe(1);
    expect((await first).stderr).not.toMatch(/^aksept: /m);
    await expect.poll(counts).toEqual({ rows: ROWS_MAX, points: [SECONDS_SHOWN, SECONDS_SHOWN] });
    const before = await elements();
    await runCli([...load, '--rate', '5000/s', '--duration', '3s'], at.folder);
    expect(await counts()).toEqual({ rows: ROWS_MAX, points: [SECONDS_SHOWN, SECONDS_SHOWN] });
    // A row may have a link more, or less.
    expect(Math.abs((await elements()) - before)).toBeLessThanOrEqual(3 * ROWS_MAX);
    expect(at.wrongs()).toEqual([]);
  });
});
