/** Betalingsfil: upload, what waits for approval, and the files with their answers. */

import { Panel } from '../parts/panel.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Batch, PaymentFile, Subscription } from '../types.ts';
import { Batches } from './batches.tsx';
import { Files } from './files.tsx';
import { Upload } from './upload.tsx';

export function PaymentsPage({ at }: { readonly at: Subscription }) {
  const batches = useRows<Batch>(ROUTES.batches(at.subscriptionId), { key: 'batches' });
  const files = useRows<PaymentFile>(ROUTES.paymentFiles(at.subscriptionId), { key: 'files' });
  const again = async (): Promise<void> => {
    await Promise.all([batches.again(), files.again()]);
  };
  return (
    <>
      <h1>{say('paymentFile')}</h1>
      <p class="lead">{say('paymentsLead')}</p>
      <Upload at={at} onUploaded={again} />
      <Panel title={say('toApprove')}>
        <Batches list={batches} onChanged={files.again} />
      </Panel>
      <Panel title={say('paymentFiles')}>
        <Files list={files} />
      </Panel>
    </>
  );
}
