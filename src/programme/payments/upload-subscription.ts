/** In which subscription files are uploaded: of sosial in its own, of intro in the main one (R17). */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';
import { membershipOf } from '../core/rights.ts';

const refuse = refusalsOf({
  uploadInMain: {
    kind: 'conflict',
    en: 'Files are not uploaded in {name}, which is for the introduction programme; upload it in the main subscription {main}.',
    nb: 'Filer lastes ikke opp i {name}, som er for Introduksjonsprogrammet; last den opp i hovedabonnementet {main}.',
  },
} as const);

interface SubscriptionRow {
  readonly name: string;
  readonly programme: string;
  readonly main: string | null;
}

export async function requireUploadHere(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  await membershipOf(sql, actor, subscriptionId);
  const [row] = await sql.query<SubscriptionRow>(
    'SELECT s.name, s.programme, m.name AS main FROM subscription s LEFT JOIN subscription m ON m.id = s.main_id WHERE s.id = $1',
    [subscriptionId],
  );
  if (row?.programme === 'intro') throw refuse('uploadInMain', { name: row.name, main: row.main ?? '' });
}
