/** What a check saw, for a person: a status, tries used, or what is available and asked for. */
import type { CheckResult } from '../../protocol/explanation.ts';
import type { Language } from '../../protocol/language.ts';
import { formatAmount } from './format.ts';
import { type WordName, words } from './words.ts';

export function seenText(language: Language, { check, seen }: Pick<CheckResult, 'check' | 'seen'>): string {
  const [first = '', second = ''] = seen.split('/');
  switch (check) {
    case 'status':
      return words(language, seen as WordName);
    case 'pin':
      return words(language, seen as WordName);
    case 'pinTries':
      return words(language, 'ofTries', { used: first, max: second });
    case 'coverage':
      return words(language, 'ofCoverage', {
        available: formatAmount(language, Number(first)),
        asked: formatAmount(language, Number(second)),
      });
    default:
      return seen;
  }
}
