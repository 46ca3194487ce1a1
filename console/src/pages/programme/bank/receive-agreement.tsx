/** A service agreement that came back by post: carried out when it is signed as it must be. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Choice, Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import { loadUser } from '../user.ts';

const SIGNED_AS = ['districtDirector', 'administrator', 'bestiller', 'other'] as const;

export function ReceiveAgreement() {
  const agreementId = useSignal('');
  const signedBy = useSignal('');
  const signedAs = useSignal<string>('districtDirector');
  const outcome = useOutcome();
  const receive = async (): Promise<string> => {
    const number = agreementId.value.trim();
    const signature = signedBy.value.trim() === '' ? {} : { signedBy: signedBy.value };
    await tell(ROUTES.receiveAgreement(Number(number)), { signedAs: signedAs.value, ...signature });
    agreementId.value = '';
    signedBy.value = '';
    await loadUser();
    return say('agreementCarriedOut', { number });
  };
  return (
    <Panel title={say('receiveAgreement')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(receive);
        }}
      >
        <Field label={say('agreementId')} value={agreementId} inputMode="numeric" maxLength={9} />
        <Field label={say('signedBy')} value={signedBy} isOptional />
        <Choice
          label={say('signedAs')}
          value={signedAs}
          options={SIGNED_AS.map((each) => ({ value: each, text: say(`signed_${each}`) }))}
        />
        <button type="submit" disabled={outcome.isBusy.value}>
          {say('carryOut')}
        </button>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
