/**
 * The actions of scenario steps and the keys that each allows: for the reader, its errors and the
 * guide.
 */
import { CARD_ACTIONS } from '../issuing/card-actions.ts';
import { isProgrammeAction, PROGRAMME_ACTIONS, type ProgrammeAction } from './programme/programme-actions.ts';

/** Keys of every step; `MESSAGE_KEYS` are those of every step that sends a new message. */
export const STEP_KEYS = ['at', 'name', 'note', 'card', 'terminal', 'expect'] as const;
const MESSAGE_KEYS = ['entry', 'currency', 'lost', 'store', 'mac', 'track 2 of'] as const;

interface ActionRow {
  readonly key: string;
  /** The kind of its value. */
  readonly value: 'amount' | 'step' | 'new PIN' | 'balance' | 'office word' | 'programme';
  readonly options: readonly string[];
}

export const ACTIONS = [
  { key: 'purchase', value: 'amount', options: ['cashback', 'pin', 'partial approval', ...MESSAGE_KEYS] },
  { key: 'cash', value: 'amount', options: ['pin', ...MESSAGE_KEYS] },
  { key: 'hold', value: 'amount', options: ['pin', 'partial approval', ...MESSAGE_KEYS] },
  { key: 'increment', value: 'amount', options: ['of', 'named by', 'pin', 'partial approval', ...MESSAGE_KEYS] },
  { key: 'completion', value: 'amount', options: ['of', 'named by', ...MESSAGE_KEYS] },
  { key: 'partial dispense', value: 'amount', options: ['of', 'named by', ...MESSAGE_KEYS] },
  { key: 'refund', value: 'amount', options: ['pin', ...MESSAGE_KEYS] },
  { key: 'offline approval', value: 'amount', options: MESSAGE_KEYS },
  { key: 'offline refund', value: 'amount', options: MESSAGE_KEYS },
  { key: 'inquiry', value: 'balance', options: ['pin', ...MESSAGE_KEYS] },
  { key: 'pin change', value: 'new PIN', options: ['pin', ...MESSAGE_KEYS] },
  { key: 'reversal of', value: 'step', options: ['stands', 'reason', 'named by', ...MESSAGE_KEYS] },
  { key: 'repeat of', value: 'step', options: ['amount', 'pin', 'lost', 'store', 'transmission time'] },
  { key: 'office', value: 'office word', options: ['amount', 'expiry', 'profile'] },
  ...PROGRAMME_ACTIONS,
] as const satisfies readonly ActionRow[];
export type ActionKey = (typeof ACTIONS)[number]['key'];
/** Actions that a card is used with. */
export type CardActionKey = Exclude<ActionKey, ProgrammeAction>;
export const ACTION_KEYS: readonly ActionKey[] = ACTIONS.map(({ key }) => key);

/** Changes that the issuer makes to a card, as with `aksept cards`. */
export const OFFICE_WORDS = [...CARD_ACTIONS.map(({ name }) => name), 'fund', 'renew', 'change-profile'] as const;
/** The key that an office word needs beside it. */
export const OFFICE_NEEDS: Readonly<Record<string, 'amount' | 'expiry' | 'profile'>> = {
  fund: 'amount',
  renew: 'expiry',
  'change-profile': 'profile',
};

/** How a follow-up refers to its original. */
export const NAMINGS = ['key', 'rrn', 'stan and date', 'nothing'] as const;
export type Naming = (typeof NAMINGS)[number];

/**
 * How the store fails for a message: it never gets the command, or its decision never comes back.
 */

export const PIN_WORDS = ['right', 'wrong', 'none', 'garbled'] as const;

/** Whether a step with this action may have this key. */
export function goesWith(action: ActionKey, key: string): boolean {
  if ((STEP_KEYS as readonly string[]).includes(key)) {
    if (isProgrammeAction(action)) return key !== 'card' && key !== 'terminal';
    return action !== 'office' || key !== 'terminal';
  }
  const row: ActionRow | undefined = ACTIONS.find((each) => each.key === action);
  return row?.options.includes(key) ?? false;
}

/** The actions whose steps may have this key. */
export function actionsWith(key: string): readonly ActionKey[] {
  return ACTION_KEYS.filter((action) => goesWith(action, key));
}
