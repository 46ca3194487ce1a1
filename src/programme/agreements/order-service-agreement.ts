/**
 * Kundesenter VIP sends a service agreement, filled in with who goes in and out. Nothing changes
 * before the bank has it back, signed by the district director (Bydelsdirektør).
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { isSameName } from '../core/line.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { findMembership } from '../users/memberships.ts';
import { requireName, requireNationalNumber } from '../users/person.ts';
import type { ServiceAgreementLine } from './service-agreement.ts';

export const SERVICE_AGREEMENT_LINES_MAX = 20;

const refuse = refusalsOf({
  linesCount: {
    kind: 'invalid',
    en: 'A service agreement names 1 to {max} people to go in or out; this one names {lines}.',
    nb: 'En tjenesteavtale oppgir 1 til {max} personer som skal meldes inn eller ut; denne oppgir {lines}.',
  },
  lineUserUnknown: {
    kind: 'invalid',
    en: 'Line {line}: there is no active user {userId} of a municipality with this name.',
    nb: 'Linje {line}: det finnes ingen aktiv bruker {userId} i en kommune med dette navnet.',
  },
  lineNotHeld: {
    kind: 'invalid',
    en: 'Line {line}: {userId} does not have the role {held} in this subscription and cannot go out of it.',
    nb: 'Linje {line}: {userId} har ikke rollen {held} i dette abonnementet og kan ikke meldes ut av den.',
  },
  lineHeldAlready: {
    kind: 'conflict',
    en: 'Line {line}: {userId} has the role {held} in this subscription already.',
    nb: 'Linje {line}: {userId} har allerede rollen {held} i dette abonnementet.',
  },
} as const);

export interface ServiceAgreementOrder {
  readonly subscriptionId: number;
  readonly lines: readonly ServiceAgreementLine[];
}

/** Also asked when the agreement is carried out: much may have changed. `line` counts from 1. */
export async function requireLine(
  sql: Sql,
  subscriptionId: number,
  given: ServiceAgreementLine,
  line: number,
): Promise<ServiceAgreementLine> {
  const { direction, held, userId } = given;
  const userName = requireName(given.userName);
  if (userId === undefined && direction === 'in') {
    return { direction, held, userName, nationalNumber: requireNationalNumber(given.nationalNumber ?? '') };
  }
  const named = (userId ?? '').slice(0, 12);
  const [row] = await sql.query<{ name: string }>('SELECT name FROM office_user WHERE user_id = $1 AND is_active AND NOT is_bank', [named]);
  if (row === undefined || !isSameName(row.name, userName)) throw refuse('lineUserUnknown', { line: String(line), userId: named });
  const membership = await findMembership(sql, subscriptionId, named);
  const holds = held === 'administrator' ? membership?.isAdministrator : membership?.isBestiller;
  const fill = { line: String(line), userId: named, held: held === 'administrator' ? 'Administrator' : 'Bestiller' };
  if (direction === 'out' && holds !== true) throw refuse('lineNotHeld', fill);
  if (direction === 'in' && holds === true) throw refuse('lineHeldAlready', fill);
  return { direction, held, userName: row.name, userId: named };
}

/** Returns the number of the service agreement. */
export async function orderServiceAgreement(office: Office, actor: Actor, order: ServiceAgreementOrder): Promise<number> {
  return await office.database.transaction(async (sql) => {
    const { subscriptionId, lines } = order;
    await requireBankOrAdminister(sql, actor, subscriptionId);
    if (lines.length < 1 || lines.length > SERVICE_AGREEMENT_LINES_MAX) {
      throw refuse('linesCount', { max: String(SERVICE_AGREEMENT_LINES_MAX), lines: String(lines.length) });
    }
    const [row] = await sql.query<{ id: number }>(
      `INSERT INTO service_agreement (subscription_id, made_at_ms, status) VALUES ($1, $2, 'sent') RETURNING id`,
      [subscriptionId, office.nowMs()],
    );
    const agreementId = row?.id ?? 0;
    for (const [index, given] of lines.entries()) {
      const { direction, held, userName, userId, nationalNumber } = await requireLine(sql, subscriptionId, given, index + 1);
      await sql.query(
        `INSERT INTO service_agreement_line (agreement_id, line, direction, role, user_name, user_id, national_number)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [agreementId, index + 1, direction, held, userName, userId ?? null, nationalNumber ?? null],
      );
    }
    const subject = `serviceAgreement:${agreementId}`;
    await audit(sql, { atMs: office.nowMs(), userId: actor.userId, subscriptionId, action: 'orderServiceAgreement', subject });
    return agreementId;
  });
}
