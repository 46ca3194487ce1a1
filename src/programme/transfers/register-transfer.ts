/**
 * Registers an internal transfer (Internoverføring): from a card to another card of the
 * subscription, or back to a loading or payer account. "Registrer og godkjenn" gives the first
 * approval, too.
 */
import type { Sql } from '../../database/database.ts';
import { formatAmount } from '../../limits/explain/format.ts';
import type { Actor } from '../core/actor.ts';
import { giveApproval } from '../core/approval.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireRegister, requireSee } from '../core/rights.ts';

const refuse = refusalsOf({
  amountInvalid: {
    kind: 'invalid',
    en: 'The amount must be at least 0.01 kroner.',
    nb: 'Beløpet må være minst 0,01 kroner.',
  },
  sameAccount: {
    kind: 'invalid',
    en: 'The accounts to transfer from and to are the same; choose another one.',
    nb: 'Fra-konto og til-konto er den samme; velg en annen.',
  },
  fromNoCard: {
    kind: 'invalid',
    en: 'Account {account} is not the account of a card; transfers start from a card.',
    nb: 'Konto {account} er ikke en kortkonto; overføringer går fra et kort.',
  },
  toElsewhere: {
    kind: 'invalid',
    en: 'Account {account} is no card, loading or payer account of this subscription; choose one of them.',
    nb: 'Konto {account} er ingen kort-, påfyllings- eller utbetalerkonto i dette abonnementet; velg en av dem.',
  },
  toNotUsable: {
    kind: 'conflict',
    en: 'The card of account {account} is lost, expired or closed; choose another account.',
    nb: 'Kortet til konto {account} er tapt, utløpt eller avsluttet; velg en annen konto.',
  },
  aboveBalance: {
    kind: 'conflict',
    en: 'Account {account} has {available} available; the amount must not be higher.',
    nb: 'Konto {account} har {available} disponibelt; beløpet kan ikke være høyere.',
  },
  nothingToTransfer: {
    kind: 'conflict',
    en: 'Account {account} has nothing to transfer.',
    nb: 'Konto {account} har ingenting å overføre.',
  },
  cardUnknown: {
    kind: 'conflict',
    en: 'The card store does not know the card of account {account}; tell the bank.',
    nb: 'Kortlageret kjenner ikke kortet til konto {account}; si fra til banken.',
  },
} as const);

export interface NewTransfer {
  readonly from: string;
  readonly to: string;
  /** `all`: what is available when it is approved. */
  readonly amountMinor: number | 'all';
  readonly registerAndApprove: boolean;
}

export interface RegisteredTransfer {
  readonly transferId: number;
  readonly amountMinor: number;
}

interface FromRow {
  readonly subscription_id: number;
  readonly card_token: string;
}

interface ToRow {
  readonly kind: string;
  readonly is_usable: boolean | null;
}

async function fromRow(sql: Sql, account: string): Promise<FromRow> {
  const [row] = await sql.query<FromRow>('SELECT subscription_id, card_token FROM card_account WHERE number = $1', [account]);
  if (row === undefined) throw refuse('fromNoCard', { account });
  return row;
}

/** The loading accounts of intro are those of the main subscription. */
async function requireTo(
  sql: Sql,
  actor: Actor,
  to: { readonly account: string; readonly subscriptionId: number; readonly atMs: number },
): Promise<void> {
  const { account, subscriptionId, atMs } = to;
  const [row] = await sql.query<ToRow>(
    `SELECT a.kind, c.state = 'active' AND c.mark IS NULL AND c.expires_at_ms > $3 AS is_usable
       FROM account a JOIN subscription s ON s.id = $2 LEFT JOIN card_account c ON c.number = a.number
      WHERE a.number = $1 AND a.kind <> 'return'
        AND (a.subscription_id = s.id OR (a.kind = 'loading' AND s.programme = 'intro' AND a.subscription_id = s.main_id))`,
    [account, subscriptionId, atMs],
  );
  if (row === undefined) throw refuse('toElsewhere', { account });
  if (row.kind !== 'card') return;
  await requireSee(sql, actor, account);
  if (row.is_usable !== true) throw refuse('toNotUsable', { account });
}

async function amountOf(office: Office, { from, amountMinor }: NewTransfer, token: string): Promise<number> {
  const card = await office.cards.show(token);
  if (card === undefined) throw refuse('cardUnknown', { account: from });
  const availableMinor = card.ledgerMinor - card.holdsMinor;
  if (amountMinor === 'all') {
    if (availableMinor <= 0) throw refuse('nothingToTransfer', { account: from });
    return availableMinor;
  }
  if (amountMinor > availableMinor)
    throw refuse('aboveBalance', {
      account: from,
      available: { en: formatAmount('en', availableMinor), nb: formatAmount('nb', availableMinor) },
    });
  return amountMinor;
}

/** Rejects with a Refusal. Nothing moves before the second approval. */
export async function registerTransfer(office: Office, actor: Actor, transfer: NewTransfer): Promise<RegisteredTransfer> {
  const { from, to, amountMinor } = transfer;
  if (amountMinor !== 'all' && !(Number.isSafeInteger(amountMinor) && amountMinor > 0)) throw refuse('amountInvalid');
  if (from === to) throw refuse('sameAccount');
  await requireRegister(office.database, actor, from);
  const { card_token } = await fromRow(office.database, from);
  const wholeAmountMinor = await amountOf(office, transfer, card_token);
  return await office.database.transaction((sql) => insert(office, sql, { actor, transfer, amountMinor: wholeAmountMinor }));
}

interface Insertion {
  readonly actor: Actor;
  readonly transfer: NewTransfer;
  readonly amountMinor: number;
}

async function insert({ nowMs }: Office, sql: Sql, { actor, transfer, amountMinor }: Insertion): Promise<RegisteredTransfer> {
  const { from, to, registerAndApprove } = transfer;
  const atMs = nowMs();
  await requireRegister(sql, actor, from);
  const { subscription_id: subscriptionId } = await fromRow(sql, from);
  await requireTo(sql, actor, { account: to, subscriptionId, atMs });
  const [row] = await sql.query<{ id: number }>(
    `INSERT INTO transfer (subscription_id, from_account, to_account, amount_minor, is_all, registered_by, registered_at_ms, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'registered') RETURNING id`,
    [subscriptionId, from, to, amountMinor, transfer.amountMinor === 'all', actor.userId, atMs],
  );
  if (row === undefined) throw new Error('A transfer was inserted without a row.');
  const { id } = row;
  if (registerAndApprove) await giveApproval(sql, actor, { subject: 'transfer', id, account: from, registeredBy: actor.userId, atMs });
  await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'registerTransfer', subject: `transfer:${id}` });
  return { transferId: id, amountMinor };
}
