/** Administrer roller: the roles of the subscription, and the one that is opened. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../../text/text.ts';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { isUnsaved, mayLeave } from '../parts/unsaved.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Role, Roles, Subscription } from '../types.ts';
import { loadOwnAccounts } from '../user.ts';
import { RoleEditor } from './role-editor.tsx';

const NEW_ROLE: Role = {
  roleId: 0,
  version: 0,
  name: '',
  maySee: true,
  mayRegister: false,
  approves: 'none',
  takesNewAccounts: true,
  members: [],
  accounts: [],
};

export function RolesPage({ at }: { readonly at: Subscription }) {
  const { value, problem, again } = useAnswer<Roles>(ROUTES.roles(at.subscriptionId));
  const outcome = useOutcome();
  const opened = useSignal<Role | undefined>(undefined);
  // Of another page or user nothing is unsaved.
  useEffect(
    () => () => {
      isUnsaved.value = false;
    },
    [],
  );
  const open = (role: Role): void => {
    if (!mayLeave()) return;
    outcome.clear();
    opened.value = role;
  };
  const saved = async (roleId: number | undefined): Promise<void> => {
    await again();
    await loadOwnAccounts();
    opened.value = value.value?.roles.find((role) => role.roleId === roleId);
  };
  const role = opened.value;
  return (
    <>
      <h1>{say('administerRoles')}</h1>
      <p class="lead">{say('rolesLead')}</p>
      <Result outcome={outcome} />
      <div class="register">
        <Panel title={say('roles')}>
          {problem.value !== '' && <p class="bad">{problem.value}</p>}
          {value.value === undefined ? (
            <p class="soft">{t('loading')}</p>
          ) : (
            <ul class="plain-list">
              {value.value.roles.map((each) => (
                <li key={each.roleId}>
                  <button
                    type="button"
                    class="plain"
                    aria-current={each.roleId === role?.roleId ? 'true' : undefined}
                    onClick={() => open(each)}
                  >
                    {each.name}
                  </button>{' '}
                  <small>{say('roleSize', { users: String(each.members.length), accounts: String(each.accounts.length) })}</small>
                </li>
              ))}
            </ul>
          )}
          <div class="row">
            <button type="button" onClick={() => open({ ...NEW_ROLE })}>
              {say('addRole')}
            </button>
          </div>
        </Panel>
        {role === undefined ? (
          <p class="panel soft">{say('chooseRole')}</p>
        ) : (
          <RoleEditor key={`${role.roleId} ${role.version}`} at={at} role={role} outcome={outcome} onSaved={saved} />
        )}
      </div>
    </>
  );
}
