/** What the faults page holds. The server knows the rules that are on; this browser remembers those that are off. */
import { signal } from '@preact/signals';
import { ApiError, get, post } from '../../api/http.ts';
import type { Faults } from '../../api/types.ts';
import { remember, remembered } from '../../settings.ts';
import type { FaultRule } from './templates.ts';

const EVERY_MS = 2_000;

/** A rule that is off, and where it stood. */
interface RuleOff {
  readonly rule: FaultRule;
  readonly at: number;
}

export interface ListedRule {
  readonly rule: FaultRule;
  readonly isOn: boolean;
  /** Messages that it was applied to; 0 when it is off. */
  readonly injected: number;
}

function rememberedRules(): readonly RuleOff[] {
  try {
    const kept: unknown = JSON.parse(remembered('faultsOff'));
    return Array.isArray(kept) ? kept.filter((each): each is RuleOff => typeof each?.rule?.name === 'string') : [];
  } catch {
    return [];
  }
}

export const faults = signal<Faults | undefined>(undefined);
export const off = signal<readonly RuleOff[]>(rememberedRules());
export const problem = signal('');

/** Those that are on in the order of the server, then those that are off. */
export function listed(): readonly ListedRule[] {
  const on = (faults.value?.rules ?? []).map(({ injected, ...rule }) => ({ rule: rule as FaultRule, isOn: true, injected }));
  const names = on.map(({ rule }) => rule.name);
  return [...on, ...off.value.filter(({ rule }) => !names.includes(rule.name)).map(({ rule }) => ({ rule, isOn: false, injected: 0 }))];
}

function keepOff(rules: readonly RuleOff[]): void {
  off.value = rules;
  remember('faultsOff', JSON.stringify(rules));
}

async function tried(work: () => Promise<Faults>): Promise<boolean> {
  try {
    faults.value = await work();
    problem.value = '';
    return true;
  } catch (error) {
    problem.value = error instanceof ApiError ? error.message : String(error);
    return false;
  }
}

/** Reads the counts again and again; returns what ends it. */
export function follow(): () => void {
  const read = (): void => {
    if (document.visibilityState !== 'visible') return;
    void get<Faults>('/v1/faults').then(
      (answer) => {
        faults.value = answer;
      },
      (error: unknown) => {
        problem.value = error instanceof ApiError ? error.message : String(error);
      },
    );
  };
  read();
  const timer = setInterval(read, EVERY_MS);
  return () => clearInterval(timer);
}

interface Change {
  readonly rules?: (rules: readonly FaultRule[]) => readonly FaultRule[];
  readonly magicAmounts?: boolean;
}

/** New rules replace all old ones on the server, so those that are there now are sent again. */
function replace({ rules = (same) => same, magicAmounts }: Change): Promise<boolean> {
  return tried(async () => {
    const now = await get<Faults>('/v1/faults');
    const sent = rules(now.rules.map(({ injected: _injected, ...rule }) => rule as FaultRule));
    return post<Faults>('/v1/faults', { seed: now.seed, rules: sent, magicAmounts: magicAmounts ?? now.magicAmounts });
  });
}

export function add(rule: FaultRule): Promise<boolean> {
  return replace({ rules: (rules) => [...rules, rule] });
}

export async function remove(name: string): Promise<void> {
  if (off.value.some(({ rule }) => rule.name === name)) keepOff(off.value.filter(({ rule }) => rule.name !== name));
  else await replace({ rules: (rules) => rules.filter((rule) => rule.name !== name) });
}

export async function switchOff(name: string): Promise<void> {
  const at = listed().findIndex(({ rule }) => rule.name === name);
  const rule = listed()[at]?.rule;
  if (rule === undefined) return;
  const isOff = await replace({ rules: (rules) => rules.filter((each) => each.name !== name) });
  if (isOff) keepOff([...off.value.filter((each) => each.rule.name !== name), { rule, at }]);
}

export async function switchOn(name: string): Promise<void> {
  const found = off.value.find(({ rule }) => rule.name === name);
  if (found === undefined) return;
  const isOn = await replace({ rules: (rules) => rules.toSpliced(Math.min(found.at, rules.length), 0, found.rule) });
  if (isOn) keepOff(off.value.filter(({ rule }) => rule.name !== name));
}

export async function setMagicAmounts(magicAmounts: boolean): Promise<void> {
  await replace({ magicAmounts });
}
