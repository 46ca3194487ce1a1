/** Loads the Lua scripts, each with what they share before it, for EVALSHA. */
import { readFileSync } from 'node:fs';

/** What the scripts share, put before each in this order: each part uses what stands before it. */
const SHARED = ['window', 'account', 'answer'] as const;
/** Of the scripts that decide a command: its arguments by name. */
const SHARED_BY_COMMANDS = [...SHARED, 'command'] as const;

export const SCRIPTS = [
  { name: 'decide', keys: 5, after: SHARED_BY_COMMANDS },
  { name: 'follow', keys: 5, after: SHARED_BY_COMMANDS },
  { name: 'take-back', keys: 5, after: SHARED },
  { name: 'create', keys: 4, after: SHARED },
  { name: 'fund', keys: 5, after: SHARED },
  { name: 'change', keys: 4, after: SHARED },
  { name: 'snapshot', keys: 3, after: SHARED },
  { name: 'probe', keys: 5, after: SHARED },
] as const;
export type ScriptName = (typeof SCRIPTS)[number]['name'];

function read(name: string): string {
  return readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');
}

/**
 * `#!lua` makes a cluster refuse keys of another slot. `edit` lets a test put a fault into the
 * source.
 */
export function scriptSource(name: ScriptName, edit: (source: string) => string = (source) => source): string {
  const after = SCRIPTS.find((script) => script.name === name)?.after ?? SHARED;
  return edit(`#!lua\n${[...after, name].map(read).join('\n')}`);
}

/** Sends one script with its keys and arguments; rejects with a StoreError. */
export type RunScript = (name: ScriptName, keysAndArgs: readonly (string | number)[]) => Promise<unknown>;
