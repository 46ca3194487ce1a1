import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountRights, accountRights } from '../../../src/programme/core/rights.ts';
import { deleteRole } from '../../../src/programme/roles/delete-role.ts';
import { dropAccess } from '../../../src/programme/roles/drop-access.ts';
import { listRoles } from '../../../src/programme/roles/list-roles.ts';
import { APPROVAL_LEVELS, type RoleInput } from '../../../src/programme/roles/role-input.ts';
import { saveRole } from '../../../src/programme/roles/save-role.ts';
import { tickNewAccounts } from '../../../src/programme/roles/tick-new-accounts.ts';
import { type Municipality, registerMunicipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { runs } from '../../support/property-settings.ts';

let opened: TestOffice;
let people: Municipality;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerMunicipality(opened.office);
});
afterAll(() => opened.close());

const NAMES = ['A', 'B', 'C'] as const;
const accountsOfSosial = (): readonly string[] => {
  const { sosialLoading, sosialReturn, sosialPayer } = people.accounts;
  return [sosialLoading, sosialReturn, sosialPayer];
};

const saves = fc
  .record({
    kind: fc.constant('save' as const),
    name: fc.constantFrom(...NAMES),
    members: fc.subarray(['SAK001', 'SAK002']),
    ticked: fc.subarray([0, 1, 2]),
    mayRegister: fc.boolean(),
    approves: fc.constantFrom(...APPROVAL_LEVELS),
    takesNewAccounts: fc.boolean(),
    sees: fc.boolean(),
  })
  .map((save) => ({ ...save, maySee: save.sees || save.mayRegister || save.approves !== 'none' }));
const step = fc.oneof(
  saves,
  fc.record({ kind: fc.constant('delete' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('drop' as const), account: fc.nat(2) }),
  fc.record({ kind: fc.constant('arrive' as const), account: fc.nat(2) }),
);

type ModelRole = Omit<RoleInput, 'subscriptionId' | 'opened'>;

/** The rights of all roles together, as the handbook says it. */
function modelled(model: ReadonlyMap<string, ModelRole>, userId: string, account: string): AccountRights {
  const roles = [...model.values()].filter(({ members, accounts }) => members.includes(userId) && accounts.includes(account));
  return {
    maySee: roles.some(({ maySee }) => maySee),
    mayRegister: roles.some(({ mayRegister }) => mayRegister),
    mayApprove: roles.some(({ approves }) => approves !== 'none'),
    mayApproveOwn: roles.some(({ approves }) => approves === 'own'),
  };
}

test('after any grants and drops a user has what the roles give, and nothing else', async () => {
  const { office } = opened;
  const { administrator, sosialId: subscriptionId } = people;
  const openedRole = async (name: string) => {
    const role = (await listRoles(office, administrator, subscriptionId)).find((each) => each.name === name);
    return role && { roleId: role.roleId, version: role.version };
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const name of NAMES) {
        const left = await openedRole(name);
        if (left !== undefined) await deleteRole(office, administrator, { ...left, subscriptionId });
      }
      const model = new Map<string, ModelRole>();
      const accounts = accountsOfSosial();
      for (const each of steps) {
        if (each.kind === 'save') {
          const { name, members, mayRegister, approves, takesNewAccounts, maySee, ticked } = each;
          const role = {
            name,
            members,
            mayRegister,
            approves,
            takesNewAccounts,
            maySee,
            accounts: accounts.filter((_, at) => ticked.includes(at)),
          };
          await saveRole(office, administrator, { ...role, subscriptionId, opened: await openedRole(name) });
          model.set(name, role);
        } else if (each.kind === 'delete') {
          const role = await openedRole(each.name);
          expect(role !== undefined).toBe(model.delete(each.name));
          if (role !== undefined) await deleteRole(office, administrator, { ...role, subscriptionId });
        } else {
          const account = accounts[each.account] ?? '';
          if (each.kind === 'drop') await dropAccess(office, administrator, account);
          else await office.database.transaction((sql) => tickNewAccounts(sql, subscriptionId, [account]));
          for (const [name, role] of model) {
            const rest = role.accounts.filter((other) => other !== account);
            const isTicked = each.kind === 'arrive' && (role.takesNewAccounts || role.accounts.includes(account));
            model.set(name, { ...role, accounts: isTicked ? [...rest, account] : rest });
          }
        }
      }
      for (const clerk of people.clerks) {
        for (const account of accounts) {
          expect(await accountRights(office.database, clerk, account)).toEqual(modelled(model, clerk.userId, account));
        }
      }
    }),
    { numRuns: runs(6) },
  );
});
