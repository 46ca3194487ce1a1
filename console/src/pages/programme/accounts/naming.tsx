/** Navnsette konto: KlientID, name and reason of whoever gets the card. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Choice, Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Account } from '../types.ts';
import type { ChangeProps } from './change-props.ts';

const REASONS = ['noAccount', 'temporarilyNoAccess', 'socialSupport', 'introProgramme'] as const satisfies readonly Account['reason'][];
const CLIENT_ID_CHARS_MAX = 40;

export function Naming({ account, outcome, onChanged }: ChangeProps) {
  const clientId = useSignal('');
  const name = useSignal('');
  const reason = useSignal('');
  const save = async (): Promise<string> => {
    const body = { version: account.version, clientId: clientId.value, name: name.value, reason: reason.value };
    await tell(ROUTES.nameAccount(account.account), body);
    await onChanged();
    return say('accountNamed', { serial: account.serial });
  };
  return (
    <Panel title={say('nameAccount')}>
      <p>{say('nameAccountLead', { serial: account.serial })}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(save);
        }}
      >
        <Field label={say('clientId')} value={clientId} maxLength={CLIENT_ID_CHARS_MAX} />
        <Field label={say('holderName')} value={name} isOptional />
        <Choice
          label={say('reasonForCard')}
          value={reason}
          empty={say('chooseOne')}
          options={REASONS.map((each) => ({ value: each, text: say(`reason_${each}`) }))}
        />
        <div class="row">
          <button type="submit" class="go" disabled={outcome.isBusy.value}>
            {say('save')}
          </button>
        </div>
      </form>
    </Panel>
  );
}
