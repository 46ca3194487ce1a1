/** The message that asks the bank to remove a user (utmelding). */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';

export function RemoveUser({ at, onSent }: { readonly at: Subscription; readonly onSent: () => Promise<void> }) {
  const userName = useSignal('');
  const userId = useSignal('');
  const outcome = useOutcome();
  const send = async (): Promise<string> => {
    await tell(ROUTES.messages(at.subscriptionId), { kind: 'remove', userName: userName.value, userId: userId.value });
    const name = userName.value;
    userName.value = '';
    userId.value = '';
    await onSent();
    return say('messageSent', { name });
  };
  return (
    <Panel title={say('removeUser')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(send);
        }}
      >
        <Field label={say('removedName')} value={userName} />
        <Field label={say('removedUserId')} value={userId} maxLength={12} />
        <div class="row">
          <button type="submit" disabled={outcome.isBusy.value}>
            {say('sendMessage')}
          </button>
        </div>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
