/**
 * A card or PIN is lost (10.8, R20): the steps of the handbook as one use case. The card store and
 * the database are two systems, so the steps have an order in which each can be done again:
 *
 * 1. The loss, the mark and the new card are noted. 2. The card is blocked. 3. The new account is
 * named. 4. The transfer of the rest is registered. 5. When the rest is moved, the access is dropped.
 *
 * The same report again, or the clock, finishes what was interrupted. The block comes before the
 * balance is read: an authorization meanwhile either counts before or is declined after.
 */
import type { AccountRow } from '../accounts/account.ts';
import { settleCardStatus } from '../accounts/card-status.ts';
import { markStep } from '../accounts/mark-account.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { finishLosses } from './finish-losses.ts';
import { type LossReport, lostAccount, newAccountOf, requireReplacement } from './loss-plan.ts';
import { type LossState, lossState } from './loss-state.ts';
import { nameReplacement } from './name-replacement.ts';
import { registerRest } from './register-rest.ts';

export interface ReportedLoss extends LossState {
  /** Why the actor could not register the transfer of the rest, which somebody else must do; or empty. */
  readonly restRefused: string;
}

/** Rejects with a Refusal before anything is done, or with a StoreError when the card store cannot be reached. */
export async function reportLoss(office: Office, actor: Actor, report: LossReport): Promise<ReportedLoss> {
  const found = await lostAccount(office.database, actor, report);
  const newAccount = await newAccountOf(office, actor, report, found);
  const lost = await note(office, actor, report, newAccount);
  await settleCardStatus(office, lost.number);
  if (lost.replaced_by !== null) await nameReplacement(office, actor, lost, lost.replaced_by);
  const restRefused = await registerRest(office, actor, lost);
  await finishLosses(office, [lost.number]);
  return { ...(await lossState(office, actor, lost.number)), restRefused };
}

/** Notes the loss, the mark and the new card, once. The block follows from the mark. */
async function note(office: Office, actor: Actor, report: LossReport, newAccount: string | undefined): Promise<AccountRow> {
  const { what, mark } = report;
  return await office.database.transaction(async (sql) => {
    const before = await lostAccount(sql, actor, report);
    const atMs = office.nowMs();
    const { number, subscription_id: subscriptionId } = before;
    const noted = await sql.query(
      `INSERT INTO card_loss (account_number, what, reported_by, reported_at_ms) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_number) DO NOTHING RETURNING account_number`,
      [number, what, actor.userId, atMs],
    );
    if (noted.length > 0)
      await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'reportLoss', subject: number, detail: what });
    const marked = before.mark === mark ? before : await markStep({ ...office, sql }, actor, before, mark);
    if (newAccount === undefined || before.replaced_by === newAccount) return marked;
    await requireReplacement(sql, actor, before, newAccount, atMs);
    await sql.query('UPDATE card_account SET replaced_by = $2, version = version + 1 WHERE number = $1', [number, newAccount]);
    return { ...marked, replaced_by: newAccount };
  });
}
