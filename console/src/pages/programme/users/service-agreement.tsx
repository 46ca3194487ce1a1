/** The service agreement: who becomes, or is no longer, administrator or bestiller. Printed, signed and posted. */
import { useSignal } from '@preact/signals';
import { pageText, tell } from '../ask.ts';
import { Choice, Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { showPrintable } from '../parts/printable.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { ServiceAgreementOrdered, Subscription } from '../types.ts';

const DIRECTIONS = ['in', 'out'] as const;
const HELD = ['administrator', 'bestiller'] as const;

export function ServiceAgreement({ at }: { readonly at: Subscription }) {
  const direction = useSignal<string>('in');
  const held = useSignal<string>('administrator');
  const userName = useSignal('');
  const userId = useSignal('');
  const nationalNumber = useSignal('');
  const ordered = useSignal<number | undefined>(undefined);
  const outcome = useOutcome();
  const order = async (): Promise<string> => {
    const line = {
      direction: direction.value,
      held: held.value,
      userName: userName.value,
      ...(userId.value === '' ? { nationalNumber: nationalNumber.value } : { userId: userId.value }),
    };
    const { agreementId } = await tell<ServiceAgreementOrdered>(ROUTES.serviceAgreements(at.subscriptionId), { lines: [line] });
    ordered.value = agreementId;
    for (const field of [userName, userId, nationalNumber]) field.value = '';
    return say('agreementOrdered', { number: String(agreementId) });
  };
  const print = async (agreementId: number): Promise<string> => {
    showPrintable(say('serviceAgreement'), await pageText(ROUTES.serviceAgreement(agreementId)));
    return '';
  };
  const { value } = ordered;
  return (
    <Panel title={say('serviceAgreement')}>
      <p class="soft small">{say('serviceAgreementLead')}</p>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(order);
        }}
      >
        <Choice
          label={say('direction')}
          value={direction}
          options={DIRECTIONS.map((each) => ({ value: each, text: say(`direction_${each}`) }))}
        />
        <Choice label={say('held')} value={held} options={HELD.map((each) => ({ value: each, text: say(`held_${each}`) }))} />
        <Field label={say('person')} value={userName} />
        <Field label={say('userIdIfKnown')} value={userId} isOptional maxLength={12} />
        {userId.value === '' && direction.value === 'in' && (
          <Field label={say('nationalNumberIfNew')} value={nationalNumber} inputMode="numeric" maxLength={12} />
        )}
        <button type="submit" disabled={outcome.isBusy.value}>
          {say('orderAgreement')}
        </button>
      </form>
      <Result outcome={outcome} />
      {value !== undefined && (
        <button type="button" onClick={() => void outcome.run(() => print(value))}>
          {say('printAgreement', { number: String(value) })}
        </button>
      )}
    </Panel>
  );
}
