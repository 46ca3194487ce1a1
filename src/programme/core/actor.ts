/** Who acts. A person of a subscription or of the bank; what the clock does has no actor. */
import type { Sql } from '../../database/database.ts';
import type { Language } from '../../protocol/language.ts';
import { refusalsOf } from './refusal.ts';

export interface Actor {
  /** BrukerID. */
  readonly userId: string;
  readonly name: string;
  readonly language: Language;
  /** Works at the bank desk. */
  readonly isBank: boolean;
}

const refuse = refusalsOf({
  userUnknown: {
    kind: 'notAllowed',
    en: 'There is no active user {userId}; choose one who is registered.',
    nb: 'Det finnes ingen aktiv bruker {userId}; velg en som er meldt inn.',
  },
} as const);

interface UserRow {
  readonly user_id: string;
  readonly name: string;
  readonly language: Language;
  readonly is_bank: boolean;
}

/** Rejects with a Refusal when the user is not registered, or was removed. */
export async function actorOf(sql: Sql, userId: string): Promise<Actor> {
  const [row] = await sql.query<UserRow>('SELECT user_id, name, language, is_bank FROM office_user WHERE user_id = $1 AND is_active', [
    userId,
  ]);
  if (row === undefined) throw refuse('userUnknown', { userId: userId.slice(0, 12) });
  return { userId: row.user_id, name: row.name, language: row.language, isBank: row.is_bank };
}
