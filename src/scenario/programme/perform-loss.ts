/** Steps with lost cards, dropped access and accounts that are closed. */
import { sendClosingLetter } from '../../programme/end/closing-letter.ts';
import { reportLoss } from '../../programme/loss/report-loss.ts';
import { serialText } from '../../programme/orders/serial.ts';
import { dropAccess } from '../../programme/roles/drop-access.ts';
import type { Asked, Done, Perform } from './performance.ts';

async function lose(what: 'card' | 'pin', { value, file, actor, world }: Asked<string>): Promise<Done> {
  const replacement = file['new card'];
  const { steps, transfer, newAccount, restRefused } = await reportLoss(world.office, actor, {
    account: (await world.account(value)).number,
    what,
    mark: file['mark with'] === 'Mistet' ? 'mistet' : 'tapt',
    newAccount: replacement === undefined || replacement === 'none' ? undefined : (await world.account(replacement)).number,
    withoutNewCard: replacement === 'none',
  });
  const [row] = await world.office.database.query<{ serial: number }>('SELECT serial FROM card_account WHERE number = $1', [
    newAccount ?? '',
  ]);
  const sentences = steps.map(({ sentence }) => sentence).join(' ');
  const shown = `${row === undefined ? 'no new card' : `new card ${serialText(row.serial)}`}. ${sentences} ${restRefused}`;
  return { shown, transferId: transfer?.transferId };
}

export const loseCard: Perform<'lose card'> = (asked) => lose('card', asked);
export const losePin: Perform<'lose pin'> = (asked) => lose('pin', asked);

export const drop: Perform<'drop access'> = async ({ value, actor, world }) => {
  const roles = await dropAccess(world.office, actor, (await world.account(value)).number);
  return { shown: roles.join(', ') };
};

export const closeByLetter: Perform<'close by letter'> = async ({ value, file, actor, world }) => {
  const accounts: string[] = [];
  for (const serial of value) accounts.push((await world.account(serial)).number);
  const subscriptionId = world.ids[file.in ?? 'sosial'];
  const { lines } = await sendClosingLetter(world.office, actor, { subscriptionId, accounts, signed: file.signed ?? true });
  return { shown: lines.map(({ outcome, reason }, index) => `${value[index]} ${outcome} ${reason}`.trim()).join('; ') };
};
