/** The users of a subscription, for its administrators and the bank. */
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Membership, requireBankOrAdministrator } from '../core/rights.ts';
import { WRONG_CODES_MAX } from './calculators.ts';

export interface ListedUser extends Membership {
  readonly userId: string;
  readonly name: string;
  readonly calculatorSerial: string | undefined;
  /** By wrong codes in a row; the bank posts a new one. */
  readonly isCalculatorLocked: boolean;
}

interface UserRow {
  readonly user_id: string;
  readonly name: string;
  readonly is_administrator: boolean;
  readonly is_bestiller: boolean;
  readonly serial: string | null;
  readonly wrong_codes: number | null;
}

export async function listUsers(office: Office, actor: Actor, subscriptionId: number): Promise<readonly ListedUser[]> {
  return await office.database.transaction(async (sql) => {
    await requireBankOrAdministrator(sql, actor, subscriptionId);
    const rows = await sql.query<UserRow>(
      `SELECT u.user_id, u.name, s.is_administrator, s.is_bestiller, c.serial, c.wrong_codes
         FROM subscription_user s JOIN office_user u ON u.user_id = s.user_id LEFT JOIN calculator c ON c.user_id = u.user_id
        WHERE s.subscription_id = $1 ORDER BY u.user_id`,
      [subscriptionId],
    );
    return rows.map((row) => ({
      userId: row.user_id,
      name: row.name,
      isAdministrator: row.is_administrator,
      isBestiller: row.is_bestiller,
      calculatorSerial: row.serial ?? undefined,
      isCalculatorLocked: (row.wrong_codes ?? 0) >= WRONG_CODES_MAX,
    }));
  });
}
