/** The message that asks the bank to let a user in (innmelding). */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';
import { me } from '../user.ts';

interface MessageProps {
  readonly at: Subscription;
  readonly onSent: () => Promise<void>;
}

export function AddUser({ at, onSent }: MessageProps) {
  const ownUserId = useSignal(me.value?.userId ?? '');
  const agreementNumber = useSignal(at.agreementNumber);
  const agreementName = useSignal(at.name);
  const userName = useSignal('');
  const nationalNumber = useSignal('');
  const calculatorSerial = useSignal('');
  const outcome = useOutcome();
  const send = async (): Promise<string> => {
    const serial = calculatorSerial.value.trim();
    await tell(ROUTES.messages(at.subscriptionId), {
      kind: 'add',
      ownUserId: ownUserId.value,
      agreementNumber: agreementNumber.value,
      agreementName: agreementName.value,
      userName: userName.value,
      nationalNumber: nationalNumber.value,
      ...(serial === '' ? {} : { calculatorSerial: serial }),
    });
    const name = userName.value;
    for (const field of [userName, nationalNumber, calculatorSerial]) field.value = '';
    await onSent();
    return say('messageSent', { name });
  };
  return (
    <Panel title={say('addUser')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(send);
        }}
      >
        <Field label={say('ownUserId')} value={ownUserId} maxLength={12} />
        <Field label={say('agreementNumber')} value={agreementNumber} />
        <Field label={say('agreementName')} value={agreementName} />
        <Field label={say('newUserName')} value={userName} />
        <Field label={say('nationalNumber')} value={nationalNumber} inputMode="numeric" maxLength={12} />
        <Field label={say('oldCalculator')} value={calculatorSerial} isOptional hint={say('oldCalculatorHint')} />
        <div class="row">
          <button type="submit" class="go" disabled={outcome.isBusy.value}>
            {say('sendMessage')}
          </button>
        </div>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
