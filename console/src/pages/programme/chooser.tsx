/** Who uses the page, for which subscription. */
import { mayLeave } from './parts/unsaved.ts';
import { say } from './text.ts';
import { chooseSubscription, chooseUser, me, subscription, userId, users } from './user.ts';

function Users() {
  if (users.value === undefined) return <p class="you">{say('youAre', { name: me.value?.name ?? '' })}</p>;
  return (
    <label class="you">
      <span>{say('youAreLabel')}</span>
      <select
        value={userId.value}
        onChange={({ currentTarget }) => {
          if (mayLeave()) void chooseUser(currentTarget.value);
          else currentTarget.value = userId.value;
        }}
      >
        {users.value.map((each) => (
          <option key={each.userId} value={each.userId}>
            {`${each.name} (${each.userId}${each.isBank ? `, ${say('theBank')}` : ''})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Subscriptions() {
  const all = me.value?.subscriptions ?? [];
  const at = subscription.value;
  if (at === undefined) return null;
  if (all.length === 1) return <span class="soft">{`${at.name}, ${say('agreement', { number: at.agreementNumber })}`}</span>;
  return (
    <label class="you">
      <span>{say('subscription')}</span>
      <select
        value={String(at.subscriptionId)}
        onChange={({ currentTarget }) => {
          if (mayLeave()) void chooseSubscription(Number(currentTarget.value));
          else currentTarget.value = String(at.subscriptionId);
        }}
      >
        {all.map(({ subscriptionId, name, agreementNumber }) => (
          <option key={subscriptionId} value={String(subscriptionId)}>
            {`${name} (${agreementNumber})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Titles() {
  const { isAdministrator = false, isBestiller = false } = subscription.value ?? {};
  const titles = [...(isAdministrator ? [say('administrator')] : []), ...(isBestiller ? [say('bestiller')] : [])];
  return titles.length === 0 ? null : <span class="soft titles">{titles.join(', ')}</span>;
}

export function Chooser() {
  return (
    <div class="chooser">
      <Users />
      <Titles />
      <Subscriptions />
    </div>
  );
}
