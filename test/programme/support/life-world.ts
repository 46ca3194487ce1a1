/** An office with real cards in people's hands: ordered, loaded by files, used at terminals, until their end. */
import { Authorizer } from '../../../src/authorizer/authorize.ts';
import { authorizeRulesOf } from '../../../src/authorizer/authorize-rules.ts';
import { AuthorizerState } from '../../../src/authorizer/authorizer-state.ts';
import { SILENT } from '../../../src/authorizer/observer.ts';
import { settingsWith } from '../../../src/config/settings.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import { createPinEncrypter, createPinVerifier } from '../../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../../src/pin/seeded-bytes.ts';
import type { AccountRow } from '../../../src/programme/accounts/account.ts';
import { findAccount } from '../../../src/programme/accounts/find-account.ts';
import { suggestAccount } from '../../../src/programme/accounts/list-accounts.ts';
import { nameAccount } from '../../../src/programme/accounts/name-account.ts';
import { verifyBooks } from '../../../src/programme/bank/verify-books.ts';
import { osloDate } from '../../../src/programme/calendar/oslo-date.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import { drain } from '../../../src/programme/desk/drain.ts';
import { confirmCardsReceived } from '../../../src/programme/orders/confirm-cards-received.ts';
import { moveOrderOn } from '../../../src/programme/orders/move-order.ts';
import { orderCards } from '../../../src/programme/orders/order-cards.ts';
import { producePins } from '../../../src/programme/orders/produce-pins.ts';
import { approveTransfers } from '../../../src/programme/transfers/approve-transfers.ts';
import type { TransactionRequest, TransactionResponse } from '../../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../../src/protocol/protobuf/transaction.ts';
import type { Municipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice, type TestOfficeOptions } from '../../support/office.ts';
import { approveFile, upload } from './payments.ts';
import { addRole, codeOf, registerPayers } from './stocked-office.ts';

export interface LifeWorld extends TestOffice {
  readonly people: Municipality;
  /** Moves the clock of office and store, as a simulated clock does. */
  setClock(toMs: number): Promise<void>;
  /** 20 Kronekort of the social service (default) or the refugee service, with PINs. */
  stock(subscriptionId?: number): Promise<void>;
  /** Names the first account in the safe. Returns its number. */
  handOut(clientId: string, subscriptionId?: number): Promise<string>;
  load(account: string, amountMinor: number): Promise<void>;
  /** At a terminal, with the PIN of the card; a purchase of 100 kroner by default. */
  use(account: string, changes?: Partial<TransactionRequest>): Promise<TransactionResponse>;
  /** The request that `use` sends, for another message that names it. */
  readonly lastRequest: () => TransactionRequest;
  approve(actor: Actor, transferId: number): Promise<void>;
  ledger(account: string): Promise<number>;
  row(account: string): Promise<AccountRow>;
  bankBalance(account: string): Promise<number>;
  /** One sentence for each difference in the books. */
  differences(): Promise<readonly string[]>;
}

const STANS = 999_999;

export async function openLifeWorld(options: TestOfficeOptions = {}): Promise<LifeWorld> {
  const opened = await openTestOffice(options);
  const { office, clock, store, ring, tokenOf, testPins } = opened;
  const people = await registerPayers(opened);
  const { sosialId, introId, bank, bestiller, clerks, accounts } = people;
  // A bestiller who reports a loss registers the transfer of the rest, too.
  await addRole(opened, { subscriptionId: sosialId, name: 'Bestillere', members: [bestiller], accounts: [] });
  const authorizer = new Authorizer({
    store,
    tokenOf,
    pinVerifier: createPinVerifier(ring),
    rules: authorizeRulesOf(settingsWith({ clock: 'wall' })),
    profiles: BUILT_IN_PROFILES,
    observer: SILENT,
    state: new AuthorizerState({ store, observer: SILENT }),
  });
  const encrypter = createPinEncrypter(ring, seededBytes('pin blocks'));
  let stan = 0;
  let files = 0;
  let last: TransactionRequest = EMPTY_REQUEST;

  const row = async (account: string): Promise<AccountRow> => (await findAccount(office.database, bank, account)).row;
  const cardOf = async (account: string) => {
    const { card_token } = await row(account);
    const found = testPins.find(({ pan }) => tokenOf(pan) === card_token);
    if (found === undefined) throw new Error(`no PIN was produced for ${account}`);
    return found;
  };
  const request = async (account: string, changes: Partial<TransactionRequest>): Promise<TransactionRequest> => {
    const { pan, pin } = await cardOf(account);
    stan += 1;
    return {
      ...EMPTY_REQUEST,
      class: 'financial',
      type: 'purchase',
      stan: (stan % STANS) + 1,
      transmissionTimeMs: clock.nowMs,
      terminalId: 'TERM0001',
      terminalType: 'pos',
      mcc: 5411,
      terminalCountry: 578,
      amountMinor: 10_000,
      currency: 578,
      pan,
      pinBlock: encrypter.encrypt(pan, pin, 'iso0', ''),
      ...changes,
    };
  };
  const use = async (account: string, changes: Partial<TransactionRequest> = {}): Promise<TransactionResponse> => {
    last = await request(account, changes);
    return await new Promise((resolve) => authorizer.authorize(last, { reply: resolve }));
  };
  const load = async (account: string, amountMinor: number): Promise<void> => {
    files += 1;
    const { subscription_id } = await row(account);
    const isIntro = subscription_id === introId;
    const file = await upload(opened, {
      actor: clerks[0],
      subscriptionId: isIntro ? people.mainId : sosialId,
      debtorAccount: isIntro ? accounts.mainLoading : accounts.sosialLoading,
      messageId: `L-${files}`,
      requestedDate: osloDate(clock.nowMs),
      payments: [{ creditorAccount: account, amountMinor }],
      registerAndApprove: true,
    });
    await approveFile(opened, clerks[1], file);
    await drain(office);
  };

  const stock = async (subscriptionId = sosialId): Promise<void> => {
    const { orderId } = await orderCards(office, bestiller, { subscriptionId, cardType: 'kronekort', cards: 20 });
    await moveOrderOn(office, bank, orderId);
    await moveOrderOn(office, bank, orderId);
    await confirmCardsReceived(office, bestiller, [orderId]);
    await producePins(office, orderId, () => {});
  };

  return {
    ...opened,
    people,
    row,
    use,
    load,
    lastRequest: () => last,
    setClock: async (toMs) => {
      clock.nowMs = toMs;
      await store.sweep();
    },
    stock,
    handOut: async (clientId, subscriptionId = sosialId) => {
      const safe = { subscriptionId, cardType: 'kronekort' } as const;
      // Cards that lay in the safe until they expired are no longer suggested.
      if ((await suggestAccount(office, bestiller, safe)) === undefined) await stock(subscriptionId);
      const suggested = await suggestAccount(office, bestiller, safe);
      if (suggested === undefined) throw new Error('the safe is empty');
      const { account, version } = suggested;
      await nameAccount(office, bestiller, { account, version, reason: 'socialSupport', clientId, name: 'Kari Nordmann' });
      return account;
    },
    approve: async (actor, transferId) => {
      await approveTransfers(office, actor, { transferIds: [transferId], code: await codeOf(opened, actor) });
    },
    ledger: async (account) => (await office.cards.show((await row(account)).card_token))?.ledgerMinor ?? Number.NaN,
    bankBalance: async (account) => {
      const [found] = await office.database.query<{ n: number }>('SELECT balance_minor AS n FROM account WHERE number = $1', [account]);
      return found?.n ?? Number.NaN;
    },
    differences: async () => (await verifyBooks(office)).differences,
  };
}
