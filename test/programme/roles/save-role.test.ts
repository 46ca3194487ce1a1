import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountRights, requireAdminister } from '../../../src/programme/core/rights.ts';
import { accountsOf } from '../../../src/programme/roles/accounts-of.ts';
import { deleteRole } from '../../../src/programme/roles/delete-role.ts';
import { dropAccess } from '../../../src/programme/roles/drop-access.ts';
import { listRoles } from '../../../src/programme/roles/list-roles.ts';
import { ROLE_MEMBERS_MAX, type RoleInput } from '../../../src/programme/roles/role-input.ts';
import { saveRole } from '../../../src/programme/roles/save-role.ts';
import { tickNewAccounts } from '../../../src/programme/roles/tick-new-accounts.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';

let opened: TestOffice;
let people: Municipality;
let loading: string;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerMunicipality(opened.office);
  loading = people.accounts.sosialLoading;
});
afterAll(() => opened.close());

const role = (changes: Partial<RoleInput> = {}): RoleInput => ({
  subscriptionId: people.sosialId,
  name: 'Saksbehandlere',
  members: ['SAK001'],
  accounts: [loading],
  maySee: true,
  mayRegister: true,
  approves: 'own',
  takesNewAccounts: true,
  ...changes,
});

describe('refused', () => {
  test.each<[string, string, string, () => Partial<RoleInput>]>([
    ['roleName', 'name of the role', 'Navnet på rollen', () => ({ name: '' })],
    ['roleName', '60 characters', '60 tegn', () => ({ name: 'x'.repeat(61) })],
    ['seeFirst', 'tick "Se" too', 'huk også av for "Se"', () => ({ maySee: false })],
    ['seeFirst', 'tick "Se" too', 'huk også av for "Se"', () => ({ maySee: false, mayRegister: false })],
    ['memberUnknown', 'BANK01 is not a user', 'BANK01 er ikke bruker', () => ({ members: ['SAK001', 'BANK01'] })],
    ['accountUnknown', 'does not belong', 'hører ikke til', () => ({ accounts: [people.accounts.mainLoading] })],
    ['membersTooMany', '500 users', '500 brukere', () => ({ members: Array(ROLE_MEMBERS_MAX + 1).fill('SAK001') })],
    ['roleUnknown', 'no role 999', 'ingen rolle 999', () => ({ opened: { roleId: 999, version: 1 } })],
  ])('%s, %s', async (code, en, nb, changes) => {
    const refusal = await refusalOf(saveRole(opened.office, people.administrator, role(changes())));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('en')).toContain(en);
    expect(refusal.sentence('nb')).toContain(nb);
    expect(await listRoles(opened.office, people.administrator, people.sosialId)).toEqual([]);
  });

  test('unless an administrator saves it', async () => {
    for (const actor of [people.bestiller, people.clerks[0]]) {
      expect((await refusalOf(saveRole(opened.office, actor, role()))).code).toBe('administratorOnly');
    }
    expect((await refusalOf(saveRole(opened.office, people.bank, role()))).code).toBe('notOfSubscription');
  });
});

test('R22: who is in no role sees nothing; a role gives its users the same rights', async () => {
  const { office } = opened;
  const [clerk, other] = people.clerks;
  expect((await accountsOf(office, clerk)).rows).toEqual([]);
  const saved = await saveRole(office, people.administrator, role());
  expect((await accountsOf(office, clerk)).rows).toEqual([
    {
      account: loading,
      subscriptionId: people.sosialId,
      kind: 'loading',
      name: undefined,
      serial: undefined,
      mark: undefined,
      state: undefined,
      mayRegister: true,
      mayApprove: true,
      mayApproveOwn: true,
    },
  ]);
  expect((await accountsOf(office, other)).rows).toEqual([]);
  expect((await refusalOf(saveRole(office, people.administrator, role()))).code).toBe('roleNameTaken');

  const changed = await saveRole(office, people.administrator, role({ opened: saved, members: ['SAK001', 'SAK002'], approves: 'others' }));
  expect(changed).toEqual({ roleId: saved.roleId, version: saved.version + 1 });
  expect(await accountRights(office.database, other, loading)).toEqual({
    maySee: true,
    mayRegister: true,
    mayApprove: true,
    mayApproveOwn: false,
  });

  const late = await refusalOf(saveRole(office, people.administrator, role({ opened: saved, members: [] })));
  expect(late.code).toBe('roleChanged');
  expect(late.sentence('nb')).toBe(
    'Rollen Saksbehandlere er endret etter at du åpnet den; ingenting er lagret. Åpne den igjen og gjenta endringen.',
  );
  const stale = { ...saved, subscriptionId: people.sosialId };
  expect((await refusalOf(deleteRole(office, people.administrator, stale))).code).toBe('roleChanged');
  await deleteRole(office, people.administrator, { ...stale, version: changed.version });
  expect((await accountsOf(office, other)).rows).toEqual([]);
});

test('accounts that arrive with an order are ticked in roles that take new ones; those of a loss leave all choices', async () => {
  const { office } = opened;
  const takes = await saveRole(office, people.administrator, role({ name: 'Tar nye', accounts: [] }));
  const keeps = await saveRole(office, people.administrator, role({ name: 'Faste', accounts: [], takesNewAccounts: false }));
  const arrived = people.accounts.sosialPayer;
  await office.database.transaction((sql) => tickNewAccounts(sql, people.sosialId, [arrived]));
  const roles = await listRoles(office, people.administrator, people.sosialId);
  expect(roles.map(({ name, accounts, version }) => ({ name, accounts, version }))).toEqual([
    { name: 'Faste', accounts: [], version: keeps.version },
    { name: 'Tar nye', accounts: [arrived], version: takes.version + 1 },
  ]);
  expect((await refusalOf(dropAccess(office, people.clerks[0], arrived))).code).toBe('administratorOnly');
  expect((await refusalOf(dropAccess(office, people.bank, arrived))).code).toBe('accountToDropUnknown');
  expect(await dropAccess(office, people.administrator, arrived)).toEqual(['Tar nye']);
  expect(await dropAccess(office, people.administrator, arrived)).toEqual([]);
  expect((await accountsOf(office, people.clerks[0])).rows).toEqual([]);
});

test('Administrer konto is for administrators and bestillere', async () => {
  const { database } = opened.office;
  await requireAdminister(database, people.administrator, people.sosialId);
  await requireAdminister(database, people.bestiller, people.sosialId);
  expect((await refusalOf(requireAdminister(database, people.clerks[0], people.sosialId))).code).toBe('administerOnly');
});
