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
  { name: 'end-holds', keys: 5, after: SHARED },
  { name: 'forget', keys: 1, after: SHARED },
  { name: 'advance', keys: 1, after: SHARED },
  { name: 'probe', keys: 5, after: SHARED },
] as const;
export type ScriptName = (typeof SCRIPTS)[number]['name'];

function read(name: string): string {
  return readFileSync(new URL(`./scripts/${name}.lua`, import.meta.url), 'utf8');
}

export interface ScriptForm {
  /** False on a simulated clock: Redis would count in the time of its machine. */
  readonly keysExpire?: boolean;
  /** Lets a test put a fault into the source. */
  readonly edit?: (source: string) => string;
}

/** `#!lua` makes a cluster refuse keys of another slot. */
export function scriptSource(name: ScriptName, { keysExpire = true, edit = (source) => source }: ScriptForm = {}): string {
  const after = SCRIPTS.find((script) => script.name === name)?.after ?? SHARED;
  return edit(`#!lua\nlocal keys_expire = ${keysExpire}\n${[...after, name].map(read).join('\n')}`);
}

/** Sends one script with its keys and arguments; rejects with a StoreError. */
export type RunScript = (name: ScriptName, keysAndArgs: readonly (string | number)[]) => Promise<unknown>;
