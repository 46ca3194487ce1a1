/** What this browser remembers: language and theme. */
import { effect, signal } from '@preact/signals';
import { isLanguage, type Language } from '../../src/protocol/language.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** A browser may refuse to store anything. */
export function remembered(name: string): string {
  try {
    return localStorage.getItem(`aksept.${name}`) ?? '';
  } catch {
    return '';
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`aksept.${name}`, value);
  } catch {
    // It is remembered for this page only.
  }
}

function firstLanguage(): Language {
  const kept = remembered('language');
  if (isLanguage(kept)) return kept;
  return /^(nb|nn|no)\b/i.test(navigator.language) ? 'nb' : 'en';
}

export const language = signal<Language>(firstLanguage());
export const theme = signal<Theme>(THEMES.find((each) => each === remembered('theme')) ?? 'system');

effect(() => {
  document.documentElement.lang = language.value;
  remember('language', language.value);
});

effect(() => {
  const { dataset } = document.documentElement;
  if (theme.value === 'system') delete dataset['theme'];
  else dataset['theme'] = theme.value;
  remember('theme', theme.value);
});
