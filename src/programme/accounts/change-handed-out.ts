/** What can be changed of an account whose card is handed out: its name, and that the holder signed. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { type AccountRow, type ShownAccount, shownAccount } from './account.ts';
import { accountName, type HolderName } from './account-name.ts';
import { accountToChange } from './find-account.ts';

const refuse = refusalsOf({
  notHandedOut: {
    kind: 'conflict',
    en: 'The card of account {account} is not handed out yet; name the account first.',
    nb: 'Kortet til konto {account} er ikke delt ut ennå; navnsett kontoen først.',
  },
  signedAlready: {
    kind: 'conflict',
    en: 'The declaration for the card and PIN of account {account} is signed already.',
    nb: 'Egenerklæringen for kort og PIN-kode til konto {account} er allerede signert.',
  },
} as const);

export interface AccountVersion {
  /** In any form. */
  readonly account: string;
  readonly version: number;
}

/** Corrects KlientID and name. The serial is kept beside them. */
export async function renameAccount(office: Office, actor: Actor, input: AccountVersion & HolderName): Promise<ShownAccount> {
  return await change(office, actor, { ...input, action: 'renameAccount' }, async (sql, row) => {
    const { clientId, name } = accountName(input, row.serial, office.settings.serialStaysInName);
    await sql.query('UPDATE card_account SET client_id = $2, name = $3 WHERE number = $1', [row.number, clientId, name]);
    return { ...row, client_id: clientId, name };
  });
}

/** The holder signed the declaration (egenerklæring) for card and PIN. */
export async function signDeclaration(office: Office, actor: Actor, input: AccountVersion): Promise<ShownAccount> {
  return await change(office, actor, { ...input, action: 'signDeclaration' }, async (sql, row) => {
    if (row.declaration_signed_at_ms !== null) throw refuse('signedAlready', { account: shownAccountNumber(row.number) });
    const atMs = office.nowMs();
    await sql.query('UPDATE card_account SET declaration_signed_at_ms = $2 WHERE number = $1', [row.number, atMs]);
    return { ...row, declaration_signed_at_ms: atMs };
  });
}

interface Changing extends AccountVersion {
  readonly action: string;
}

async function change(
  office: Office,
  actor: Actor,
  { account, version, action }: Changing,
  work: (sql: Sql, row: AccountRow) => Promise<AccountRow>,
): Promise<ShownAccount> {
  return await office.database.transaction(async (sql) => {
    const row = await accountToChange(sql, actor, account, version);
    if (row.handed_out_at_ms === null) throw refuse('notHandedOut', { account: shownAccountNumber(row.number) });
    const changed = await work(sql, row);
    await sql.query('UPDATE card_account SET version = version + 1 WHERE number = $1', [row.number]);
    const { number: subject, subscription_id: subscriptionId } = row;
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, subscriptionId, action, subject });
    return shownAccount({ ...changed, version: row.version + 1 });
  });
}
