/** Finds the scenario files that a command names. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioError } from './scenario.ts';

const ENDINGS = /\.(?:ya?ml|json)$/i;
export const FILES_MAX = 10_000;

function statOf(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path);
  } catch {
    throw new ScenarioError(`${path} is not there; give a scenario file, or a folder of them.`);
  }
}

/**
 * The given files, and all scenario files in the given folders at any depth, sorted by name. Throws
 * a ScenarioError.
 */
export function scenarioFiles(paths: readonly string[]): readonly string[] {
  const files = new Set<string>();
  for (const path of paths) {
    if (!statOf(path)?.isDirectory()) {
      files.add(path);
      continue;
    }
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => ENDINGS.test(name));
    if (names.length === 0) throw new ScenarioError(`${path} holds no scenario; they end in .yaml, .yml or .json.`);
    for (const name of names.sort()) files.add(join(path, name));
  }
  if (files.size > FILES_MAX) throw new ScenarioError(`There are ${files.size} files; at most ${FILES_MAX} are run at once.`);
  return [...files];
}
