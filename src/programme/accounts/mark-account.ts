/** Marks the account of a card or PIN that is gone with Tapt or Mistet (R20); the card is declined from then on. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';
import { type ShownAccount, shownAccount } from './account.ts';
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
  const { database, nowMs, settings } = office;
  const cardStatus = mark === 'tapt' ? settings.cardStatusOfTapt : settings.cardStatusOfMistet;
  const row = await database.transaction(async (sql) => {
    const before = await accountToChange(sql, actor, input.account, input.version);
    if (before.mark === mark) throw refuse('markedAlready', { account: shownAccountNumber(before.number), mark: SHOWN[mark] });
    await sql.query('UPDATE card_account SET mark = $2, version = version + 1 WHERE number = $1', [before.number, mark]);
    await wantCardStatus(sql, before.number, cardStatus);
    const { number: subject, subscription_id: subscriptionId } = before;
    await audit(sql, { atMs: nowMs(), userId: actor.userId, subscriptionId, action: 'markAccount', subject, detail: mark });
    return { ...before, mark, card_status: cardStatus, version: before.version + 1 };
  });
  await settleCardStatus(office, row.number);
  return shownAccount(row);
}
