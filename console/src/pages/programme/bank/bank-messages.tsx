/** The messages of administrators about users: carried out, or refused with a reason. */
import { useSignal } from '@preact/signals';
import { tell } from '../ask.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { AnsweredMessage, Subscription, UserMessage } from '../types.ts';
import { loadUser } from '../user.ts';

export function BankMessages({ at }: { readonly at: Subscription }) {
  const list = useRows<UserMessage>(ROUTES.messagesOf(at.subscriptionId));
  const reason = useSignal('');
  const outcome = useOutcome();
  const answer = async (messageId: number, body: object): Promise<string> => {
    const { userId, calculatorSerial, isCalculatorPosted } = await tell<AnsweredMessage>(ROUTES.answerMessage(messageId), body);
    reason.value = '';
    await list.again();
    // The new user can be chosen.
    await loadUser();
    if (userId === undefined) return say('messageAnswered');
    const fill = { userId, serial: calculatorSerial ?? '' };
    return calculatorSerial === undefined ? say('userRemoved', { userId }) : say(isCalculatorPosted ? 'userInPosted' : 'userIn', fill);
  };
  const heads = [
    { text: say('date') },
    { text: say('messageKind') },
    { text: say('name') },
    { text: say('sentBy') },
    { text: say('status') },
    { text: say('nextStep') },
  ];
  return (
    <Panel title={say('messagesOf', { name: at.name })}>
      <List
        caption={say('messagesCaption')}
        heads={heads}
        list={list}
        none={say('noMessages')}
        row={({ messageId, sentAtMs, kind, userName, sentBy, status, answer: said }) => (
          <tr key={messageId}>
            <td>{whenText(sentAtMs)}</td>
            <td>{say(`message_${kind}`)}</td>
            <td>{userName}</td>
            <td>{sentBy}</td>
            <td>
              {say(`message_${status}`)} {said !== '' && <small>{said}</small>}
            </td>
            <td class="actions">
              {status === 'received' && (
                <>
                  <button
                    type="button"
                    aria-label={say('carryOutFor', { name: userName })}
                    onClick={() => void outcome.run(() => answer(messageId, { answer: 'done' }))}
                  >
                    {say('carryOut')}
                  </button>
                  <button
                    type="button"
                    aria-label={say('refuseFor', { name: userName })}
                    onClick={() => void outcome.run(() => answer(messageId, { answer: 'refused', reason: reason.value }))}
                  >
                    {say('refuse')}
                  </button>
                </>
              )}
            </td>
          </tr>
        )}
      />
      {list.rows.value?.some(({ status }) => status === 'received') === true && (
        <Field label={say('refusalReason')} value={reason} isOptional />
      )}
      <Result outcome={outcome} />
    </Panel>
  );
}
