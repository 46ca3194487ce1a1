/** The bank registers a person as a user, of a municipality or of its own desk. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Field, TickField } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { RegisteredUser } from '../types.ts';
import { loadUser } from '../user.ts';

export function NewUser() {
  const name = useSignal('');
  const userId = useSignal('');
  const nationalNumber = useSignal('');
  const isBank = useSignal(false);
  const outcome = useOutcome();
  const register = async (): Promise<string> => {
    const answer = await tell<RegisteredUser>(ROUTES.users, {
      name: name.value,
      isBank: isBank.value,
      ...(userId.value === '' ? {} : { userId: userId.value }),
      ...(isBank.value ? {} : { nationalNumber: nationalNumber.value }),
    });
    for (const field of [name, userId, nationalNumber]) field.value = '';
    await loadUser();
    const { calculatorSerial: serial } = answer;
    return serial === undefined ? say('bankUserIn', { userId: answer.userId }) : say('userInPosted', { userId: answer.userId, serial });
  };
  return (
    <Panel title={say('registerUser')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(register);
        }}
      >
        <Field label={say('name')} value={name} />
        {!isBank.value && <Field label={say('nationalNumber')} value={nationalNumber} inputMode="numeric" maxLength={12} />}
        <Field label={say('userIdOptional')} value={userId} isOptional maxLength={12} />
        <TickField label={say('worksAtBank')} value={isBank} />
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('registerUser')}
        </button>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
