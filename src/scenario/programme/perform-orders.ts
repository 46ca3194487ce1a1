/** Steps with orders, and with the accounts and cards that they bring. */
import { signDeclaration } from '../../programme/accounts/change-handed-out.ts';
import { holderSheet } from '../../programme/accounts/holder-sheet.ts';
import { suggestAccount } from '../../programme/accounts/list-accounts.ts';
import { markAccount } from '../../programme/accounts/mark-account.ts';
import { nameAccount } from '../../programme/accounts/name-account.ts';
import type { CardReason } from '../../programme/accounts/reasons.ts';
import { showAccount } from '../../programme/accounts/show-account.ts';
import { stockList, stockListPage } from '../../programme/accounts/stock-list.ts';
import type { CardType } from '../../programme/core/programmes.ts';
import { cancelOrder } from '../../programme/orders/cancel-order.ts';
import { confirmCardsReceived } from '../../programme/orders/confirm-cards-received.ts';
import { moveOrderOn } from '../../programme/orders/move-order.ts';
import { orderCards } from '../../programme/orders/order-cards.ts';
import { producePins } from '../../programme/orders/produce-pins.ts';
import { kroner } from '../../programme/transfers/kroner.ts';
import type { FileStep } from '../scenario-schema.ts';
import { pinSink } from './mailers.ts';
import type { Perform } from './performance.ts';

function cardTypeOf({ 'card type': type = 'kronekort' }: FileStep): CardType | undefined {
  return type === 'none' ? undefined : type;
}

export const order: Perform<'order cards'> = async ({ value: cards, file, actor, world }) => {
  const subscriptionId = world.ids[file.in ?? 'sosial'];
  const receipt = await orderCards(world.office, actor, { subscriptionId, cardType: cardTypeOf(file), cards });
  const { returnAccount, deliveredTo, chargedMinor } = receipt;
  return { shown: `${cards} ${receipt.cardType}, tilbakeføringskonto ${returnAccount}, ${kroner(chargedMinor)}, ${deliveredTo}` };
};

export const cancel: Perform<'cancel order'> = async ({ value, actor, world }) => ({
  shown: (await cancelOrder(world.office, actor, value)).statusText,
});

export const moveOn: Perform<'move order on'> = async ({ value, actor, world }) => ({
  shown: (await moveOrderOn(world.office, actor, value)).statusText,
});

export const confirm: Perform<'confirm cards'> = async ({ value, actor, world }) => ({
  shown: (await confirmCardsReceived(world.office, actor, [value])).map(({ statusText }) => statusText).join(', '),
});

export const pins: Perform<'produce pins'> = async ({ value, actor, world }) => {
  const addresses = new Set<string>();
  const sink = pinSink(world);
  const count = await producePins(
    world.office,
    value,
    async (mailers) => {
      for (const { address } of mailers) addresses.add(address);
      await sink(mailers);
    },
    actor,
  );
  return { shown: `${count} PIN, ${[...addresses].join(', ')}` };
};

export const suggest: Perform<'suggest account'> = async ({ value, file, actor, world }) => {
  const found = await suggestAccount(world.office, actor, { subscriptionId: world.ids[value], cardType: cardTypeOf(file) });
  return { shown: found === undefined ? 'none' : `${found.serial} ${found.account}` };
};

export const handOut: Perform<'hand out'> = async ({ value, file, actor, world }) => {
  const { number: account, version } = await world.account(value);
  const { client: clientId = `K-${value}`, holder: name, because = 'socialSupport' } = file;
  // The use case refuses any other reason.
  const named = await nameAccount(world.office, actor, { account, version, clientId, name, reason: because as CardReason });
  return { shown: `${named.name} ${named.account}` };
};

export const sign: Perform<'sign declaration'> = async ({ value, actor, world }) => {
  const { number: account, version } = await world.account(value);
  return { shown: (await signDeclaration(world.office, actor, { account, version })).name };
};

export const sheet: Perform<'print sheet'> = async ({ value, actor, world }) => ({
  shown: await holderSheet(world.office, actor, (await world.account(value)).number),
});

export const stock: Perform<'print stock list'> = async ({ value, file, actor, world }) => {
  const orders = await stockList(world.office, actor, { subscriptionId: world.ids[value], cardType: cardTypeOf(file) });
  return { shown: stockListPage(orders, actor.language) };
};

export const lookAt: Perform<'look at'> = async ({ value, actor, world }) => {
  const { account, name, balance, expiry } = await showAccount(world.office, actor, (await world.account(value)).number);
  const money = balance === undefined ? 'no balance' : `${kroner(balance.ledgerMinor)} kroner`;
  return { shown: `${account} ${name}, ${money}, ${expiry.slice(2)}/${expiry.slice(0, 2)}` };
};

export const mark: Perform<'mark'> = async ({ value, file, actor, world }) => {
  const { number: account, version } = await world.account(value);
  const marked = await markAccount(world.office, actor, { account, version, mark: file['mark with'] === 'Mistet' ? 'mistet' : 'tapt' });
  return { shown: `${marked.name} ${marked.mark}` };
};
