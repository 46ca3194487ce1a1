/** A transfer from the account of a card to another one, or back to a loading account. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { minorOfText } from '../../../text/amount.ts';
import { t } from '../../../text/text.ts';
import { tell } from '../ask.ts';
import { accountLabel } from '../parts/account-label.ts';
import { Choice, Field, type Option, TickField } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { amountText } from '../parts/shown.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { ChoosableAccount, RegisteredTransfer } from '../types.ts';
import { ownAccounts } from '../user.ts';

function optionOf(account: ChoosableAccount): Option {
  return { value: account.account, text: accountLabel(account) };
}

export function NewTransfer({ onRegistered }: { readonly onRegistered: () => Promise<void> }) {
  const from = useSignal('');
  const to = useSignal('');
  const amount = useSignal('');
  const isAll = useSignal(false);
  const outcome = useOutcome();
  const registerOnly = useRef<HTMLButtonElement>(null);
  const register = async (registerAndApprove: boolean): Promise<string> => {
    const amountMinor = isAll.value ? 'all' : minorOfText(amount.value);
    if (Number.isNaN(amountMinor)) throw new Error(t('amountWrong'));
    const body = { from: from.value, to: to.value, amountMinor, registerAndApprove };
    const answer = await tell<RegisteredTransfer>(ROUTES.newTransfer, body);
    await onRegistered();
    return say(registerAndApprove ? 'transferApprovedOnce' : 'transferRegistered', { amount: amountText(answer.amountMinor) });
  };
  const cards = ownAccounts.value.filter(({ kind, mayRegister }) => kind === 'card' && mayRegister);
  const targets = ownAccounts.value.filter(({ kind }) => kind !== 'return');
  return (
    <Panel title={say('newTransfer')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const isApproved = event.submitter !== registerOnly.current;
          void outcome.run(() => register(isApproved));
        }}
      >
        <Choice label={say('fromAccount')} value={from} empty={say('chooseOne')} options={cards.map(optionOf)} />
        <Choice label={say('toAccount')} value={to} empty={say('chooseOne')} options={targets.map(optionOf)} />
        {!isAll.value && <Field label={say('amount')} value={amount} inputMode="decimal" maxLength={14} />}
        <TickField label={say('wholeBalance')} value={isAll} />
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('registerAndApprove')}
        </button>
        <button type="submit" ref={registerOnly} disabled={outcome.isBusy.value}>
          {say('register')}
        </button>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
