/** The messages to the bank and what became of them. */
import { whenText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { say } from '../text.ts';
import type { UserMessage } from '../types.ts';

export function SentMessages({ list }: { readonly list: RowsAnswer<UserMessage> }) {
  const heads = [
    { text: say('date') },
    { text: say('messageKind') },
    { text: say('name') },
    { text: say('sentBy') },
    { text: say('status') },
  ];
  return (
    <>
      <List
        caption={say('messagesCaption')}
        heads={heads}
        list={list}
        none={say('noMessages')}
        row={({ messageId, sentAtMs, kind, userName, sentBy, status, answer }) => (
          <tr key={messageId}>
            <td>{whenText(sentAtMs)}</td>
            <td>{say(`message_${kind}`)}</td>
            <td>{userName}</td>
            <td>{sentBy}</td>
            <td>
              {say(`message_${status}`)} {answer !== '' && <small>{answer}</small>}
            </td>
          </tr>
        )}
      />
      <div class="row">
        <button type="button" onClick={() => void list.again()}>
          {say('update')}
        </button>
      </div>
    </>
  );
}
