/** The upload of a payment file, with its progress; "Registrer og godkjenn" gives the first approval too. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { withQuery } from '../ask.ts';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { amountText } from '../parts/shown.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription, UploadedFile } from '../types.ts';
import { FaultyPayments } from './faulty-payments.tsx';
import { sendFile } from './send-file.ts';

interface UploadProps {
  readonly at: Subscription;
  readonly onUploaded: () => Promise<void>;
}

export function Upload({ at, onUploaded }: UploadProps) {
  const id = useId();
  const file = useSignal<File | undefined>(undefined);
  const part = useSignal(0);
  const uploaded = useSignal<UploadedFile | undefined>(undefined);
  const outcome = useOutcome();
  const register = async (approve: boolean): Promise<string> => {
    const { value } = file;
    if (value === undefined) throw new Error(say('chooseFile'));
    part.value = 0;
    uploaded.value = undefined;
    const path = withQuery(ROUTES.paymentFiles(at.subscriptionId), { approve: String(approve) });
    const answer = await sendFile<UploadedFile>(path, value, (sent) => {
      part.value = sent;
    });
    uploaded.value = answer;
    await onUploaded();
    const fill = { accepted: String(answer.accepted), payments: String(answer.payments), amount: amountText(answer.acceptedMinor) };
    return say(approve ? 'fileApprovedOnce' : 'fileRegistered', fill);
  };
  const { value } = uploaded;
  return (
    <Panel title={say('upload')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(() => register(true));
        }}
      >
        <div class="field wide-field">
          <label for={id}>{say('fileToUpload')}</label>
          <input
            id={id}
            type="file"
            accept=".xml,application/xml,text/xml"
            onChange={({ currentTarget }) => {
              file.value = currentTarget.files?.[0];
            }}
          />
        </div>
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('registerAndApprove')}
        </button>
        <button type="button" disabled={outcome.isBusy.value} onClick={() => void outcome.run(() => register(false))}>
          {say('register')}
        </button>
      </form>
      {outcome.isBusy.value && <progress aria-label={say('uploading')} max={1} {...(part.value < 1 ? { value: part.value } : {})} />}
      <Result outcome={outcome} />
      {value !== undefined && value.accepted < value.payments && <FaultyPayments fileId={value.fileId} />}
    </Panel>
  );
}
