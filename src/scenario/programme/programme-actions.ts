/** What steps of a scenario with an office can do, with the keys that each allows beside it. */

export interface ProgrammeActionRow {
  readonly key: string;
  readonly value: 'programme';
  readonly options: readonly string[];
}

export const PROGRAMME_ACTIONS = [
  { key: 'order cards', value: 'programme', options: ['as', 'in', 'card type'] },
  { key: 'cancel order', value: 'programme', options: ['as'] },
  { key: 'move order on', value: 'programme', options: ['as'] },
  { key: 'confirm cards', value: 'programme', options: ['as'] },
  { key: 'produce pins', value: 'programme', options: ['as'] },
  { key: 'suggest account', value: 'programme', options: ['as', 'card type'] },
  { key: 'hand out', value: 'programme', options: ['as', 'client', 'holder', 'because'] },
  { key: 'sign declaration', value: 'programme', options: ['as'] },
  { key: 'print sheet', value: 'programme', options: ['as'] },
  { key: 'print stock list', value: 'programme', options: ['as', 'card type'] },
  { key: 'look at', value: 'programme', options: ['as'] },
  { key: 'load', value: 'programme', options: ['as', 'in', 'from', 'day', 'first approval', 'message id'] },
  { key: 'approve', value: 'programme', options: ['as', 'code'] },
  { key: 'transfer', value: 'programme', options: ['as', 'from', 'to', 'first approval'] },
  { key: 'lose card', value: 'programme', options: ['as', 'mark with', 'new card'] },
  { key: 'lose pin', value: 'programme', options: ['as', 'mark with', 'new card'] },
  { key: 'mark', value: 'programme', options: ['as', 'mark with'] },
  { key: 'drop access', value: 'programme', options: ['as'] },
  { key: 'close by letter', value: 'programme', options: ['as', 'in', 'signed'] },
  { key: 'add user', value: 'programme', options: ['as', 'in', 'own id'] },
  { key: 'remove user', value: 'programme', options: ['as', 'in'] },
  { key: 'answer message', value: 'programme', options: ['as'] },
  { key: 'save role', value: 'programme', options: ['as', 'in', 'members', 'rights'] },
  { key: 'make bestiller', value: 'programme', options: ['as', 'in', 'signed as'] },
] as const satisfies readonly ProgrammeActionRow[];
export type ProgrammeAction = (typeof PROGRAMME_ACTIONS)[number]['key'];

export const PROGRAMME_ACTION_KEYS: readonly ProgrammeAction[] = PROGRAMME_ACTIONS.map(({ key }) => key);

export function isProgrammeAction(text: string | undefined): text is ProgrammeAction {
  return text !== undefined && (PROGRAMME_ACTION_KEYS as readonly string[]).includes(text);
}

/** Expectations of the office; any step of a scenario with an office may have them. */
export const PROGRAMME_EXPECTATIONS = ['shows', 'orders', 'accounts', 'bank', 'payments'] as const;

/** A card of the office: its serial; with `intro` in front, one of the introduction programme. */
export const SERIAL_FORM = /^(?:intro )?L\d{4,5}$/;
