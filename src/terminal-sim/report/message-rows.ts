/** What became of the messages that were due, as rows for the text and the HTML report. */
import type { Language } from '../../protocol/language.ts';
import { UNANSWERED_REASONS, UNSENT_REASONS } from '../link/transport.ts';
import type { Report } from './report.ts';
import { FATE_WORDS, type FateName } from './words/names.ts';

export interface MessageRow {
  readonly name: string;
  readonly count: number;
  /** 0 for a part of the messages that were due, 1 for a part of the row of level 0 above it. */
  readonly level: 0 | 1;
  /** False for late answers, which are counted over the whole run. */
  readonly isShare: boolean;
}

/** Rows that are 0 are left out, except those of level 0. */
export function messageRows(language: Language, { errors, messages }: Report): readonly MessageRow[] {
  const row = (name: FateName, count: number, level: 0 | 1): MessageRow => {
    return { name: FATE_WORDS[name][language], count, level, isShare: name !== 'lateAnswers' };
  };
  const withReason = UNSENT_REASONS.reduce((sum, reason) => sum + errors[reason], 0);
  const rows = [
    row('due', messages.due, 0),
    row('answered', messages.answered, 0),
    row('approved', messages.approved, 1),
    row('declined', messages.declined, 1),
    row('unanswered', messages.unanswered, 0),
    ...UNANSWERED_REASONS.map((reason) => row(reason, errors[reason], 1)),
    row('lateAnswers', errors.lateAnswers, 1),
    row('notSent', messages.notSent, 0),
    row('heldBack', messages.notSent - withReason, 1),
    ...UNSENT_REASONS.map((reason) => row(reason, errors[reason], 1)),
  ];
  return rows.filter(({ count, level }) => count > 0 || level === 0);
}
