/** How a test file of the `browser` project gets at a real browser. Without one the suites are skipped (CI fails instead). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import './browser-global-setup.ts';

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page with what went wrong on it so far, one sentence each: requests but for the file itself, errors, warnings of the console. */
export interface OpenedPage {
  readonly page: Page;
  readonly wrongs: readonly string[];
  close(): Promise<void>;
}

export interface Pages {
  /** The page as a file, opened with the network off. */
  open(html: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  /** A page of a server; what it asks of any other origin is refused, and is a wrong. */
  visit(url: string, options?: BrowserContextOptions): Promise<OpenedPage>;
}

interface Opening {
  readonly url: string;
  readonly options: BrowserContextOptions;
  readonly isOffline: boolean;
  readonly mayAskFor: (url: string) => boolean;
}

async function openUrl(browser: Browser, { url, options, isOffline, mayAskFor }: Opening): Promise<OpenedPage> {
  const wrongs: string[] = [];
  const context = await browser.newContext(options);
  await context.setOffline(isOffline);
  await context.route('**/*', async (route) => {
    const wanted = route.request().url();
    if (mayAskFor(wanted)) return route.continue();
    wrongs.push(`It asked for ${wanted}.`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => wrongs.push(`It threw ${error.message}.`));
  page.on('console', (message) => wrongs.push(`The console says ${message.type()}: ${message.text()}`));
  await page.goto(url);
  return { page, wrongs, close: () => context.close() };
}

/**
 * The browser of all test files of this process, which ends with it: a start takes seconds, and each page is in a
 * context of its own. Another one after it was lost.
 */
let shared: Promise<Browser> | undefined;

async function sharedBrowser(command: string): Promise<Browser> {
  const earlier = await shared;
  if (earlier?.isConnected()) return earlier;
  // Its sandbox does not start as root.
  shared = chromium.launch({ executablePath: command, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
  return await shared;
}

/** A suite with a browser, and with a folder for its pages. */
export function describeBrowser(name: string, suite: (pages: Pages) => void): void {
  const command = inject('browserCommand');
  describe.skipIf(command === '')(name, () => {
    let browser: Browser;
    let folder = '';
    let opened = 0;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'aksept-browser-'));
      browser = await sharedBrowser(command);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    suite({
      open: (html, options = {}) => {
        opened += 1;
        const path = join(folder, `page-${opened}.html`);
        writeFileSync(path, html);
        const url = pathToFileURL(path).href;
        return openUrl(browser, { url, options, isOffline: true, mayAskFor: (wanted) => wanted === url });
      },
      visit: (url, options = {}) => {
        const { origin } = new URL(url);
        return openUrl(browser, { url, options, isOffline: false, mayAskFor: (wanted) => new URL(wanted).origin === origin });
      },
    });
  });
}
