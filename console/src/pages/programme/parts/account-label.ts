/** An account in one line, as choices name it. */
import { say } from '../text.ts';
import type { ChoosableAccount } from '../types.ts';
import { accountText } from './shown.ts';

type Named = Pick<ChoosableAccount, 'account' | 'kind' | 'name' | 'serial' | 'mark' | 'state'>;

/** Tapt, Mistet, expired or closed; empty for a card that can be used. */
function endText({ mark, state }: Named): string {
  if (state === 'expired' || state === 'closed') return ` (${say(`state_${state}`)})`;
  return mark === undefined ? '' : ` (${say(`mark_${mark}`)})`;
}

/** The serial in front of Kontonavn: a card and the one that replaced it have the same name. */
export function serialName({ name = '', serial = '' }: Pick<ChoosableAccount, 'name' | 'serial'>): string {
  return name === serial || name === '' ? serial : `${serial} · ${name}`;
}

/** `L0001 · K-42 Kari Klient · 5606.01.00018 (Tapt)` */
export function accountLabel(account: Named): string {
  const first = account.kind === 'card' ? serialName(account) : say(`kind_${account.kind}`);
  return `${first} · ${accountText(account.account)}${endText(account)}`;
}
