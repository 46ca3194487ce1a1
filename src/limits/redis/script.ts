/** Loads the Lua scripts, each with window.lua before it, for EVALSHA. */
import { readFileSync } from 'node:fs';

export const SCRIPTS = [
  { name: 'decide', keys: 4 },
  { name: 'reverse', keys: 5 },
  { name: 'void', keys: 4 },
  { name: 'create', keys: 2 },
  { name: 'fund', keys: 2 },
  { name: 'status', keys: 2 },
] as const;
export type ScriptName = (typeof SCRIPTS)[number]['name'];

function read(name: string): string {
  return readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');
}

/** `#!lua` makes a cluster refuse keys of another slot. `edit` lets a test put a fault into the source. */
export function scriptSource(name: ScriptName, edit: (source: string) => string = (source) => source): string {
  return edit(`#!lua\n${read('window')}\n${read(name)}`);
}

/** Sends one script with its keys and arguments; rejects with a StoreError. */
export type RunScript = (name: ScriptName, keysAndArgs: readonly (string | number)[]) => Promise<unknown>;
