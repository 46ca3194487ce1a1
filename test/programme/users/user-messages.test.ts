import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOf } from '../../../src/programme/core/actor.ts';
import { listAudit } from '../../../src/programme/core/list-audit.ts';
import { accountRights } from '../../../src/programme/core/rights.ts';
import { answerUserMessage } from '../../../src/programme/users/answer-user-message.ts';
import { listUserMessages } from '../../../src/programme/users/list-user-messages.ts';
import { listUsers } from '../../../src/programme/users/list-users.ts';
import { postCalculator } from '../../../src/programme/users/post-calculator.ts';
import { type AddUserMessage, type RemoveUserMessage, sendUserMessage } from '../../../src/programme/users/send-user-message.ts';
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

const add = (changes: Partial<AddUserMessage> = {}): AddUserMessage => ({
  subscriptionId: people.sosialId,
  kind: 'add',
  ownUserId: 'ADM001',
  agreementNumber: '1000002',
  agreementName: 'Bydelens sosialtjeneste',
  userName: 'Nora Ny',
  nationalNumber: nationalNumberOf(10),
  ...changes,
});
const removal = (changes: Partial<RemoveUserMessage> = {}): RemoveUserMessage => ({
  subscriptionId: people.sosialId,
  kind: 'remove',
  userName: 'Siri Saksbehandler',
  userId: 'SAK001',
  ...changes,
});

describe('a wrong field of the message is named', () => {
  test.each<[Partial<AddUserMessage>, string, string, string]>([
    [{ ownUserId: 'BES001' }, 'ownUserIdWrong', 'own BrukerID', 'Administrators BrukerID'],
    [{ agreementNumber: '1000003' }, 'agreementNumberOther', 'agreement number', 'avtalenummer'],
    [{ agreementName: 'Bydelen' }, 'agreementNameOther', 'agreement name', 'avtalenavn'],
    [{ userName: ' ' }, 'personName', 'name of the person', 'Navnet på personen'],
    [{ userName: 'x'.repeat(101) }, 'personName', 'name of the person', 'Navnet på personen'],
    [{ nationalNumber: '' }, 'nationalNumberMissing', 'national number is missing', 'fødsels- og personnummer mangler'],
    [{ nationalNumber: '123' }, 'nationalNumberLength', 'has 3 digits', 'har 3 sifre'],
    [{ nationalNumber: '0181900000x' }, 'nationalNumberDigits', 'other than digits', 'annet enn sifre'],
    [{ nationalNumber: '12345678901' }, 'nationalNumberCheck', 'check digit', 'kontrollsiffer'],
    [{ calculatorSerial: '99999999' }, 'serialNotFree', 'serial number', 'Serienummeret'],
    [{ calculatorSerial: 'x' }, 'serialNotFree', 'serial number', 'Serienummeret'],
    [{ nationalNumber: nationalNumberOf(2) }, 'userAlreadyIn', 'already, with the BrukerID SAK001', 'allerede bruker'],
    [{ office: 'administrator' }, 'byServiceAgreement', 'Kundesenter VIP, phone 22 48 32 00', 'Kundesenter VIP på tlf 22 48 32 00'],
    [{ office: 'bestiller' }, 'byServiceAgreement', 'by a service agreement', 'med en tjenesteavtale'],
  ])('%j', async (changes, code, en, nb) => {
    const refusal = await refusalOf(sendUserMessage(opened.office, people.administrator, add(changes)));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('en')).toContain(en);
    expect(refusal.sentence('nb')).toContain(nb);
  });

  test.each<[Partial<RemoveUserMessage>, string, string]>([
    [{ userId: 'NOBODY' }, 'removedUserUnknown', 'BrukerID'],
    [{ userName: 'Åse Saksbehandler' }, 'removedNameOther', 'name'],
    [{ userId: 'BES001', userName: 'Bjørn Bestiller' }, 'byServiceAgreement', 'service agreement'],
  ])('at a removal: %j', async (changes, code, en) => {
    const refusal = await refusalOf(sendUserMessage(opened.office, people.administrator, removal(changes)));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('en')).toContain(en);
  });

  test('only an administrator sends it', async () => {
    for (const actor of [people.bestiller, people.clerks[0]]) {
      expect((await refusalOf(sendUserMessage(opened.office, actor, add()))).code).toBe('administratorOnly');
    }
    expect((await refusalOf(sendUserMessage(opened.office, people.bank, add()))).code).toBe('notOfSubscription');
  });
});

