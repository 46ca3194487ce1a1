/**
 * The administrator's message to the bank: a user in or out (innmelding, utmelding). Handbook
 * 10.4 says what it must hold. Administrators and bestillere come and go by a service agreement.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { isSameName } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireAdministrator } from '../core/rights.ts';
import { byServiceAgreement } from './by-service-agreement.ts';
import { isFree, isSerial } from './calculators.ts';
import { findMembership, type SubscriptionOffice } from './memberships.ts';
import { requireName, requireNationalNumber } from './person.ts';

const refuse = refusalsOf({
  ownUserIdWrong: {
    kind: 'invalid',
    en: "The administrator's own BrukerID is missing or wrong in the message; it is {userId}.",
    nb: 'Administrators BrukerID mangler eller er feil i meldingen; den er {userId}.',
  },
  agreementNumberOther: {
    kind: 'invalid',
    en: "The subscription's agreement number is missing or wrong in the message; it is {agreementNumber}.",
    nb: 'Nettbankabonnementets avtalenummer mangler eller er feil i meldingen; det er {agreementNumber}.',
  },
  agreementNameOther: {
    kind: 'invalid',
    en: "The subscription's agreement name is missing or wrong in the message; it is {agreementName}.",
    nb: 'Nettbankabonnementets avtalenavn mangler eller er feil i meldingen; det er {agreementName}.',
  },
  serialNotFree: {
    kind: 'invalid',
    en: 'The serial number of the old code calculator is wrong, or somebody uses it; leave it out to get a new one by post.',
    nb: 'Serienummeret på eksisterende passordkalkulator er feil, eller den er i bruk; utelat det for å få en ny i posten.',
  },
  userAlreadyIn: {
    kind: 'conflict',
    en: 'The person is a user of the subscription already, with the BrukerID {userId}.',
    nb: 'Personen er allerede bruker i abonnementet, med BrukerID {userId}.',
  },
  removedUserUnknown: {
    kind: 'invalid',
    en: 'The BrukerID of the user to remove is missing or wrong in the message: the subscription has no user {userId}.',
    nb: 'BrukerID til brukeren som skal slettes, mangler eller er feil i meldingen: abonnementet har ingen bruker {userId}.',
  },
  removedNameOther: {
    kind: 'invalid',
    en: 'The name of the user to remove is missing or wrong in the message: {userId} has another name.',
    nb: 'Navnet på brukeren som skal slettes, mangler eller er feil i meldingen: {userId} har et annet navn.',
  },
} as const);

interface MessageFields {
  readonly subscriptionId: number;
  readonly userName: string;
}

export interface AddUserMessage extends MessageFields {
  readonly kind: 'add';
  /** BrukerID of the administrator who writes. */
  readonly ownUserId: string;
  readonly agreementNumber: string;
  readonly agreementName: string;
  readonly nationalNumber: string;
  /** Of an old code calculator that the new user shall use. */
  readonly calculatorSerial?: string | undefined;
  /** What the person shall be besides a user: refused, a service agreement does that. */
  readonly office?: SubscriptionOffice | undefined;
}

export interface RemoveUserMessage extends MessageFields {
  readonly kind: 'remove';
  readonly userId: string;
}

export type UserMessage = AddUserMessage | RemoveUserMessage;

async function requireAgreement(sql: Sql, { subscriptionId, agreementNumber, agreementName }: AddUserMessage): Promise<void> {
  const [row] = await sql.query<{ agreement_number: string; name: string }>(
    'SELECT agreement_number, name FROM subscription WHERE id = $1',
    [subscriptionId],
  );
  if (row?.agreement_number !== agreementNumber.trim()) {
    throw refuse('agreementNumberOther', { agreementNumber: row?.agreement_number ?? '' });
  }
  if (!isSameName(row.name, agreementName)) throw refuse('agreementNameOther', { agreementName: row.name });
}

interface CheckedMessage {
  readonly userName: string;
  readonly nationalNumber: string | null;
  readonly userId: string | null;
  readonly calculatorSerial: string | null;
}

async function checkedAdd(sql: Sql, actor: Actor, message: AddUserMessage): Promise<CheckedMessage> {
  const { subscriptionId, ownUserId, calculatorSerial } = message;
  if (message.office !== undefined) throw byServiceAgreement();
  if (ownUserId.trim() !== actor.userId) throw refuse('ownUserIdWrong', { userId: actor.userId });
  await requireAgreement(sql, message);
  const userName = requireName(message.userName);
  const nationalNumber = requireNationalNumber(message.nationalNumber);
  const [member] = await sql.query<{ user_id: string }>(
    `SELECT s.user_id FROM subscription_user s JOIN office_user u ON u.user_id = s.user_id
      WHERE s.subscription_id = $1 AND u.national_number = $2`,
    [subscriptionId, nationalNumber],
  );
  if (member !== undefined) throw refuse('userAlreadyIn', { userId: member.user_id });
  if (calculatorSerial !== undefined && !(isSerial(calculatorSerial) && (await isFree(sql, calculatorSerial))))
    throw refuse('serialNotFree');
  return { userName, nationalNumber, userId: null, calculatorSerial: calculatorSerial ?? null };
}

async function checkedRemoval(sql: Sql, { subscriptionId, userId, userName }: RemoveUserMessage): Promise<CheckedMessage> {
  const membership = await findMembership(sql, subscriptionId, userId);
  if (membership === undefined) throw refuse('removedUserUnknown', { userId: userId.slice(0, 12) });
  const [row] = await sql.query<{ name: string }>('SELECT name FROM office_user WHERE user_id = $1', [userId]);
  if (row === undefined || !isSameName(row.name, userName)) throw refuse('removedNameOther', { userId });
  if (membership.isAdministrator || membership.isBestiller) throw byServiceAgreement();
  return { userName: row.name, nationalNumber: null, userId, calculatorSerial: null };
}

/** Returns the number of the message. */
export async function sendUserMessage(office: Office, actor: Actor, message: UserMessage): Promise<number> {
  return await office.database.transaction(async (sql) => {
    const { subscriptionId, kind } = message;
    await requireAdministrator(sql, actor, subscriptionId);
    const checked = message.kind === 'add' ? await checkedAdd(sql, actor, message) : await checkedRemoval(sql, message);
    const { userName, nationalNumber, userId, calculatorSerial } = checked;
    const [row] = await sql.query<{ id: number }>(
      `INSERT INTO user_message (subscription_id, sent_by, sent_at_ms, kind, user_name, national_number, user_id, calculator_serial, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'received') RETURNING id`,
      [subscriptionId, actor.userId, office.nowMs(), kind, userName, nationalNumber, userId, calculatorSerial],
    );
    const messageId = row?.id ?? 0;
    const subject = `message:${messageId}`;
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, subscriptionId, action: 'sendUserMessage', subject, detail: kind });
    return messageId;
  });
}
