/** Marks the account of a card or PIN that is gone with Tapt or Mistet (R20); the card is declined from then on. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office, OfficeStep } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { type AccountRow, type ShownAccount, shownAccount } from './account.ts';
import { settleCardStatus, wantCardStatus } from './card-status.ts';
import type { AccountVersion } from './change-handed-out.ts';
import { accountToChange } from './find-account.ts';
import { MARKS, type Mark } from './reasons.ts';

const refuse = refusalsOf({
  markWrong: {
    kind: 'invalid',
    en: 'An account is marked Tapt or Mistet; choose one of them.',
    nb: 'En konto merkes Tapt eller Mistet; velg en av dem.',
  },
  markedAlready: {
    kind: 'conflict',
    en: 'Account {account} is marked {mark} already.',
    nb: 'Konto {account} er allerede merket {mark}.',
  },
} as const);

const SHOWN: Readonly<Record<Mark, string>> = { tapt: 'Tapt', mistet: 'Mistet' };

export interface Marking extends AccountVersion {
  readonly mark: Mark;
}

export async function markAccount(office: Office, actor: Actor, input: Marking): Promise<ShownAccount> {
  const { mark } = input;
  if (!MARKS.includes(mark)) throw refuse('markWrong');
  const row = await office.database.transaction(async (sql) => {
    const before = await accountToChange(sql, actor, input.account, input.version);
    if (before.mark === mark) throw refuse('markedAlready', { account: shownAccountNumber(before.number), mark: SHOWN[mark] });
    return await markStep({ ...office, sql }, actor, before, mark);
  });
  await settleCardStatus(office, row.number);
  return shownAccount(row);
}

/** In the transaction that marks the account; the store is told behind it (card-status.ts). */
export async function markStep({ sql, nowMs, settings }: OfficeStep, actor: Actor, before: AccountRow, mark: Mark): Promise<AccountRow> {
  const { number, subscription_id: subscriptionId } = before;
  const cardStatus = mark === 'tapt' ? settings.cardStatusOfTapt : settings.cardStatusOfMistet;
  await sql.query('UPDATE card_account SET mark = $2, version = version + 1 WHERE number = $1', [number, mark]);
  await wantCardStatus(sql, number, cardStatus);
  await audit(sql, { atMs: nowMs(), userId: actor.userId, subscriptionId, action: 'markAccount', subject: number, detail: mark });
  return { ...before, mark, card_status: cardStatus, version: before.version + 1 };
}
