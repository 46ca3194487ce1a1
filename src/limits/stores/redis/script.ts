/** Loads the Lua scripts, each with what they share before it, for EVALSHA. */
import { readFileSync } from 'node:fs';

export const SCRIPTS = [
  { name: 'decide', keys: 5 },
  { name: 'follow', keys: 5 },
  { name: 'void', keys: 5 },
  { name: 'create', keys: 4 },
  { name: 'fund', keys: 4 },
  { name: 'change', keys: 4 },
  { name: 'snapshot', keys: 3 },
  { name: 'probe', keys: 5 },
] as const;
export type ScriptName = (typeof SCRIPTS)[number]['name'];

/** In this order: each uses what stands before it. */
const SHARED = ['window', 'account', 'answer'] as const;

function read(name: string): string {
  return readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');
}

/** `#!lua` makes a cluster refuse keys of another slot. `edit` lets a test put a fault into the source. */
export function scriptSource(name: ScriptName, edit: (source: string) => string = (source) => source): string {
  return edit(`#!lua\n${[...SHARED, name].map(read).join('\n')}`);
}

/** Sends one script with its keys and arguments; rejects with a StoreError. */
export type RunScript = (name: ScriptName, keysAndArgs: readonly (string | number)[]) => Promise<unknown>;
