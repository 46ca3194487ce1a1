/** Steps that make users. A new user has no access to anything. */
import type { Sql } from '../../database/database.ts';
import type { Language } from '../../protocol/language.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { isFree, postNew, useAgain } from './calculators.ts';
import { type Person, USUAL_LANGUAGE } from './person.ts';

const refuse = refusalsOf({
  userIdTaken: {
    kind: 'conflict',
    en: 'The BrukerID {userId} is taken; choose another one, or none to get a new one.',
    nb: 'BrukerID {userId} er opptatt; velg en annen, eller ingen for å få en ny.',
  },
  personKnown: {
    kind: 'conflict',
    en: 'This person is a user already, with the BrukerID {userId}; use that one.',
    nb: 'Denne personen er allerede bruker, med BrukerID {userId}; bruk den.',
  },
} as const);

export interface NewUser {
  /** Undefined: one is made of the name. */
  readonly userId?: string | undefined;
  readonly name: string;
  /** Undefined: a user of the bank. */
  readonly nationalNumber: string | undefined;
  readonly language?: Language | undefined;
}

/** `KN0001`: the initials and the next number that is free. */
async function nextUserId(sql: Sql, name: string): Promise<string> {
  const plain = name
    .toUpperCase()
    .replaceAll('Æ', 'A')
    .replaceAll('Ø', 'O')
    .normalize('NFD')
    .replaceAll(/[^A-Z ]/g, '');
  const words = plain.split(' ').filter((word) => word !== '');
  const initials = `${words[0]?.[0] ?? 'X'}${words.at(-1)?.[0] ?? 'X'}`;
  const [row] = await sql.query<{ number: number }>(
    `SELECT coalesce(max(substr(user_id, 3)::integer), 0) + 1 AS number FROM office_user WHERE user_id ~ ('^' || $1 || '[0-9]{4,8}$')`,
    [initials],
  );
  return initials + String(row?.number).padStart(4, '0');
}

/** Returns the BrukerID. Rejects with a Refusal when the BrukerID or the person is known. */
export async function insertUser(sql: Sql, user: NewUser, atMs: number): Promise<string> {
  const { name, nationalNumber, language = USUAL_LANGUAGE } = user;
  const userId = user.userId ?? (await nextUserId(sql, name));
  const [known] = await sql.query<{ user_id: string }>('SELECT user_id FROM office_user WHERE user_id = $1 OR national_number = $2', [
    userId,
    nationalNumber ?? null,
  ]);
  if (known !== undefined) throw refuse(known.user_id === userId ? 'userIdTaken' : 'personKnown', { userId: known.user_id });
  await sql.query(
    'INSERT INTO office_user (user_id, name, national_number, is_bank, language, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)',
    [userId, name, nationalNumber ?? null, nationalNumber === undefined, language, atMs],
  );
  return userId;
}

/** What a person who was let in works with. */
export interface Equipped {
  readonly userId: string;
  readonly calculatorSerial: string;
  /** A new calculator goes out by registered post; false: one is used that was there. */
  readonly isPosted: boolean;
}

interface KnownRow {
  readonly user_id: string;
  readonly serial: string | null;
}

/**
 * Finds the person, or makes a user of them; a removed user is active again. Gives them a calculator
 * unless they have one: `oldSerial` when it is free, else a new one.
 */
export async function letIn(sql: Sql, office: Office, person: Person, oldSerial?: string): Promise<Equipped> {
  const [known] = await sql.query<KnownRow>(
    'SELECT u.user_id, c.serial FROM office_user u LEFT JOIN calculator c ON c.user_id = u.user_id WHERE u.national_number = $1',
    [person.nationalNumber],
  );
  const userId = known?.user_id ?? (await insertUser(sql, person, office.nowMs()));
  if (known !== undefined) await sql.query('UPDATE office_user SET is_active = true WHERE user_id = $1', [userId]);
  if (known?.serial) return { userId, calculatorSerial: known.serial, isPosted: false };
  if (oldSerial !== undefined && (await isFree(sql, oldSerial))) {
    await useAgain(sql, oldSerial, userId);
    return { userId, calculatorSerial: oldSerial, isPosted: false };
  }
  return { userId, calculatorSerial: await postNew(sql, office, userId), isPosted: true };
}
