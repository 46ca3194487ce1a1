/** The users of the subscription, ticked when they are in the role. */
import type { Signal } from '@preact/signals';
import { Tick, toggled } from '../parts/field.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Member, Subscription } from '../types.ts';

export function RoleUsers({ at, members }: { readonly at: Subscription; readonly members: Signal<ReadonlySet<string>> }) {
  const { rows, problem } = useRows<Member>(ROUTES.members(at.subscriptionId), { key: 'users' });
  return (
    <fieldset>
      <legend>{say('users')}</legend>
      <p class="soft small">{say('roleUsersHint')}</p>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      <div class="ticks">
        {rows.value?.map(({ userId, name }) => (
          <Tick
            key={userId}
            label={`${name} (${userId})`}
            isTicked={members.value.has(userId)}
            onTick={(isTicked) => {
              members.value = toggled(members.value, userId, isTicked);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}
