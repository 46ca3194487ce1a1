/** The bank registers a user: of a municipality, or of its own desk. */
import type { Language } from '../../protocol/language.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { requireBank } from '../core/rights.ts';
import { postNew } from './calculators.ts';
import { insertUser, type NewUser } from './new-user.ts';
import { requireName, requireNationalNumber, requireUserId } from './person.ts';

export interface UserRegistration {
  /** Undefined: one is made of the name. */
  readonly userId?: string | undefined;
  readonly name: string;
  /** Works at the bank desk. */
  readonly isBank: boolean;
  /** Of everybody who does not work at the bank. */
  readonly nationalNumber?: string | undefined;
  /** Default: Norwegian. */
  readonly language?: Language | undefined;
}

export interface RegisteredUser {
  readonly userId: string;
  /** Undefined for users of the bank, who approve no payments. */
  readonly calculatorSerial: string | undefined;
}

function checkedUser({ userId, name, isBank, nationalNumber, language }: UserRegistration): NewUser {
  return {
    userId: userId === undefined ? undefined : requireUserId(userId),
    name: requireName(name),
    nationalNumber: isBank ? undefined : requireNationalNumber(nationalNumber ?? ''),
    language,
  };
}

export async function registerUser(office: Office, actor: Actor, registration: UserRegistration): Promise<RegisteredUser> {
  return await office.database.transaction(async (sql) => {
    requireBank(actor);
    const user = checkedUser(registration);
    const userId = await insertUser(sql, user, office.nowMs());
    const calculatorSerial = user.nationalNumber === undefined ? undefined : await postNew(sql, office, userId);
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, action: 'registerUser', subject: `user:${userId}` });
    return { userId, calculatorSerial };
  });
}

/** So that somebody can register the others: makes a user of the bank when there is none. */
export async function registerFirstBankUser(office: Office, user: Omit<UserRegistration, 'isBank'>): Promise<string> {
  return await office.database.transaction(async (sql) => {
    const [known] = await sql.query<{ user_id: string }>(
      'SELECT user_id FROM office_user WHERE is_bank ORDER BY made_at_ms, user_id LIMIT 1',
    );
    if (known !== undefined) return known.user_id;
    const made = await insertUser(sql, checkedUser({ ...user, isBank: true }), office.nowMs());
    await audit(sql, { atMs: office.nowMs(), action: 'registerUser', subject: `user:${made}` });
    return made;
  });
}
