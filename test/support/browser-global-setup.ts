/** Looks for the browser of the `browser` project, once. */
import type { TestProject } from 'vitest/node';
import { browserRequired, findBrowser } from './browser-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The executable; empty: there is none. */
    readonly browserCommand: string;
  }
}

export default function setup(project: TestProject): void {
  const browser = findBrowser();
  const missing = typeof browser === 'string';
  if (missing && browserRequired()) throw new Error(browser);
  if (missing) console.error(`\n*** BROWSER TESTS ARE SKIPPED: ${browser} ***\n`);
  project.provide('browserCommand', missing ? '' : browser.command);
}
