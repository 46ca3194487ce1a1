/** What a page is like for those who look at it, hear it or go through it by keyboard; measured in the browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against the page, as `rule: element`, for all its rules. */
export async function violations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Elements that reach past the right or left edge, but for those within something that scrolls by itself. */
export function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const all = [...document.querySelectorAll('body *')];
    const scrolled = new Set(all.filter((element) => getComputedStyle(element).overflowX === 'auto').flatMap((element) => [...element.querySelectorAll('*')]));
    const edge = document.documentElement.clientWidth + 0.5;
    const beyond = all.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && !scrolled.has(element) && (left < -0.5 || right > edge);
    });
    return beyond.map((element) => element.outerHTML.slice(0, 100));
  })()`);
}

/** Whether each element that the selector finds is shown; what stands in closed details has a place, and is not. */
export function shown(page: Page, selector: string): Promise<readonly boolean[]> {
  return page.evaluate<readonly boolean[]>(`[...document.querySelectorAll('${selector}')].map((element) => element.checkVisibility())`);
}

/** Tables and the like that are wider than their place. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll('body, main, section, .scroll, td, th, p, li')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 100))`);
}

export interface Focused {
  readonly name: string;
  readonly outline: string;
  readonly outlinePx: number;
}

/** Everything that the Tab key comes to, in its order, with what shows that it is there. */
export async function focusedByTab(page: Page): Promise<readonly Focused[]> {
  const all: Focused[] = [];
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | null>(`(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute('aria-label') ?? element.textContent;
      return { name, outline: outlineStyle, outlinePx: Number.parseFloat(outlineWidth) };
    })()`);
    if (focused === null) return all;
    all.push(focused);
  }
  return all;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21, as WCAG has it, of two colours `rgb(…)`. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colours of what the selector finds, each once, against the background of the page. */
export async function contrasts(page: Page, selector: string, property: 'stroke' | 'fill' | 'color'): Promise<readonly number[]> {
  const [paper = '', ...colours] = await page.evaluate<readonly string[]>(`[getComputedStyle(document.body).backgroundColor,
    ...new Set([...document.querySelectorAll('${selector}')].map((element) => getComputedStyle(element).${property}))]`);
  return colours.map((colour) => contrast(colour, paper));
}
