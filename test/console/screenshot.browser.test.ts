/**
 * docs/console.png, the screenshot in the README: UPDATE_SCREENSHOT=1 makes it anew. Pixels are not compared,
 * because fonts and card numbers differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sources.ts';
import { answerOf, describeConsole, pay } from './console-suite.ts';

const PATH = join(ROOT, 'docs/console.png');
const VIEWPORT = { width: 1_200, height: 760 };
const BYTES_MAX = 150_000;
/** Text, lines and charts; a page that is blank or not styled has far fewer. */
const COLOURS_MIN = 100;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Different ones. */
  readonly colours: number;
  /** Of the corner at the top left: red, green, blue. */
  readonly corner: readonly number[];
}

/** What the browser sees in a picture. As text, because these types are those of Node. */
function pictureOf(page: Page, png: Buffer): Promise<Picture> {
  return page.evaluate<Picture>(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, colours: new Set(new Uint32Array(data.buffer)).size, corner: [...data.subarray(0, 3)] };
  })()`);
}

describeConsole('the screenshot of the README', (at) => {
  test('shows the terminal with a purchase beyond a limit, in the light theme', async () => {
    const page = await at.open('#/terminal', { colorScheme: 'light', viewport: VIEWPORT });
    const card = at.card(0);
    await pay(page, card, '45000', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    await pay(page, card, '8200', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toContain('It fits from');
    await page.evaluate('scrollTo(0, 0)');
    const taken = await page.screenshot({ type: 'png', animations: 'disabled' });
    if (process.env['UPDATE_SCREENSHOT'] === '1') writeFileSync(PATH, taken);
    const kept = readFileSync(PATH);
    expect(kept.length).toBeLessThan(BYTES_MAX);
    for (const png of [taken, kept]) {
      const { width, height, colours, corner } = await pictureOf(page, png);
      expect([width, height]).toEqual([VIEWPORT.width, VIEWPORT.height]);
      expect(colours).toBeGreaterThan(COLOURS_MIN);
      expect(Math.min(...corner)).toBeGreaterThan(200);
    }
    expect(at.wrongs()).toEqual([]);
  });
});
