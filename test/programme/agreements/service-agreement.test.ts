import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderServiceAgreement } from '../../../src/programme/agreements/order-service-agreement.ts';
import { type ReceivedServiceAgreement, receiveServiceAgreement } from '../../../src/programme/agreements/receive-service-agreement.ts';
import type { ServiceAgreementLine } from '../../../src/programme/agreements/service-agreement.ts';
import { serviceAgreementHtml, serviceAgreementPage } from '../../../src/programme/agreements/service-agreement-page.ts';
import { listUsers } from '../../../src/programme/users/list-users.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { nationalNumberOf } from '../../support/norwegian-numbers.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';

let opened: TestOffice;
let people: Municipality;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerMunicipality(opened.office);
});
afterAll(() => opened.close());

const adminOut: ServiceAgreementLine = { direction: 'out', held: 'administrator', userName: 'Anne Administrator', userId: 'ADM001' };
const newAdmin: ServiceAgreementLine = { direction: 'in', held: 'administrator', userName: 'Nils Ny', nationalNumber: nationalNumberOf(9) };
const order = (...lines: readonly ServiceAgreementLine[]): Promise<number> =>
  orderServiceAgreement(opened.office, people.administrator, { subscriptionId: people.sosialId, lines });
const receive = (received: ReceivedServiceAgreement): Promise<void> => receiveServiceAgreement(opened.office, people.bank, received);

describe('refused when it is ordered', () => {
  test.each<[string, readonly ServiceAgreementLine[]]>([
    ['linesCount', []],
    ['linesCount', Array(21).fill(adminOut)],
    ['lineUserUnknown', [{ ...adminOut, userName: 'Another Name' }]],
    ['lineUserUnknown', [{ ...adminOut, userId: 'BANK01', userName: 'Bente Bank' }]],
    ['lineNotHeld', [{ ...adminOut, held: 'bestiller' }]],
    ['lineHeldAlready', [{ ...adminOut, direction: 'in' }]],
    ['nationalNumberMissing', [{ ...newAdmin, nationalNumber: undefined }]],
    ['personName', [{ ...newAdmin, userName: '' }]],
  ])('%s', async (code, lines) => {
    const refusal = await refusalOf(order(...lines));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('nb')).not.toBe(refusal.sentence('en'));
  });

  test('by a user who is neither administrator nor bestiller', async () => {
    const refused = orderServiceAgreement(opened.office, people.clerks[0], { subscriptionId: people.sosialId, lines: [newAdmin] });
    expect((await refusalOf(refused)).code).toBe('administerOnly');
  });
});

test('R21: signed by the Bydelsdirektør, and by nobody else, it changes the administrator for both card types', async () => {
  const { office } = opened;
  const agreementId = await order(adminOut, newAdmin);
  const signed = { agreementId, signedBy: 'Dag Direktør', signedAs: 'districtDirector' } as const;
  expect((await refusalOf(receive({ ...signed, signedBy: undefined }))).sentence('nb')).toBe(
    'Tjenesteavtalen er ikke signert; Bydelsdirektør må signere den.',
  );
  for (const wrong of [
    { signedAs: 'administrator' },
    { signedAs: 'other' },
    { signedBy: 'anne administrator' },
    { signedBy: 'Nils Ny' },
  ] as const) {
    expect((await refusalOf(receive({ ...signed, ...wrong }))).code).toBe('agreementSignedByOther');
  }
  expect((await refusalOf(receiveServiceAgreement(office, people.administrator, signed))).code).toBe('bankOnly');
  expect((await refusalOf(receive({ ...signed, agreementId: 999 }))).code).toBe('serviceAgreementUnknown');
  await receive(signed);
  expect((await refusalOf(receive(signed))).code).toBe('agreementDone');
  const administrators = (await listUsers(office, people.bank, people.sosialId)).filter(({ isAdministrator }) => isAdministrator);
  expect(administrators).toMatchObject([{ userId: 'NN0001', name: 'Nils Ny', isCalculatorLocked: false }]);
});

test('a subscription keeps an administrator and a bestiller, and nothing is half done', async () => {
  const { office } = opened;
  for (const [held, userId, userName, code] of [
    ['administrator', 'ADM001', 'Anne Administrator', 'lastAdministrator'],
    ['bestiller', 'BES001', 'Bjørn Bestiller', 'lastBestiller'],
  ] as const) {
    const subscriptionId = people.introId;
    const lines = [{ direction: 'out', held, userId, userName } as const];
    const agreementId = await orderServiceAgreement(office, people.bestiller, { subscriptionId, lines });
    expect((await refusalOf(receive({ agreementId, signedBy: 'Dag Direktør', signedAs: 'districtDirector' }))).code).toBe(code);
    const holder = (await listUsers(office, people.bank, subscriptionId)).find((user) => user.userId === userId);
    expect(held === 'administrator' ? holder?.isAdministrator : holder?.isBestiller).toBe(true);
  }
});

test('the page is escaped, names both card types, the signature and the address of the handbook', async () => {
  const line = { ...newAdmin, userName: '<b onclick="x">Kari & Co</b>' };
  const agreement = {
    agreementId: 1,
    subscriptionId: 1,
    agreementNumber: '1',
    agreementName: "O'Neill <script>",
    status: 'sent',
    lines: [line],
  } as const;
  for (const language of ['nb', 'en'] as const) {
    const page = serviceAgreementHtml(agreement, language);
    expect(page).toContain('&lt;b onclick=&quot;x&quot;&gt;Kari &amp; Co&lt;/b&gt;');
    expect(page).not.toContain('<script>');
    expect(page).toContain('DNB Bank ASA<br>Drift Konto<br>Postboks 1600 Sentrum<br>0021 Oslo');
    expect(page).toContain('Bydelsdirektør');
    expect(page).toMatch(/Kronekort (og|and) Kontantkort/);
  }
  const agreementId = await orderServiceAgreement(opened.office, people.bank, { subscriptionId: people.introId, lines: [newAdmin] });
  expect(await serviceAgreementPage(opened.office, people.bank, agreementId)).toContain('Bydelens flyktningtjeneste');
  expect((await refusalOf(serviceAgreementPage(opened.office, people.clerks[0], agreementId))).code).toBe('administerOnly');
});
