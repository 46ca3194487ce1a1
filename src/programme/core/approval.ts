/**
 * Four eyes (R17, R23): what moves money is approved by two different people. The one who registered
 * it may be one of them, with the level for own registrations.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from './actor.ts';
import { refusalsOf } from './refusal.ts';
import { requireApprove } from './rights.ts';

export const APPROVALS_NEEDED = 2;

const refuse = refusalsOf({
  approvedBefore: {
    kind: 'conflict',
    en: '{userId} has approved {subject} {id} already; the second approval must be given by another person.',
    nb: '{userId} har allerede godkjent {subject} {id}; den andre godkjenningen må gis av en annen person.',
  },
} as const);

const SUBJECT_WORDS = { batch: { en: 'batch', nb: 'oppdrag' }, transfer: { en: 'transfer', nb: 'overføring' } } as const;
export type ApprovalSubject = keyof typeof SUBJECT_WORDS;

export interface NewApproval {
  readonly subject: ApprovalSubject;
  readonly id: number;
  /** Whose rights count: what is debited. */
  readonly account: string;
  readonly registeredBy: string;
  readonly atMs: number;
}

interface ApprovalRow {
  readonly user_id: string;
}

/** Gives the actor's approval; true when it was the last that was needed. */
export async function giveApproval(sql: Sql, actor: Actor, approval: NewApproval): Promise<boolean> {
  const { subject, id, account, registeredBy, atMs } = approval;
  await requireApprove(sql, actor, account, registeredBy);
  const given = await sql.query<ApprovalRow>('SELECT user_id FROM approval WHERE subject = $1 AND subject_id = $2', [subject, id]);
  if (given.some(({ user_id }) => user_id === actor.userId)) {
    throw refuse('approvedBefore', { userId: actor.userId, subject: SUBJECT_WORDS[subject][actor.language], id: String(id) });
  }
  const ordinal = given.length + 1;
  await sql.query('INSERT INTO approval (subject, subject_id, user_id, at_ms, ordinal) VALUES ($1, $2, $3, $4, $5)', [
    subject,
    id,
    actor.userId,
    atMs,
    ordinal,
  ]);
  return ordinal === APPROVALS_NEEDED;
}
