/** An internal transfer (Internoverføring) as the use cases read it. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';
import { membershipOf } from '../core/rights.ts';
import type { NewMove } from '../money/move.ts';

export interface TransferRow {
  readonly id: number;
  readonly subscription_id: number;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount_minor: number;
  readonly is_all: boolean;
  readonly registered_by: string;
  readonly registered_at_ms: number;
  readonly status: 'registered' | 'moving' | 'done' | 'refused';
  readonly reason: string;
  readonly from_token: string;
}

export const TRANSFERS_AT_ONCE_MAX = 1_000;

const refuse = refusalsOf({
  noTransfers: {
    kind: 'invalid',
    en: 'Tick 1 to {max} transfers.',
    nb: 'Huk av for 1 til {max} overføringer.',
  },
  noSuchTransfer: {
    kind: 'notFound',
    en: 'There is no transfer {id} that {userId} may see.',
    nb: 'Det finnes ingen overføring {id} som {userId} har tilgang til å se.',
  },
  notOpen: {
    kind: 'conflict',
    en: 'Transfer {id} does not wait for approval any more; update the list.',
    nb: 'Overføring {id} venter ikke på godkjenning lenger; oppdater listen.',
  },
} as const);

export const TRANSFER_COLUMNS = `t.id, t.subscription_id, t.from_account, t.to_account, t.amount_minor, t.is_all, t.registered_by,
  t.registered_at_ms, t.status, t.reason, c.card_token AS from_token`;

export async function transfersById(sql: Sql, ids: readonly number[]): Promise<readonly TransferRow[]> {
  return await sql.query<TransferRow>(
    `SELECT ${TRANSFER_COLUMNS} FROM transfer t JOIN card_account c ON c.number = t.from_account
      WHERE t.id = ANY ($1::integer[]) ORDER BY t.id`,
    [ids],
  );
}

/** Those that were ticked, each once, in order of their ids; each must wait for an approval. */
export async function openTransfers(sql: Sql, actor: Actor, ids: readonly number[]): Promise<readonly TransferRow[]> {
  const asked = [...new Set(ids)];
  if (asked.length === 0 || asked.length > TRANSFERS_AT_ONCE_MAX) throw refuse('noTransfers', { max: String(TRANSFERS_AT_ONCE_MAX) });
  const rows = await transfersById(sql, asked);
  for (const id of asked) {
    const row = rows.find((each) => each.id === id);
    if (row === undefined) throw refuse('noSuchTransfer', { id: String(id), userId: actor.userId });
    await membershipOf(sql, actor, row.subscription_id);
    if (row.status !== 'registered') throw refuse('notOpen', { id: String(id) });
  }
  return rows;
}

/** out: off the card. in: to the other card. back: to the first card, when the other takes nothing. */
export const TRANSFER_LEGS = ['out', 'in', 'back'] as const;
export type TransferLeg = (typeof TRANSFER_LEGS)[number];

export function transferMove(id: number, leg: TransferLeg, account: string, amountMinor: number): NewMove {
  return { moveKey: `transfer:${id}:${leg}`, account, amountMinor: leg === 'out' ? -amountMinor : amountMinor, subject: `transfer:${id}` };
}
