/** The upload of a payment file, with its progress; "Registrer og godkjenn" gives the first approval too. */
import { useSignal } from '@preact/signals';
import { PAYMENT_FILE_LIMITS } from '../../../../../src/programme/payment-files/limits.ts';
import { language } from '../../../settings.ts';
import { bytesText } from '../../../text/format.ts';
import { withQuery } from '../ask.ts';
import { FileField } from '../parts/file-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { amountText } from '../parts/shown.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription, UploadedFile } from '../types.ts';
import { FaultyPayments } from './faulty-payments.tsx';
import { sendFile } from './send-file.ts';

const PERCENT = 100;

interface UploadProps {
  readonly at: Subscription;
  readonly onUploaded: () => Promise<void>;
}

const { bytesMax } = PAYMENT_FILE_LIMITS;

function sizeText(bytes: number): string {
  return bytesText(language.value, bytes);
}

/** How much is sent; then the server checks what is left, and says nothing before its answer. */
function Sent({ part, bytes }: { readonly part: number; readonly bytes: number }) {
  const isSent = part >= 1;
  const text = isSent ? say('fileSent') : say('filePart', { percent: String(Math.floor(part * PERCENT)), size: sizeText(bytes) });
  return (
    <div class="upload">
      <progress aria-label={say('uploading')} max={1} {...(isSent ? {} : { value: part })} />
      <span class="soft small">{text}</span>
    </div>
  );
}

export function Upload({ at, onUploaded }: UploadProps) {
  const file = useSignal<File | undefined>(undefined);
  const part = useSignal(0);
  const uploaded = useSignal<UploadedFile | undefined>(undefined);
  const outcome = useOutcome();
  const register = async (approve: boolean): Promise<string> => {
    const { value } = file;
    if (value === undefined) throw new Error(say('chooseFile'));
    if (value.size > bytesMax) throw new Error(say('fileTooLarge', { size: sizeText(value.size), max: sizeText(bytesMax) }));
    part.value = 0;
    uploaded.value = undefined;
    const path = withQuery(ROUTES.paymentFiles(at.subscriptionId), { approve: String(approve) });
    const answer = await sendFile<UploadedFile>(path, value, (sent) => {
      part.value = sent;
    });
    uploaded.value = answer;
    await onUploaded();
    if (answer.accepted === 0) throw new Error(say('fileNoneAccepted'));
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
        <FileField label={say('fileToUpload')} value={file} accept=".xml,application/xml,text/xml" />
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('registerAndApprove')}
        </button>
        <button type="button" disabled={outcome.isBusy.value} onClick={() => void outcome.run(() => register(false))}>
          {say('register')}
        </button>
      </form>
      {outcome.isBusy.value && <Sent part={part.value} bytes={file.value?.size ?? 0} />}
      <Result outcome={outcome} />
      {value !== undefined && value.accepted < value.payments && <FaultyPayments fileId={value.fileId} />}
    </Panel>
  );
}
