/** The bank desk has a service agreement back by post, and carries it out when it is signed as it must be. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { isSameName, lineOf } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { holdersOf, join, OFFICES, setOffice } from '../users/memberships.ts';
import { letIn } from '../users/new-user.ts';
import { NAME_CHARS_MAX } from '../users/person.ts';
import { requireLine } from './order-service-agreement.ts';
import { requireServiceAgreement, type ServiceAgreement, type ServiceAgreementLine } from './service-agreement.ts';

const refuse = refusalsOf({
  agreementUnsigned: {
    kind: 'invalid',
    en: 'The service agreement is not signed; the district director (Bydelsdirektør) must sign it.',
    nb: 'Tjenesteavtalen er ikke signert; Bydelsdirektør må signere den.',
  },
  agreementSignedByOther: {
    kind: 'invalid',
    en: 'The service agreement is signed by somebody other than the district director; an administrator, a bestiller or anybody else cannot sign it.',
    nb: 'Tjenesteavtalen er signert av en annen enn Bydelsdirektør; administrator, bestiller eller andre kan ikke signere den.',
  },
  agreementDone: {
    kind: 'conflict',
    en: 'Service agreement {agreementId} is carried out already.',
    nb: 'Tjenesteavtale {agreementId} er allerede gjennomført.',
  },
  lastAdministrator: {
    kind: 'conflict',
    en: 'The subscription would have no administrator left; let one in by the same service agreement.',
    nb: 'Abonnementet ville stå uten administrator; meld inn en i samme tjenesteavtale.',
  },
  lastBestiller: {
    kind: 'conflict',
    en: 'The subscription would have no bestiller left; let one in by the same service agreement.',
    nb: 'Abonnementet ville stå uten bestiller; meld inn en i samme tjenesteavtale.',
  },
} as const);

export interface ReceivedServiceAgreement {
  readonly agreementId: number;
  /** As it can be read on the paper; undefined: not signed. */
  readonly signedBy?: string | undefined;
  /** The office of the person who signed, as the paper says. */
  readonly signedAs: 'districtDirector' | 'administrator' | 'bestiller' | 'other';
}

async function requireSignature(
  sql: Sql,
  { subscriptionId, lines }: ServiceAgreement,
  received: ReceivedServiceAgreement,
): Promise<string> {
  const signedBy = lineOf(received.signedBy ?? '', NAME_CHARS_MAX);
  if (signedBy === undefined) throw refuse('agreementUnsigned');
  const holders = await sql.query<{ name: string }>(
    `SELECT u.name FROM subscription_user s JOIN office_user u ON u.user_id = s.user_id
      WHERE s.subscription_id = $1 AND (s.is_administrator OR s.is_bestiller)`,
    [subscriptionId],
  );
  const concerned = [...holders.map(({ name }) => name), ...lines.map(({ userName }) => userName)];
  const isConcerned = concerned.some((name) => isSameName(name, signedBy));
  if (received.signedAs !== 'districtDirector' || isConcerned) throw refuse('agreementSignedByOther');
  return signedBy;
}

/** A person who is let in gets a calculator, and access to both card types. */
async function carryOut(sql: Sql, office: Office, subscriptionId: number, line: ServiceAgreementLine): Promise<string> {
  const { direction, held, userName, nationalNumber } = line;
  const userId = line.userId ?? (await letIn(sql, office, { name: userName, nationalNumber: nationalNumber ?? '' })).userId;
  if (direction === 'in') await join(sql, subscriptionId, userId);
  await setOffice(sql, { subscriptionId, userId }, held, direction === 'in');
  return `${direction} ${held} ${userId}`;
}

export async function receiveServiceAgreement(office: Office, actor: Actor, received: ReceivedServiceAgreement): Promise<void> {
  await office.database.transaction(async (sql) => {
    requireBank(actor);
    const { agreementId } = received;
    const agreement = await requireServiceAgreement(sql, actor, agreementId);
    const { subscriptionId, lines } = agreement;
    if (agreement.status !== 'sent') throw refuse('agreementDone', { agreementId: String(agreementId) });
    const signedBy = await requireSignature(sql, agreement, received);
    const before = await Promise.all(OFFICES.map((held) => holdersOf(sql, subscriptionId, held)));
    const done: string[] = [];
    for (const [index, line] of lines.entries()) {
      done.push(await carryOut(sql, office, subscriptionId, await requireLine(sql, subscriptionId, line, index + 1)));
    }
    for (const [index, held] of OFFICES.entries()) {
      const isLost = before[index] !== 0 && (await holdersOf(sql, subscriptionId, held)) === 0;
      if (isLost) throw refuse(held === 'administrator' ? 'lastAdministrator' : 'lastBestiller');
    }
    const atMs = office.nowMs();
    await sql.query(`UPDATE service_agreement SET status = 'carriedOut', signed_by = $2, received_at_ms = $3 WHERE id = $1`, [
      agreementId,
      signedBy,
      atMs,
    ]);
    await sql.query('UPDATE service_agreement_line SET national_number = NULL WHERE agreement_id = $1', [agreementId]);
    const subject = `serviceAgreement:${agreementId}`;
    await audit(sql, {
      atMs,
      userId: actor.userId,
      subscriptionId,
      action: 'serviceAgreementCarriedOut',
      subject,
      detail: done.join(', '),
    });
  });
}
