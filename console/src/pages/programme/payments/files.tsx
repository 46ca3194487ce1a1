/** The payment files: where each stands, its faults, and the answer (pain.002) to download. */
import { useSignal } from '@preact/signals';
import { file } from '../ask.ts';
import { Result, useOutcome } from '../parts/result.tsx';
import { amountText, whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { PaymentFile } from '../types.ts';
import { FaultyPayments } from './faulty-payments.tsx';

const STATES = ['registered', 'approved', 'executed', 'rejected'] as const;

async function save(path: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await file(path));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** `1 godkjent, 2 utført` */
function stateText({ batches }: PaymentFile): string {
  return STATES.filter((state) => batches[state] > 0)
    .map((state) => say(`batch_${state}`, { count: String(batches[state]) }))
    .join(', ');
}

export function Files({ list }: { readonly list: RowsAnswer<PaymentFile> }) {
  const faultsOf = useSignal<number | undefined>(undefined);
  const outcome = useOutcome();
  const download = async ({ fileId, messageId }: PaymentFile): Promise<string> => {
    await save(ROUTES.paymentStatus(fileId), `pain002-${messageId.replaceAll(/[^\w-]/g, '_')}.xml`);
    return say('answerSaved');
  };
  const heads = [
    { text: say('messageId') },
    { text: say('date') },
    { text: say('registeredBy') },
    { text: say('paymentCount'), isNumber: true },
    { text: say('amount'), isNumber: true },
    { text: say('status') },
    { text: say('answers') },
  ];
  return (
    <>
      <List
        caption={say('filesCaption')}
        heads={heads}
        list={list}
        none={say('noFiles')}
        row={(each) => (
          <tr key={each.fileId}>
            <td>{each.messageId}</td>
            <td>{whenText(each.uploadedAtMs)}</td>
            <td>{each.uploadedBy}</td>
            <td class="n">{each.payments}</td>
            <td class="n">{amountText(each.sumMinor)}</td>
            <td>{stateText(each)}</td>
            <td class="actions">
              <button
                type="button"
                class="plain"
                aria-label={say('pain002Of', { name: each.messageId })}
                onClick={() => void outcome.run(() => download(each))}
              >
                pain.002
              </button>
              <button
                type="button"
                class="plain"
                aria-label={say('faultsOf', { name: each.messageId })}
                aria-pressed={faultsOf.value === each.fileId}
                onClick={() => {
                  faultsOf.value = faultsOf.value === each.fileId ? undefined : each.fileId;
                }}
              >
                {say('faults')}
              </button>
            </td>
          </tr>
        )}
      />
      <div class="row">
        <button type="button" onClick={() => void list.again()}>
          {say('update')}
        </button>
      </div>
      <Result outcome={outcome} />
      {faultsOf.value !== undefined && <FaultyPayments key={faultsOf.value} fileId={faultsOf.value} />}
    </>
  );
}
