/**
 * Everyone who can act in the office, for the choice on top of the console. Only the simulation has
 * such a choice: routes offer it on loopback only.
 */
import type { Office } from '../core/office.ts';

export const CHOOSABLE_USERS_MAX = 1_000;

export interface ChoosableUser {
  readonly userId: string;
  readonly name: string;
  readonly isBank: boolean;
}

interface UserRow {
  readonly user_id: string;
  readonly name: string;
  readonly is_bank: boolean;
}

export async function choosableUsers({ database }: Pick<Office, 'database'>): Promise<readonly ChoosableUser[]> {
  const rows = await database.query<UserRow>(
    'SELECT user_id, name, is_bank FROM office_user WHERE is_active ORDER BY is_bank, user_id LIMIT $1',
    [CHOOSABLE_USERS_MAX],
  );
  return rows.map(({ user_id, name, is_bank }) => ({ userId: user_id, name, isBank: is_bank }));
}
