/** The letter: the accounts, the signature, and the answer for each account. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { tell } from '../ask.ts';
import { TickField } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { accountText } from '../parts/shown.ts';
import { Table } from '../parts/table.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { AnsweredLetter, LetterLine, Subscription } from '../types.ts';

interface ClosingLetterProps {
  readonly at: Subscription;
  readonly ticked: ReadonlySet<string>;
  readonly onAnswered: () => Promise<void>;
}

const TEXT_CHARS_MAX = 20_000;

function Answer({ lines }: { readonly lines: readonly LetterLine[] }) {
  const heads = [{ text: say('account') }, { text: say('status') }, { text: say('reason') }];
  return (
    <Table caption={say('letterAnswer')} heads={heads}>
      {lines.map(({ account, outcome, reason }) => (
        <tr key={account}>
          <td>{accountText(account)}</td>
          <td class={outcome === 'closed' ? 'good' : 'bad'}>{say(`outcome_${outcome}`)}</td>
          <td>{reason}</td>
        </tr>
      ))}
    </Table>
  );
}

export function ClosingLetter({ at, ticked, onAnswered }: ClosingLetterProps) {
  const id = useId();
  const others = useSignal('');
  const signed = useSignal(false);
  const lines = useSignal<readonly LetterLine[]>([]);
  const outcome = useOutcome();
  const send = async (): Promise<string> => {
    const written = others.value.split('\n').filter((line) => line.trim() !== '');
    const body = { accounts: [...ticked, ...written], signed: signed.value };
    const answer = await tell<AnsweredLetter>(ROUTES.closingLetter(at.subscriptionId), body);
    lines.value = answer.lines;
    others.value = '';
    signed.value = false;
    await onAnswered();
    const count = (wanted: LetterLine['outcome']): string => String(answer.lines.filter((line) => line.outcome === wanted).length);
    return say('letterAnswered', { closed: count('closed'), refused: count('refused') });
  };
  return (
    <Panel title={say('letter')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(send);
        }}
      >
        <label for={id}>{say('otherAccounts')}</label>
        <textarea
          id={id}
          class="short"
          maxLength={TEXT_CHARS_MAX}
          value={others.value}
          onInput={({ currentTarget }) => {
            others.value = currentTarget.value;
          }}
        />
        <TickField label={say('signLetter')} value={signed} />
        <div class="row">
          <button type="submit" class="go" disabled={outcome.isBusy.value}>
            {say('sendLetter')}
          </button>
        </div>
      </form>
      <Result outcome={outcome} />
      {lines.value.length > 0 && <Answer lines={lines.value} />}
    </Panel>
  );
}
