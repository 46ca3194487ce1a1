/** The new card gets the KlientID and the name of the holder whose card was lost. */
import type { AccountRow } from '../accounts/account.ts';
import { findAccount } from '../accounts/find-account.ts';
import { nameAccount } from '../accounts/name-account.ts';
import type { CardReason } from '../accounts/reasons.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { serialText } from '../orders/serial.ts';

/** Nothing happens when it is named for this holder already. */
export async function nameReplacement(office: Office, actor: Actor, lost: AccountRow, newAccount: string): Promise<void> {
  const { row } = await findAccount(office.database, actor, newAccount);
  if (row.handed_out_at_ms !== null && row.client_id === lost.client_id) return;
  const reason = lost.reason ?? (await reasonOfProgramme(office, lost.subscription_id));
  const holder = { clientId: lost.client_id ?? '', name: holderName(lost) };
  await nameAccount(office, actor, { account: newAccount, version: row.version, reason, ...holder });
}

/** Kontonavn without the serial and the KlientID in front. */
export function holderName({ name, serial, client_id: clientId }: Pick<AccountRow, 'name' | 'serial' | 'client_id'>): string {
  let rest = name;
  for (const front of [serialText(serial), clientId ?? '']) {
    if (rest === front) return '';
    if (front !== '' && rest.startsWith(`${front} `)) rest = rest.slice(front.length + 1);
  }
  return rest;
}

async function reasonOfProgramme({ database }: Office, subscriptionId: number): Promise<CardReason> {
  const [row] = await database.query<{ programme: string }>('SELECT programme FROM subscription WHERE id = $1', [subscriptionId]);
  return row?.programme === 'intro' ? 'introProgramme' : 'socialSupport';
}
