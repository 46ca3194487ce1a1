import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPostBox } from '../../../src/programme/agreements/address.ts';
import { changeAddress } from '../../../src/programme/agreements/change-address.ts';
import { listSubscriptions } from '../../../src/programme/agreements/list-subscriptions.ts';
import { registerSubscription, type SubscriptionRegistration } from '../../../src/programme/agreements/register-subscription.ts';
import { showSubscription } from '../../../src/programme/agreements/show-subscription.ts';
import { type Municipality, OPENING_MINOR, registerMunicipality } from '../../support/municipality.ts';
import { accountNumberOf } from '../../support/norwegian-numbers.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';

test.each([
  'Postboks 1600 Sentrum',
  'postboks1600',
  'Post boks 12',
  'P.b. 12, 0021 Oslo',
  'P. b. 12',
  'Pb 12',
  'PB12',
  'P b 12',
  'PO Box 7',
  'P.O. Box 7',
  'POB 7',
  'Boks 12',
  'Box 12',
  'Storgata 1, boks nr 4',
  'Poste restante, Oslo',
])('%s is a PO box', (address) => {
  expect(isPostBox(address)).toBe(true);
});

test.each(['Storgata 1, 0155 Oslo', 'Boksveien 3', 'Bokserudveien 12', 'Postgata 4', 'Pbergveien 2', 'Poboxveien 1'])(
  '%s is a street address',
  (address) => {
    expect(isPostBox(address)).toBe(false);
  },
);

let opened: TestOffice;
let people: Municipality;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerMunicipality(opened.office);
});
afterAll(() => opened.close());

const account = (index: number, openingMinor = 0) => ({ number: accountNumberOf(index), openingMinor });
const sosial = (changes: Partial<SubscriptionRegistration> = {}): SubscriptionRegistration => ({
  programme: 'sosial',
  mainId: people.mainId,
  agreementNumber: '2000001',
  name: 'Nabobydelen',
  organisationNumber: '974760673',
  streetAddress: 'Lillegata 2, 0151 Oslo',
  pinAddress: 'Postboks 2, 0021 Oslo',
  cardTypes: ['kronekort'],
  returnAccount: account(20),
  payerAccount: account(21),
  loadingAccounts: [account(22)],
  administrator: 'ADM001',
  bestiller: 'BES001',
  ...changes,
});

describe('a registration is refused', () => {
  test.each<[string, () => Partial<SubscriptionRegistration>]>([
    ['agreementNumberWrong', () => ({ agreementNumber: '12x' })],
    ['agreementNumberTaken', () => ({ agreementNumber: '1000002' })],
    ['subscriptionName', () => ({ name: '\n' })],
    ['organisationNumberWrong', () => ({ organisationNumber: '974760674' })],
    ['streetAddress', () => ({ streetAddress: '' })],
    ['addressIsBox', () => ({ streetAddress: 'Postboks 1600 Sentrum' })],
    ['pinAddress', () => ({ pinAddress: '' })],
    ['cardTypeMissing', () => ({ cardTypes: [] })],
    ['mainMissing', () => ({ mainId: undefined })],
    ['mainMissing', () => ({ mainId: people.introId })],
    ['mainBelowMain', () => ({ programme: 'main' })],
    ['cardTypeOfMain', () => ({ programme: 'main', mainId: undefined })],
    ['cardAccountsOfMain', () => ({ programme: 'main', mainId: undefined, cardTypes: [] })],
    ['bestillerMissing', () => ({ bestiller: undefined })],
    ['memberUnknown', () => ({ administrator: 'BANK01' })],
    ['memberUnknown', () => ({ bestiller: 'NOBODY' })],
    ['returnMissing', () => ({ returnAccount: undefined })],
    ['payerMissing', () => ({ payerAccount: undefined })],
    ['loadingMissing', () => ({ loadingAccounts: [] })],
    ['loadingTooMany', () => ({ loadingAccounts: Array(51).fill(account(22)) })],
    ['loadingOfMain', () => ({ programme: 'intro' })],
    ['accountWrong', () => ({ returnAccount: { number: '86011117940', openingMinor: 0 } })],
    ['accountOfCards', () => ({ payerAccount: { number: '5606 12 00008', openingMinor: 0 } })],
    ['accountTwice', () => ({ payerAccount: account(20) })],
    ['accountTwice', () => ({ payerAccount: { number: people.accounts.sosialPayer, openingMinor: 0 } })],
    ['openingWrong', () => ({ payerAccount: account(21, -1) })],
    ['openingWrong', () => ({ payerAccount: account(21, 0.5) })],
  ])('%s', async (code, changes) => {
    const before = await listSubscriptions(opened.office, people.bank);
    const refusal = await refusalOf(registerSubscription(opened.office, people.bank, sosial(changes())));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('nb')).not.toBe(refusal.sentence('en'));
    expect(await listSubscriptions(opened.office, people.bank)).toEqual(before);
  });

  test('unless the bank makes it', async () => {
    expect((await refusalOf(registerSubscription(opened.office, people.administrator, sosial()))).code).toBe('bankOnly');
  });
});

test('R2: each user sees their own subscriptions, the bank all of them', async () => {
  const { office } = opened;
  expect((await listSubscriptions(office, people.bank)).map(({ programme }) => programme)).toEqual(['main', 'sosial', 'intro']);
  expect(await listSubscriptions(office, people.clerks[0])).toHaveLength(3);
  const shown = await showSubscription(office, people.administrator, people.sosialId);
  expect(shown).toMatchObject({
    cardTypes: ['kronekort', 'kontantkort'],
    isAdministrator: true,
    isBestiller: false,
    mainId: people.mainId,
  });
  expect(shown.accounts.map(({ kind }) => kind)).toEqual(['loading', 'payer', 'return']);
  expect((await refusalOf(showSubscription(office, people.clerks[0], 99))).code).toBe('subscriptionNotSeen');
});

test('the opening balance of an account is its first entry', async () => {
  const entries = await opened.office.database.query('SELECT amount_minor, kind FROM bank_entry WHERE account_number = $1', [
    people.accounts.sosialLoading,
  ]);
  expect(entries).toEqual([{ amount_minor: OPENING_MINOR, kind: 'opening' }]);
});

test('R9: the bank changes the addresses, never to a PO box', async () => {
  const { office } = opened;
  const subscriptionId = people.introId;
  await changeAddress(office, people.bank, { subscriptionId, streetAddress: 'Nygata 3, 0155 Oslo' });
  expect(await showSubscription(office, people.bank, subscriptionId)).toMatchObject({
    streetAddress: 'Nygata 3, 0155 Oslo',
    pinAddress: 'Postboks 100, 0101 Oslo',
  });
  const box = await refusalOf(changeAddress(office, people.bank, { subscriptionId, streetAddress: 'P.b. 12' }));
  expect(box.sentence('nb')).toBe('Gateadressen er en postboks; kortene leveres dør til dør, så oppgi en gateadresse.');
  expect((await refusalOf(changeAddress(office, people.administrator, { subscriptionId, pinAddress: 'x' }))).code).toBe('bankOnly');
  expect((await refusalOf(changeAddress(office, people.bank, { subscriptionId: 99, pinAddress: 'x' }))).code).toBe('subscriptionUnknown');
});
