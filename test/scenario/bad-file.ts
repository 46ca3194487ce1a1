/** What the reader of scenarios says of a text. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { ScenarioError } from '../../src/scenario/scenario.ts';

/** The sentence without the folder; empty when the text can be read. */
export function sentenceOf(text: string, ending = 'yaml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-scenario-'));
  const path = join(folder, `1.${ending}`);
  try {
    writeFileSync(path, text);
    readScenario(path);
    return '';
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.replaceAll(path, 'f');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
