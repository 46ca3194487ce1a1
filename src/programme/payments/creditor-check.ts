/** Whether the account of a recipient can be loaded by a file of a subscription. */
import type { Sql } from '../../database/database.ts';
import type { Fill } from '../../protocol/language.ts';
import { type PaymentReason, type PaymentReasonWord, paymentReason } from './payment-reason.ts';

/** What the office knows of a recipient's account. */
export interface CreditorRow {
  readonly number: string;
  readonly kind: string | null;
  readonly card_type: string | null;
  readonly state: string | null;
  readonly mark: string | null;
  readonly handed_out_at_ms: number | null;
  readonly is_expired: boolean | null;
  readonly programme: string | null;
  /** The subscription in which it is loaded: its own, or of intro the main one. */
  readonly paying_id: number | null;
  readonly paying_name: string | null;
}

/** Undefined: it can be loaded. The first that holds, in this order. */
export function creditorReason(row: CreditorRow, subscriptionId: number): PaymentReason | undefined {
  const account = row.number;
  const because = (word: PaymentReasonWord, fill: Fill = {}): PaymentReason => paymentReason(word, { account, ...fill });
  if (row.kind === null) return because('creditorUnknown');
  if (row.kind !== 'card' || row.card_type !== 'kronekort') return because('creditorNotKronekort');
  if (row.paying_id !== subscriptionId) {
    return because(row.programme === 'intro' ? 'uploadInMain' : 'uploadElsewhere', { name: row.paying_name ?? '' });
  }
  if (row.state === 'closed') return because('creditorClosed');
  if (row.state === 'expired' || row.is_expired === true) return because('creditorExpired');
  if (row.mark !== null) return because('creditorLost');
  return row.handed_out_at_ms === null ? because('creditorNotHandedOut') : undefined;
}

/** By number; every number that was given is there. */
export async function lookUpCreditors(sql: Sql, numbers: readonly string[], atMs: number): Promise<ReadonlyMap<string, CreditorRow>> {
  const rows = await sql.query<CreditorRow>(
    `SELECT given.number, a.kind, c.card_type, c.state, c.mark, c.handed_out_at_ms, c.expires_at_ms <= $2 AS is_expired,
            s.programme, p.id AS paying_id, p.name AS paying_name
       FROM (SELECT DISTINCT number FROM unnest($1::text[]) AS n(number)) given
       LEFT JOIN account a ON a.number = given.number
       LEFT JOIN card_account c ON c.number = given.number
       LEFT JOIN subscription s ON s.id = a.subscription_id
       LEFT JOIN subscription p ON p.id = CASE WHEN s.programme = 'intro' THEN s.main_id ELSE s.id END`,
    [numbers, atMs],
  );
  return new Map(rows.map((row) => [row.number, row]));
}
