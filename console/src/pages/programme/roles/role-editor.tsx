/** One role: its name, its users, and the rights on the accounts that are ticked. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { tell } from '../ask.ts';
import { Choice, Field, TickField } from '../parts/field.tsx';
import type { Outcome } from '../parts/result.tsx';
import { isUnsaved } from '../parts/unsaved.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { ApprovalLevel, Role, SavedRole, Subscription } from '../types.ts';
import { RoleAccounts } from './role-accounts.tsx';
import { RoleUsers } from './role-users.tsx';

const LEVELS = ['none', 'others', 'own'] as const satisfies readonly ApprovalLevel[];
const NAME_CHARS_MAX = 60;

interface RoleEditorProps {
  readonly at: Subscription;
  readonly role: Role;
  /** Told by the page: a saved role is opened anew. */
  readonly outcome: Outcome;
  /** Undefined: the role is deleted. */
  readonly onSaved: (roleId: number | undefined) => Promise<void>;
}

export function RoleEditor({ at, role, outcome, onSaved }: RoleEditorProps) {
  const { roleId, version } = role;
  const isNew = roleId === 0;
  const name = useSignal(role.name);
  const maySee = useSignal(role.maySee);
  const mayRegister = useSignal(role.mayRegister);
  const approves = useSignal<string>(role.approves);
  const takesNewAccounts = useSignal(role.takesNewAccounts);
  const members = useSignal<ReadonlySet<string>>(new Set(role.members));
  const accounts = useSignal<ReadonlySet<string>>(new Set(role.accounts));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const wanted = {
    name: name.value,
    maySee: maySee.value,
    mayRegister: mayRegister.value,
    approves: approves.value as ApprovalLevel,
    members: [...members.value].sort(),
    accounts: [...accounts.value].sort(),
    takesNewAccounts: takesNewAccounts.value,
  };
  const before = JSON.stringify({ ...wanted, ...picked(role) });
  useEffect(() => {
    isUnsaved.value = JSON.stringify(wanted) !== before;
  });
  const save = async (): Promise<string> => {
    const path = isNew ? ROUTES.roles(at.subscriptionId) : ROUTES.role(at.subscriptionId, roleId);
    const answer = await tell<SavedRole>(path, isNew ? wanted : { ...wanted, version });
    isUnsaved.value = false;
    await onSaved(answer.roleId);
    return say('roleSaved');
  };
  const remove = async (): Promise<string> => {
    if (!confirm(say('deleteRoleSure', { name: role.name }))) return '';
    await tell(ROUTES.deleteRole(at.subscriptionId, roleId), { version });
    isUnsaved.value = false;
    await onSaved(undefined);
    return say('roleDeleted', { name: role.name });
  };
  return (
    <section class="panel" aria-labelledby="role-title">
      <h2 id="role-title" ref={heading} tabIndex={-1}>
        {isNew ? say('newRole') : role.name}
      </h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(save);
        }}
      >
        <Field label={say('roleName')} value={name} maxLength={NAME_CHARS_MAX} />
        <RoleUsers at={at} members={members} />
        <fieldset>
          <legend>{say('access')}</legend>
          <div class="rights">
            <TickField label={say('see')} value={maySee} />
            <TickField label={say('mayRegister')} value={mayRegister} />
            <Choice
              label={say('approvalLevel')}
              value={approves}
              options={LEVELS.map((level) => ({ value: level, text: say(`approves_${level}`) }))}
            />
          </div>
          <RoleAccounts at={at} accounts={accounts} kept={role.accounts} />
          <TickField label={say('takesNewAccounts')} value={takesNewAccounts} />
        </fieldset>
        <div class="row">
          <button type="submit" class="go" disabled={outcome.isBusy.value}>
            {say('save')}
          </button>
          {!isNew && (
            <button type="button" onClick={() => void outcome.run(remove)}>
              {say('deleteRole')}
            </button>
          )}
          {isUnsaved.value && <span class="warn">{say('notSaved')}</span>}
        </div>
      </form>
    </section>
  );
}

/** What can be changed of a role, in the order of the form. */
function picked({ name, maySee, mayRegister, approves, members, accounts, takesNewAccounts }: Role): Partial<Role> {
  return { name, maySee, mayRegister, approves, members: [...members].sort(), accounts: [...accounts].sort(), takesNewAccounts };
}
