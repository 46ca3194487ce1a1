/** Administrer konto (10.6, R12, R13, R18 to R20): hand-out, names, marks, lists and sheets, and what is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShownAccount } from '../../../src/programme/accounts/account.ts';
import { renameAccount, signDeclaration } from '../../../src/programme/accounts/change-handed-out.ts';
import { holderSheet } from '../../../src/programme/accounts/holder-sheet.ts';
import { ACCOUNTS_SHOWN, listAccounts, suggestAccount } from '../../../src/programme/accounts/list-accounts.ts';
import { markAccount } from '../../../src/programme/accounts/mark-account.ts';
import { type HandOut, nameAccount } from '../../../src/programme/accounts/name-account.ts';
import { REASONS } from '../../../src/programme/accounts/reasons.ts';
import { showAccount, statement } from '../../../src/programme/accounts/show-account.ts';
import { stockList, stockListPage } from '../../../src/programme/accounts/stock-list.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import type { Refusal } from '../../../src/programme/core/refusal.ts';
import { shownAccountNumber } from '../../../src/programme/identifiers/account-number.ts';
import { orderCards } from '../../../src/programme/orders/order-cards.ts';
import { refusalOf } from '../../support/refused.ts';
import type { OrderWorld } from '../orders/order-world.ts';

export function accountsSuite(open: () => Promise<OrderWorld>): void {
  let world: OrderWorld;
  /** Its PINs are produced; those of the second are not. */
  let withPins: number;
  let withoutPins: number;
  beforeAll(async () => {
    world = await open();
    withPins = await world.withPins();
    world.nextDay();
    withoutPins = await world.delivered();
  });
  afterAll(() => world.close());

  const both = (refusal: Refusal) => [refusal.code, refusal.sentence('en'), refusal.sentence('nb')];
  const ofType = () => ({ subscriptionId: world.people.sosialId, cardType: 'kronekort' }) as const;

  async function suggested(): Promise<ShownAccount> {
    const account = await suggestAccount(world.office, world.people.bestiller, ofType());
    if (account === undefined) throw new Error('no account is left');
    return account;
  }

  function handOut({ account, version }: ShownAccount, changes: Partial<HandOut> = {}): Promise<ShownAccount> {
    return nameAccount(world.office, world.people.bestiller, { account, version, clientId: 'K-42', reason: 'socialSupport', ...changes });
  }

  async function accountOf(orderId: number): Promise<ShownAccount> {
    const { rows } = await listAccounts(world.office, world.people.bestiller, { ...ofType(), pageSize: 500, show: 'inSafe' });
    const account = rows.find((row) => row.orderId === orderId);
    if (account === undefined) throw new Error('no account of the order is in the safe');
    return account;
  }

  async function cardOf(account: string) {
    const [row] = await world.office.database.query<{ readonly card_token: string }>(
      'SELECT card_token FROM card_account WHERE number = $1',
      [account],
    );
    return await world.store.cards.get(row?.card_token ?? '');
  }

  /** A role of the clerk that sees one account. */
  async function letSee(clerk: Actor, account: string): Promise<void> {
    const [role] = await world.office.database.query<{ readonly id: number }>(
      `INSERT INTO office_role (subscription_id, name, may_see, may_register, approves) VALUES ($1, $2, true, false, 'none') RETURNING id`,
      [world.people.sosialId, `sees ${account}`],
    );
    await world.office.database.query('INSERT INTO role_member (role_id, user_id) VALUES ($1, $2)', [role?.id ?? 0, clerk.userId]);
    await world.office.database.query('INSERT INTO role_account (role_id, account_number) VALUES ($1, $2)', [role?.id ?? 0, account]);
  }

  describe('Navnsette konto og utdeling', () => {
    test('R13: the first account with a serial only, whose PIN is produced, is suggested; L0001 first', async () => {
      const first = await suggested();
      expect(first).toMatchObject({ serial: 'L0001', name: 'L0001', orderId: withPins, cardStatus: 'inactive' });
      const named = await handOut(first, { clientId: ' K-42 ', name: 'Kari Nordmann', reason: 'temporarilyNoAccess' });
      expect(named).toMatchObject({
        serial: 'L0001',
        name: 'K-42 Kari Nordmann',
        clientId: 'K-42',
        reason: 'temporarilyNoAccess',
        version: 2,
      });
      expect(await cardOf(first.account)).toMatchObject({ status: 'active' });
      expect((await suggested()).serial).toBe('L0002');
    });

    test('R12: by the setting the serial stays in Kontonavn', async () => {
      const { account, version, serial } = await suggested();
      const office = world.officeWith({ serialStaysInName: true });
      const input = { account, version, clientId: 'K-43', reason: 'noAccount' } as const;
      expect((await nameAccount(office, world.people.bestiller, input)).name).toBe(`${serial} K-43`);
    });

    test('two clerks on one account: the second is told', async () => {
      const account = await suggested();
      const results = await Promise.allSettled([handOut(account, { clientId: 'A' }), handOut(account, { clientId: 'B' })]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const shown = shownAccountNumber(account.account);
      expect(both(await refusalOf(handOut(account)))).toEqual([
        'accountChanged',
        `Account ${shown} was changed by somebody else meanwhile; look at it again, and choose another one if it is taken.`,
        `Konto ${shown} er endret av en annen i mellomtiden; hent den på nytt, og velg en annen hvis den er tatt.`,
      ]);
      expect((await refusalOf(handOut({ ...account, version: 2 }))).code).toBe('handedOutAlready');
    });

    test('a name with markup is kept as it is, and harmless on a page', async () => {
      const account = await suggested();
      const name = '<script>alert("1")</script>';
      await handOut(account, { clientId: 'K<1>', name });
      const sheet = await holderSheet(world.office, world.people.bestiller, account.account);
      expect(sheet).not.toContain('<script');
      expect(sheet).toContain('K&lt;1&gt; &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    });

    test.each([
      ['without KlientID', { clientId: '  ' }, 'clientIdWrong'],
      ['a KlientID that is too long', { clientId: 'x'.repeat(36) }, 'clientIdWrong'],
      ['a KlientID of two lines', { clientId: 'a\nb' }, 'clientIdWrong'],
      ['a name that is too long', { name: 'x'.repeat(91) }, 'holderNameWrong'],
      ['a card number for a name', { name: '9578990000000005' }, 'nameIsCardNumber'],
      ['a card number for a KlientID', { clientId: '9578990000000005' }, 'nameIsCardNumber'],
      ['another reason', { reason: 'toString' as 'noAccount' }, 'reasonWrong'],
      ['no account number', { account: '5606.12.00009' }, 'accountNumberWrong'],
      ['an account that is not there', { account: '5606.12.00008' }, 'cardAccountUnknown'],
    ] as const)('R1, R13: %s is refused, in both languages', async (_, changes, code) => {
      const refusal = await refusalOf(handOut(await suggested(), changes));
      expect(refusal.code).toBe(code);
      expect(refusal.sentence('nb')).not.toBe(refusal.sentence('en'));
      expect(refusal.message).not.toContain('9578990000000005');
      for (const language of ['en', 'nb'] as const) expect(refusal.sentence(language)).toMatch(/^[A-ZÆØÅ].*\.$/);
    });

    test('R10: not before the PIN is produced, not when marked, not when expired', async () => {
      const { clock, office, people } = world;
      expect(both(await refusalOf(handOut(await accountOf(withoutPins))))[0]).toBe('pinNotProduced');
      const gone = await accountOf(withPins);
      const marked = await markAccount(office, people.bestiller, { account: gone.account, version: gone.version, mark: 'tapt' });
      expect((await refusalOf(handOut(marked))).code).toBe('cardIsGone');
      const account = await suggested();
      const nowMs = clock.nowMs;
      clock.nowMs = account.expiresAtMs;
      expect((await refusalOf(handOut(account))).code).toBe('cardExpired');
      expect(await suggestAccount(office, people.bestiller, ofType())).toBeUndefined();
      clock.nowMs = nowMs;
    });

    test('only those who administer the subscription, or the bank, name accounts', async () => {
      const account = await suggested();
      const [clerk, other] = world.people.clerks;
      const input = { account: account.account, version: account.version, clientId: 'K', reason: 'noAccount' } as const;
      expect((await refusalOf(nameAccount(world.office, other, input))).code).toBe('cardAccountUnknown');
      await letSee(clerk, account.account);
      expect((await refusalOf(nameAccount(world.office, clerk, input))).code).toBe('administerOnly');
      expect(await nameAccount(world.office, world.people.administrator, input)).toMatchObject({ name: 'K' });
    });

    test('the declaration is signed once, and a name can be corrected; before the hand-out neither', async () => {
      const { office, people } = world;
      const account = await suggested();
      const { number, version } = { number: account.account, version: account.version };
      expect((await refusalOf(signDeclaration(office, people.bestiller, { account: number, version }))).code).toBe('notHandedOut');
      expect((await refusalOf(renameAccount(office, people.bestiller, { account: number, version, clientId: 'K' }))).code).toBe(
        'notHandedOut',
      );
      const named = await handOut(account);
      const signed = await signDeclaration(office, people.bestiller, { account: number, version: named.version });
      expect(signed.declarationSignedAtMs).toBe(world.clock.nowMs);
      expect((await refusalOf(signDeclaration(office, people.bestiller, { account: number, version: signed.version }))).code).toBe(
        'signedAlready',
      );
      const input = { account: shownAccountNumber(number), version: signed.version, clientId: 'K-44', name: 'Ola' };
      expect(await renameAccount(office, people.administrator, input)).toMatchObject({ name: 'K-44 Ola', serial: account.serial });
    });
  });

  describe('Tapt and Mistet', () => {
    test.each([
      ['tapt', {}, 'lost'],
      ['mistet', {}, 'stolen'],
      ['mistet', { cardStatusOfMistet: 'blocked' }, 'blocked'],
    ] as const)('R20: marked %s, with %o: the card is %s', async (mark, settings, status) => {
      const account = await handOut(await suggested());
      const office = world.officeWith(settings);
      const input = { account: account.account, version: account.version, mark };
      expect(await markAccount(office, world.people.bestiller, input)).toMatchObject({ mark, cardStatus: status, name: 'K-42' });
      expect(await cardOf(account.account)).toMatchObject({ status });
      const again = await refusalOf(markAccount(office, world.people.bestiller, { ...input, version: account.version + 1 }));
      expect(both(again)).toEqual([
        'markedAlready',
        `Account ${shownAccountNumber(account.account)} is marked ${mark === 'tapt' ? 'Tapt' : 'Mistet'} already.`,
        `Konto ${shownAccountNumber(account.account)} er allerede merket ${mark === 'tapt' ? 'Tapt' : 'Mistet'}.`,
      ]);
      expect((await refusalOf(markAccount(office, world.people.bestiller, input))).code).toBe('accountChanged');
    });

    test('the card of a marked account that was closed in the card store stays closed, and the log says so', async () => {
      const account = await handOut(await suggested());
      await world.store.cards.change((await cardOf(account.account))?.token ?? '', { status: 'closed' });
      const input = { account: account.account, version: account.version, mark: 'tapt' } as const;
      expect(await markAccount(world.office, world.people.bestiller, input)).toMatchObject({ mark: 'tapt' });
      expect((await cardOf(account.account))?.status).toBe('closed');
      expect(world.sentences.at(-1)).toContain('does not become lost: A closed account stays closed');
    });

    test('another mark is refused, and a closed account is not changed', async () => {
      const { office, people } = world;
      const account = await handOut(await suggested());
      const input = { account: account.account, version: account.version };
      expect((await refusalOf(markAccount(office, people.bestiller, { ...input, mark: 'borte' as 'tapt' }))).code).toBe('markWrong');
      await office.database.query(`UPDATE card_account SET state = 'closed', closed_at_ms = 1 WHERE number = $1`, [account.account]);
      expect((await refusalOf(markAccount(office, people.bestiller, { ...input, mark: 'tapt' }))).code).toBe('accountClosed');
    });
  });

  describe('Administrer konto', () => {
    test('R2: the card type must be chosen where there are two', async () => {
      const { office, people } = world;
      const request = { subscriptionId: people.sosialId };
      expect((await refusalOf(listAccounts(office, people.bestiller, request))).code).toBe('cardTypeNotChosen');
      expect((await refusalOf(suggestAccount(office, people.bestiller, request))).code).toBe('cardTypeNotChosen');
      expect((await listAccounts(office, people.bestiller, { ...request, cardType: 'kontantkort' })).rows).toEqual([]);
      expect((await listAccounts(office, people.bestiller, { subscriptionId: people.introId })).rows).toEqual([]);
    });

    test('search by serial, KlientID, name, and account number in any form', async () => {
      const { office, people } = world;
      const named = await handOut(await suggested(), { clientId: 'SØK-77', name: 'Per_100%' });
      const find = async (search: string) => {
        const { rows } = await listAccounts(office, people.bestiller, { ...ofType(), search, pageSize: 500 });
        return rows.map(({ account }) => account);
      };
      for (const search of [named.serial, named.serial.toLowerCase(), 'søk-77', 'per_100%', ' SØK-77 Per', named.account]) {
        expect(await find(search)).toEqual([named.account]);
      }
      for (const search of [shownAccountNumber(named.account), named.account.replace(/^(.{6})/, '$1 ')]) {
        expect(await find(search)).toEqual([named.account]);
      }
      expect(await find('per%100')).toEqual([]);
      expect(await find("'; DROP TABLE account; --")).toEqual([]);
      expect(await find('5606.')).toHaveLength(40);
      expect((await refusalOf(listAccounts(office, people.bestiller, { ...ofType(), search: 'x'.repeat(101) }))).code).toBe('searchWrong');
    });

    test('page by page in the order of the serials; states', async () => {
      const { office, people } = world;
      const serials: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAccounts(office, people.bestiller, { ...ofType(), pageSize: 7, cursor });
        serials.push(...page.rows.map(({ serial }) => serial));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(serials).toEqual(Array.from({ length: 40 }, (_, index) => `L${String(index + 1).padStart(4, '0')}`));
      const counts = new Map<string, number>();
      for (const show of ACCOUNTS_SHOWN)
        counts.set(show, (await listAccounts(office, people.bestiller, { ...ofType(), show, pageSize: 500 })).rows.length);
      const [inSafe = 0, handedOut = 0, marked = 0, closed = 0] = ['inSafe', 'handedOut', 'marked', 'closed'].map((show) =>
        counts.get(show),
      );
      expect(inSafe + handedOut + marked + closed).toBe(40);
      expect(marked).toBe(5);
    });

    test('R22: other users see the accounts that their roles tick, and no others', async () => {
      const { office, people } = world;
      const [, clerk] = people.clerks;
      expect((await listAccounts(office, clerk, ofType())).rows).toEqual([]);
      const account = await accountOf(withoutPins);
      await letSee(clerk, account.account);
      expect((await listAccounts(office, clerk, ofType())).rows.map((row) => row.account)).toEqual([account.account]);
      expect((await refusalOf(suggestAccount(office, clerk, ofType()))).code).toBe('administerOnly');
    });

    test('R18: balance and statement for those with the right Se, and the bank', async () => {
      const { office, people } = world;
      const [clerk, other] = people.clerks;
      const { account } = await handOut(await suggested());
      const token = (await cardOf(account))?.token ?? '';
      await office.cards.fund(token, 250_000);
      expect((await refusalOf(showAccount(office, other, account))).code).toBe('cardAccountUnknown');
      expect((await showAccount(office, people.bestiller, account)).balance).toBeUndefined();
      expect((await refusalOf(statement(office, people.bestiller, { account }))).code).toBe('accountNotSeen');
      await letSee(clerk, account);
      for (const actor of [clerk, people.bank]) {
        const shown = await showAccount(office, actor, shownAccountNumber(account));
        expect(shown.balance).toMatchObject({ ledgerMinor: 250_000, availableMinor: 250_000, cardStatus: 'active' });
        expect(shown).not.toHaveProperty('card_token');
        const { lines } = await statement(office, actor, { account });
        expect(lines).toEqual([{ atMs: world.clock.nowMs, event: 'fund', amountMinor: 250_000, ledgerMinor: 250_000, terminalId: '' }]);
      }
    });
  });

  describe('what is printed', () => {
    test('R4, R19: the holder is told both limits, no use abroad, and the office instead of sperretjenesten', async () => {
      const { office, people } = world;
      const account = await handOut(await suggested());
      const nb = await holderSheet(office, people.bestiller, account.account, 'nb');
      for (const text of [
        'Minibank Norge',
        '9 900,00 kr pr 4 dager',
        'Varekjøp og kontantuttak Norge',
        '50 000,00 kr pr 4 dager',
        'Ikke aktuelt',
        'Henvend deg til Bydelens sosialtjeneste, kontoret som utstedte kortet.',
        'Ring ikke sperretjenesten (915 04800)',
        'Egenerklæring for mottatt kort og PIN-kode',
        account.serial,
        shownAccountNumber(account.account),
      ]) {
        expect(nb.replaceAll('\u00a0', ' ')).toContain(text);
      }
      const en = await holderSheet(office, people.bestiller, account.account, 'en');
      for (const text of ['9,900.00 NOK in 4 days', '50,000.00 NOK in 4 days', 'Cannot be used', '915 04800', 'Declaration'])
        expect(en).toContain(text);
      expect((await refusalOf(holderSheet(office, people.clerks[1], account.account))).code).toBe('cardAccountUnknown');
    });

    test('R11: the stock list has the serials that lie in the safe, by order', async () => {
      const { office, people } = world;
      const stock = await stockList(office, people.bestiller, ofType());
      expect(stock.map(({ orderId, hasPins }) => [orderId, hasPins])).toEqual([
        [withPins, true],
        [withoutPins, false],
      ]);
      expect(stock[0]?.serials).toContain((await suggested()).serial);
      expect(stock[0]?.serials).not.toContain('L0001');
      expect(stock[1]?.serials).toHaveLength(20);
      const page = stockListPage(stock, 'nb');
      expect(page).toContain('safe eller et tilsvarende låst og brannsikkert skap');
      expect(page).toContain('L0040');
      expect(stockListPage([], 'en')).toContain('There are none.');
      expect((await refusalOf(stockList(office, people.clerks[0], ofType()))).code).toBe('administerOnly');
    });
  });

  test('accounts of an order whose cards are not all on file do not exist for users', async () => {
    const { office, people } = world;
    world.nextDay();
    const { orderId } = await orderCards(office, people.bestiller, { ...ofType(), cards: 20 });
    const account = await accountOf(withoutPins);
    await office.database.query(`UPDATE card_account SET order_id = $1 WHERE number = $2`, [orderId, account.account]);
    expect((await refusalOf(showAccount(office, people.bank, account.account))).code).toBe('cardAccountUnknown');
  });

  test('every reason of R1 has words in both languages', () => {
    for (const words of Object.values(REASONS)) expect(words.nb).not.toBe(words.en);
  });
}
