/** What an actor may do. Each use case asks here, inside its transaction; routes and pages do not. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from './actor.ts';
import { refusalsOf } from './refusal.ts';

const refuse = refusalsOf({
  bankOnly: {
    kind: 'notAllowed',
    en: 'Only the bank can do this; {userId} is not a user of the bank.',
    nb: 'Bare banken kan gjøre dette; {userId} er ikke en bruker i banken.',
  },
  notOfSubscription: {
    kind: 'notFound',
    en: 'There is no subscription {subscriptionId} that {userId} is a user of.',
    nb: 'Det finnes ikke noe abonnement {subscriptionId} som {userId} er bruker i.',
  },
  administratorOnly: {
    kind: 'notAllowed',
    en: 'Only an administrator of the subscription can do this; {userId} is not one.',
    nb: 'Bare en administrator i abonnementet kan gjøre dette; {userId} er ikke det.',
  },
  bestillerOnly: {
    kind: 'notAllowed',
    en: 'Only a user with the role Bestiller can do this; {userId} does not have it.',
    nb: 'Bare en bruker med rollen Bestiller kan gjøre dette; {userId} har ikke den rollen.',
  },
  administerOnly: {
    kind: 'notAllowed',
    en: 'Only an administrator or a bestiller of the subscription can do this; {userId} is neither.',
    nb: 'Bare en administrator eller bestiller i abonnementet kan gjøre dette; {userId} er ingen av delene.',
  },
  accountNotSeen: {
    kind: 'notFound',
    en: 'There is no account {account} that {userId} may see; an administrator grants the right "Se".',
    nb: 'Det finnes ingen konto {account} som {userId} har tilgang til å se; en administrator gir tilgangen "Se".',
  },
  mayNotRegister: {
    kind: 'notAllowed',
    en: '{userId} may not register on account {account}; an administrator grants the right "Registrere".',
    nb: '{userId} har ikke tilgang til å registrere på konto {account}; en administrator gir tilgangen "Registrere".',
  },
  mayNotApprove: {
    kind: 'notAllowed',
    en: '{userId} may not approve on account {account}; an administrator grants the right "Godkjenne".',
    nb: '{userId} har ikke tilgang til å godkjenne på konto {account}; en administrator gir tilgangen "Godkjenne".',
  },
  mayNotApproveOwn: {
    kind: 'notAllowed',
    en: '{userId} registered this and may not approve own registrations; the level must be "Godkjenne og Godkjenne egne".',
    nb: '{userId} har registrert dette og kan ikke godkjenne egne; nivået må være "Godkjenne og Godkjenne egne".',
  },
} as const);

export function requireBank(actor: Actor): void {
  if (!actor.isBank) throw refuse('bankOnly', { userId: actor.userId });
}

/** A user's part in a subscription. */
export interface Membership {
  readonly isAdministrator: boolean;
  readonly isBestiller: boolean;
}

interface MembershipRow {
  readonly is_administrator: boolean;
  readonly is_bestiller: boolean;
}

/** Rejects with a Refusal when the actor is no user of the subscription. */
export async function membershipOf(sql: Sql, actor: Actor, subscriptionId: number): Promise<Membership> {
  const [row] = await sql.query<MembershipRow>(
    'SELECT is_administrator, is_bestiller FROM subscription_user WHERE subscription_id = $1 AND user_id = $2',
    [subscriptionId, actor.userId],
  );
  if (row === undefined) throw refuse('notOfSubscription', { subscriptionId: String(subscriptionId), userId: actor.userId });
  return { isAdministrator: row.is_administrator, isBestiller: row.is_bestiller };
}

export async function requireAdministrator(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  const { isAdministrator } = await membershipOf(sql, actor, subscriptionId);
  if (!isAdministrator) throw refuse('administratorOnly', { userId: actor.userId });
}

export async function requireBestiller(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  const { isBestiller } = await membershipOf(sql, actor, subscriptionId);
  if (!isBestiller) throw refuse('bestillerOnly', { userId: actor.userId });
}

/**
 * Administrer konto: administrators and bestillere, for all orders and accounts of their
 * subscription, whatever their roles tick.
 */
export async function requireAdminister(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  if (!(await mayAdminister(sql, actor, subscriptionId))) throw refuse('administerOnly', { userId: actor.userId });
}

/** False for other users of the subscription. Rejects with a Refusal for everybody else. */
async function mayAdminister(sql: Sql, actor: Actor, subscriptionId: number): Promise<boolean> {
  const { isAdministrator, isBestiller } = await membershipOf(sql, actor, subscriptionId);
  return isAdministrator || isBestiller;
}

/** The same, with the bank. */
export async function isBankOrAdministers(sql: Sql, actor: Actor, subscriptionId: number): Promise<boolean> {
  return actor.isBank || (await mayAdminister(sql, actor, subscriptionId));
}

/** For what the bank looks at too. */
export async function requireBankOrAdminister(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  if (!actor.isBank) await requireAdminister(sql, actor, subscriptionId);
}

/** For what the bank looks at too. */
export async function requireBankOrAdministrator(sql: Sql, actor: Actor, subscriptionId: number): Promise<void> {
  if (!actor.isBank) await requireAdministrator(sql, actor, subscriptionId);
}

/** What all roles of a user together give on one account. */
export interface AccountRights {
  readonly maySee: boolean;
  readonly mayRegister: boolean;
  readonly mayApprove: boolean;
  readonly mayApproveOwn: boolean;
}

interface RightsRow {
  readonly sees: boolean | null;
  readonly registers: boolean | null;
  readonly approves: boolean | null;
  readonly approves_own: boolean | null;
}

export async function accountRights(sql: Sql, actor: Actor, account: string): Promise<AccountRights> {
  const [row] = await sql.query<RightsRow>(
    `SELECT bool_or(r.may_see) AS sees, bool_or(r.may_register) AS registers,
            bool_or(r.approves <> 'none') AS approves, bool_or(r.approves = 'own') AS approves_own
       FROM role_account a
       JOIN office_role r ON r.id = a.role_id
       JOIN role_member m ON m.role_id = r.id
       JOIN subscription_user u ON u.subscription_id = r.subscription_id AND u.user_id = m.user_id
      WHERE a.account_number = $1 AND m.user_id = $2`,
    [account, actor.userId],
  );
  return {
    maySee: row?.sees ?? false,
    mayRegister: row?.registers ?? false,
    mayApprove: row?.approves ?? false,
    mayApproveOwn: row?.approves_own ?? false,
  };
}

export async function requireSee(sql: Sql, actor: Actor, account: string): Promise<void> {
  if (!(await accountRights(sql, actor, account)).maySee) throw refuse('accountNotSeen', { account, userId: actor.userId });
}

export async function requireRegister(sql: Sql, actor: Actor, account: string): Promise<void> {
  const rights = await accountRights(sql, actor, account);
  if (!rights.maySee) throw refuse('accountNotSeen', { account, userId: actor.userId });
  if (!rights.mayRegister) throw refuse('mayNotRegister', { account, userId: actor.userId });
}

/** `registeredBy`: R23, the registrar may approve only with the level for own registrations. */
export async function requireApprove(sql: Sql, actor: Actor, account: string, registeredBy: string): Promise<void> {
  const rights = await accountRights(sql, actor, account);
  if (!rights.maySee) throw refuse('accountNotSeen', { account, userId: actor.userId });
  if (!rights.mayApprove) throw refuse('mayNotApprove', { account, userId: actor.userId });
  if (registeredBy === actor.userId && !rights.mayApproveOwn) throw refuse('mayNotApproveOwn', { userId: actor.userId });
}
