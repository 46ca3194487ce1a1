/** The bank answers the message of an administrator: done, or refused with a reason. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { lineOf } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { byServiceAgreement } from './by-service-agreement.ts';
import { findMembership, join } from './memberships.ts';
import { letIn } from './new-user.ts';
import { removeUser } from './remove-user.ts';

export const REASON_CHARS_MAX = 200;

const refuse = refusalsOf({
  messageUnknown: {
    kind: 'notFound',
    en: 'There is no message {messageId} about a user.',
    nb: 'Det finnes ingen melding {messageId} om en bruker.',
  },
  messageAnswered: {
    kind: 'conflict',
    en: 'Message {messageId} is answered already.',
    nb: 'Melding {messageId} er allerede besvart.',
  },
  reasonMissing: {
    kind: 'invalid',
    en: 'The reason of the refusal is missing or longer than {max} characters; the administrator reads it.',
    nb: 'Begrunnelsen for avslaget mangler eller er lengre enn {max} tegn; administratoren leser den.',
  },
  nothingToRemove: {
    kind: 'conflict',
    en: '{userId} is not a user of the subscription any more; refuse the message.',
    nb: '{userId} er ikke lenger bruker i abonnementet; avslå meldingen.',
  },
  alreadyIn: {
    kind: 'conflict',
    en: '{userId} became a user of the subscription in the meantime; refuse the message.',
    nb: '{userId} er i mellomtiden blitt bruker i abonnementet; avslå meldingen.',
  },
} as const);

export type UserMessageAnswer =
  | { readonly messageId: number; readonly answer: 'done' }
  | { readonly messageId: number; readonly answer: 'refused'; readonly reason: string };

export interface AnsweredUserMessage {
  readonly messageId: number;
  /** Undefined: refused. */
  readonly userId: string | undefined;
  /** Of a user who was let in. */
  readonly calculatorSerial: string | undefined;
  /** True: the calculator goes out by registered post. */
  readonly isCalculatorPosted: boolean;
}

interface MessageRow {
  readonly subscription_id: number;
  readonly kind: 'add' | 'remove';
  readonly user_name: string;
  readonly national_number: string | null;
  readonly user_id: string | null;
  readonly calculator_serial: string | null;
  readonly status: string;
}

type Outcome = Omit<AnsweredUserMessage, 'messageId'>;
const NOTHING_DONE: Outcome = { userId: undefined, calculatorSerial: undefined, isCalculatorPosted: false };

/** The new user has no access to any account. */
async function add(sql: Sql, office: Office, message: MessageRow): Promise<Outcome> {
  const person = { name: message.user_name, nationalNumber: message.national_number ?? '' };
  const { userId, calculatorSerial, isPosted } = await letIn(sql, office, person, message.calculator_serial ?? undefined);
  if ((await findMembership(sql, message.subscription_id, userId)) !== undefined) throw refuse('alreadyIn', { userId });
  await join(sql, message.subscription_id, userId);
  return { userId, calculatorSerial, isCalculatorPosted: isPosted };
}

async function remove(sql: Sql, message: MessageRow): Promise<Outcome> {
  const userId = message.user_id ?? '';
  const membership = await findMembership(sql, message.subscription_id, userId);
  if (membership === undefined) throw refuse('nothingToRemove', { userId });
  if (membership.isAdministrator || membership.isBestiller) throw byServiceAgreement();
  await removeUser(sql, message.subscription_id, userId);
  return { ...NOTHING_DONE, userId };
}

export async function answerUserMessage(office: Office, actor: Actor, answer: UserMessageAnswer): Promise<AnsweredUserMessage> {
  return await office.database.transaction(async (sql) => {
    requireBank(actor);
    const { messageId } = answer;
    const [message] = await sql.query<MessageRow>(
      'SELECT subscription_id, kind, user_name, national_number, user_id, calculator_serial, status FROM user_message WHERE id = $1',
      [messageId],
    );
    if (message === undefined) throw refuse('messageUnknown', { messageId: String(messageId) });
    if (message.status !== 'received') throw refuse('messageAnswered', { messageId: String(messageId) });
    const reason = answer.answer === 'refused' ? lineOf(answer.reason, REASON_CHARS_MAX) : '';
    if (reason === undefined) throw refuse('reasonMissing', { max: String(REASON_CHARS_MAX) });
    const isDone = answer.answer === 'done';
    const outcome = !isDone ? NOTHING_DONE : message.kind === 'add' ? await add(sql, office, message) : await remove(sql, message);
    await sql.query(
      'UPDATE user_message SET status = $2, answer = $3, user_id = coalesce($4, user_id), national_number = NULL WHERE id = $1',
      [messageId, answer.answer, reason, outcome.userId ?? null],
    );
    await audit(sql, {
      atMs: office.nowMs(),
      userId: actor.userId,
      subscriptionId: message.subscription_id,
      action: isDone ? (message.kind === 'add' ? 'userAdded' : 'userRemoved') : 'userMessageRefused',
      subject: isDone ? `user:${outcome.userId}` : `message:${messageId}`,
      detail: isDone ? `message:${messageId}` : reason,
    });
    return { messageId, ...outcome };
  });
}
