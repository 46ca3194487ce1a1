/** Avslutte konto: the reminder, and the letter that asks the bank to close accounts. */
import { useSignal } from '@preact/signals';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Reminder, Subscription } from '../types.ts';
import { ClosingLetter } from './closing-letter.tsx';
import { Reminders } from './reminders.tsx';

export function EndPage({ at }: { readonly at: Subscription }) {
  const list = useRows<Reminder>(ROUTES.reminders(at.subscriptionId));
  const ticked = useSignal<ReadonlySet<string>>(new Set());
  return (
    <>
      <h1>{say('closeAccounts')}</h1>
      <p class="lead">{say('endLead')}</p>
      <Reminders list={list} ticked={ticked} />
      <ClosingLetter
        at={at}
        ticked={ticked.value}
        onAnswered={async () => {
          ticked.value = new Set();
          await list.again();
        }}
      />
    </>
  );
}
