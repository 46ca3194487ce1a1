/**
 * A service agreement (tjenesteavtale): who goes in and out as administrator and bestiller of a
 * subscription. It holds for both card types (handbook 10.3).
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import type { SubscriptionOffice } from '../users/memberships.ts';

export interface ServiceAgreementLine {
  readonly direction: 'in' | 'out';
  readonly held: SubscriptionOffice;
  readonly userName: string;
  /** BrukerID; undefined: a new user. */
  readonly userId?: string | undefined;
  /** Of a new user. */
  readonly nationalNumber?: string | undefined;
}

export interface ServiceAgreement {
  readonly agreementId: number;
  readonly subscriptionId: number;
  readonly agreementNumber: string;
  readonly agreementName: string;
  readonly status: 'sent' | 'carriedOut' | 'refused';
  readonly lines: readonly ServiceAgreementLine[];
}

const refuse = refusalsOf({
  serviceAgreementUnknown: {
    kind: 'notFound',
    en: 'There is no service agreement {agreementId}.',
    nb: 'Det finnes ingen tjenesteavtale {agreementId}.',
  },
} as const);

interface AgreementRow {
  readonly subscription_id: number;
  readonly status: ServiceAgreement['status'];
  readonly agreement_number: string;
  readonly name: string;
}
interface LineRow {
  readonly direction: 'in' | 'out';
  readonly role: SubscriptionOffice;
  readonly user_name: string;
  readonly user_id: string | null;
  readonly national_number: string | null;
}

/** Rejects with a Refusal when there is none, or the actor is no party to it. */
export async function requireServiceAgreement(sql: Sql, actor: Actor, agreementId: number): Promise<ServiceAgreement> {
  const [row] = await sql.query<AgreementRow>(
    `SELECT a.subscription_id, a.status, s.agreement_number, s.name
       FROM service_agreement a JOIN subscription s ON s.id = a.subscription_id WHERE a.id = $1`,
    [agreementId],
  );
  if (row === undefined) throw refuse('serviceAgreementUnknown', { agreementId: String(agreementId) });
  await requireBankOrAdminister(sql, actor, row.subscription_id);
  const lines = await sql.query<LineRow>(
    'SELECT direction, role, user_name, user_id, national_number FROM service_agreement_line WHERE agreement_id = $1 ORDER BY line',
    [agreementId],
  );
  return {
    agreementId,
    subscriptionId: row.subscription_id,
    agreementNumber: row.agreement_number,
    agreementName: row.name,
    status: row.status,
    lines: lines.map((line) => ({
      direction: line.direction,
      held: line.role,
      userName: line.user_name,
      userId: line.user_id ?? undefined,
      nationalNumber: line.national_number ?? undefined,
    })),
  };
}
