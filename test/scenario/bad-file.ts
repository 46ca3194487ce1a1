/** What the reader of scenarios says of a text. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { ScenarioError } from '../../src/scenario/scenario.ts';

export const folder = mkdtempSync(join(tmpdir(), 'aksept-scenario-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** The sentence without the folder; empty when the text can be read. */
export function sentenceOf(text: string, ending = 'yaml'): string {
  files += 1;
  const path = join(folder, `${files}.${ending}`);
  writeFileSync(path, text);
  try {
    readScenario(path);
    return '';
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.replaceAll(path, 'f');
  }
}