test('R21, R22: a user is let in without access, goes, and leaves the calculator to the next one', async () => {
  const { office } = opened;
  const { administrator, bank, sosialId } = people;
  const messageId = await sendUserMessage(office, administrator, add());
  expect((await refusalOf(answerUserMessage(office, administrator, { messageId, answer: 'done' }))).code).toBe('bankOnly');
  const first = await answerUserMessage(office, bank, { messageId, answer: 'done' });
  expect(first).toMatchObject({ userId: 'NN0001', isCalculatorPosted: true });
  expect((await refusalOf(answerUserMessage(office, bank, { messageId, answer: 'done' }))).code).toBe('messageAnswered');
  const nora = await actorOf(office.database, 'NN0001');
  expect(await accountRights(office.database, nora, people.accounts.sosialLoading)).toMatchObject({ maySee: false, mayRegister: false });

  const away = await sendUserMessage(office, administrator, removal({ userId: 'NN0001', userName: 'nora  ny' }));
  await answerUserMessage(office, bank, { messageId: away, answer: 'done' });
  await expect(actorOf(office.database, 'NN0001')).rejects.toThrow('There is no active user NN0001');

  const calculatorSerial = first.calculatorSerial ?? '';
  const again = await sendUserMessage(
    office,
    administrator,
    add({ userName: 'Ola Neste', nationalNumber: nationalNumberOf(11), calculatorSerial }),
  );
  expect(await answerUserMessage(office, bank, { messageId: again, answer: 'done' })).toMatchObject({
    userId: 'ON0001',
    calculatorSerial,
    isCalculatorPosted: false,
  });
  expect((await listUsers(office, administrator, sosialId)).map(({ userId }) => userId)).toEqual([
    'ADM001',
    'BES001',
    'ON0001',
    'SAK001',
    'SAK002',
  ]);
});

test('the bank refuses with a reason, which the administrator reads', async () => {
  const { office } = opened;
  const messageId = await sendUserMessage(office, people.administrator, add({ nationalNumber: nationalNumberOf(12) }));
  expect((await refusalOf(answerUserMessage(office, people.bank, { messageId, answer: 'refused', reason: '' }))).code).toBe(
    'reasonMissing',
  );
  await answerUserMessage(office, people.bank, { messageId, answer: 'refused', reason: 'Navnet er et annet' });
  const { rows } = await listUserMessages(office, people.administrator, { subscriptionId: people.sosialId, pageSize: 1 });
  expect(rows).toMatchObject([{ messageId, status: 'refused', answer: 'Navnet er et annet', userId: undefined }]);
});

test('a user of two subscriptions who leaves one stays active', async () => {
  const { office } = opened;
  const messageId = await sendUserMessage(office, people.administrator, removal());
  await answerUserMessage(office, people.bank, { messageId, answer: 'done' });
  expect((await actorOf(office.database, 'SAK001')).name).toBe('Siri Saksbehandler');
});

test('the bank posts a new calculator in place of one that is locked or lost', async () => {
  const { office } = opened;
  const serial = await postCalculator(office, people.bank, 'SAK002');
  expect(serial).toMatch(/^\d{8}$/);
  expect((await refusalOf(postCalculator(office, people.bank, 'NN0001'))).code).toBe('calculatorForNobody');
  expect((await refusalOf(postCalculator(office, people.administrator, 'SAK002'))).code).toBe('bankOnly');
});

test('every change is in the audit, without national numbers, for administrators and the bank', async () => {
  const { office } = opened;
  const { rows } = await listAudit(office, people.administrator, { subscriptionId: people.sosialId });
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ['registerSubscription', 'sendUserMessage', 'userAdded', 'userRemoved', 'userMessageRefused'])
    expect(actions).toContain(action);
  for (const { subject, detail } of rows) expect(`${subject} ${detail}`).not.toMatch(/\d{11}/);
  const page = await listAudit(office, people.bank, { pageSize: 2 });
  const next = await listAudit(office, people.bank, { pageSize: 2, cursor: page.cursor });
  expect(next.rows[0]?.id).toBeLessThan(page.rows[1]?.id ?? 0);
  expect((await refusalOf(listAudit(office, people.administrator, {}))).code).toBe('bankOnly');
  expect((await refusalOf(listAudit(office, people.clerks[1], { subscriptionId: people.sosialId }))).code).toBe('administratorOnly');
  expect((await refusalOf(listAudit(office, people.bank, { cursor: "1'" }))).code).toBe('cursorWrong');
});
