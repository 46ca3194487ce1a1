/** Internoverføring: a new transfer, those that wait for approval, and those before. */
import { Panel } from '../parts/panel.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription, Transfer } from '../types.ts';
import { NewTransfer } from './new-transfer.tsx';
import { OpenTransfers } from './open-transfers.tsx';
import { TransferHistory } from './transfer-history.tsx';

export function TransfersPage({ at }: { readonly at: Subscription }) {
  const path = ROUTES.transfers(at.subscriptionId);
  const open = useRows<Transfer>(path, { query: { open: 'true' }, key: 'transfers' });
  const all = useRows<Transfer>(path, { key: 'transfers' });
  return (
    <>
      <h1>{say('internalTransfer')}</h1>
      <p class="lead">{say('transfersLead')}</p>
      <NewTransfer
        onRegistered={async () => {
          await Promise.all([open.again(), all.again()]);
        }}
      />
      <Panel title={say('toApprove')}>
        <OpenTransfers list={open} onChanged={all.again} />
      </Panel>
      <Panel title={say('transferHistory')}>
        <TransferHistory list={all} />
      </Panel>
    </>
  );
}
