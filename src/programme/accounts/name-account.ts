/**
 * Navnsette konto og utdeling (10.6): the first hand-out of a card with its PIN. KlientID, an
 * optional name and the reason (R1) are recorded, and the card becomes active.
 */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { type AccountRow, type ShownAccount, shownAccount } from './account.ts';
import { accountName, type HolderName } from './account-name.ts';
import { settleCardStatus, wantCardStatus } from './card-status.ts';
import { accountToChange } from './find-account.ts';
import { type CardReason, isCardReason, REASONS } from './reasons.ts';

const refuse = refusalsOf({
  reasonWrong: {
    kind: 'invalid',
    en: 'The reason for the card must be one of {reasons}.',
    nb: 'Grunnen til at mottaker får kort må være en av {reasons}.',
  },
  pinNotProduced: {
    kind: 'conflict',
    en: 'The PIN of account {account} is not produced yet; the bestiller confirms the cards with "Bekreft mottatt kort" first.',
    nb: 'PIN-koden til konto {account} er ikke produsert ennå; bestiller må først bekrefte med «Bekreft mottatt kort».',
  },
  handedOutAlready: {
    kind: 'conflict',
    en: 'The card of account {account} is handed out already; choose the first account that has only a serial in Kontonavn.',
    nb: 'Kortet til konto {account} er allerede delt ut; velg første konto som bare har løpenummer i Kontonavn.',
  },
  cardIsGone: {
    kind: 'conflict',
    en: 'The card of account {account} is marked Tapt or Mistet and is not handed out; choose another account.',
    nb: 'Kortet til konto {account} er merket Tapt eller Mistet og deles ikke ut; velg en annen konto.',
  },
  cardExpired: {
    kind: 'conflict',
    en: 'The card of account {account} has expired and is not handed out; choose another account.',
    nb: 'Kortet til konto {account} er utløpt og deles ikke ut; velg en annen konto.',
  },
} as const);

export interface HandOut extends HolderName {
  /** In any form. */
  readonly account: string;
  readonly version: number;
  readonly reason: CardReason;
}

export async function nameAccount(office: Office, actor: Actor, input: HandOut): Promise<ShownAccount> {
  const { database, nowMs, settings } = office;
  if (!isCardReason(input.reason)) throw refuse('reasonWrong', { reasons: Object.keys(REASONS).join(', ') });
  const row = await database.transaction(async (sql) => {
    const before = await accountToChange(sql, actor, input.account, input.version);
    const atMs = nowMs();
    requireInSafe(before, atMs);
    const { clientId, name } = accountName(input, before.serial, settings.serialStaysInName);
    await sql.query(
      `UPDATE card_account SET client_id = $2, name = $3, reason = $4, handed_out_at_ms = $5, version = version + 1 WHERE number = $1`,
      [before.number, clientId, name, input.reason, atMs],
    );
    await wantCardStatus(sql, before.number, 'active');
    const { number: subject, subscription_id: subscriptionId } = before;
    await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'nameAccount', subject, detail: input.reason });
    const named = { client_id: clientId, name, reason: input.reason, handed_out_at_ms: atMs, card_status: 'active' as const };
    return { ...before, ...named, version: before.version + 1 };
  });
  await settleCardStatus(office, row.number);
  return shownAccount(row);
}

function requireInSafe(row: AccountRow, nowMs: number): void {
  const fill = { account: shownAccountNumber(row.number) };
  if (row.handed_out_at_ms !== null) throw refuse('handedOutAlready', fill);
  if (row.mark !== null) throw refuse('cardIsGone', fill);
  if (row.state !== 'active' || nowMs >= row.expires_at_ms) throw refuse('cardExpired', fill);
  if (row.pin_produced_at_ms === null) throw refuse('pinNotProduced', fill);
}
