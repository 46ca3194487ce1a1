/** Who may see a payment file: its uploader, and users who may see an account that it debits. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';

const refuse = refusalsOf({
  noSuchFile: {
    kind: 'notFound',
    en: 'There is no payment file {fileId} that {userId} may see.',
    nb: 'Det finnes ingen betalingsfil {fileId} som {userId} har tilgang til å se.',
  },
} as const);

/** A condition on file `f`; `user` is the parameter with the BrukerID. */
export function seesFile(user: '$1' | '$2'): string {
  return `(f.uploaded_by = ${user} OR EXISTS (
    SELECT 1 FROM payment_batch seen
      JOIN role_account a ON a.account_number = seen.debtor_account
      JOIN office_role r ON r.id = a.role_id AND r.subscription_id = f.subscription_id AND r.may_see
      JOIN role_member m ON m.role_id = r.id AND m.user_id = ${user}
     WHERE seen.file_id = f.id))`;
}

/** Rejects with a Refusal. Users of the bank see every file. */
export async function requireFile(sql: Sql, actor: Actor, fileId: number): Promise<void> {
  const found = actor.isBank
    ? await sql.query('SELECT 1 FROM payment_file f WHERE f.id = $1', [fileId])
    : await sql.query(
        `SELECT 1 FROM payment_file f JOIN subscription_user u ON u.subscription_id = f.subscription_id AND u.user_id = $2
          WHERE f.id = $1 AND ${seesFile('$2')}`,
        [fileId, actor.userId],
      );
  if (found.length === 0) throw refuse('noSuchFile', { fileId: String(fileId), userId: actor.userId });
}
