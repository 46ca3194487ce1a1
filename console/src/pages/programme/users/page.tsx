/** Brukere: who uses the subscription, the message to the bank, and the service agreement. */
import { Panel } from '../parts/panel.tsx';
import { List } from '../parts/table.tsx';
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Member, Subscription, UserMessage } from '../types.ts';
import { AddUser } from './add-user.tsx';
import { RemoveUser } from './remove-user.tsx';
import { SentMessages } from './sent-messages.tsx';
import { ServiceAgreement } from './service-agreement.tsx';

function titlesOf({ isAdministrator, isBestiller }: Member): string {
  return [...(isAdministrator ? [say('administrator')] : []), ...(isBestiller ? [say('bestiller')] : [])].join(', ');
}

export function UsersPage({ at }: { readonly at: Subscription }) {
  const members = useRows<Member>(ROUTES.members(at.subscriptionId), { key: 'users' });
  const messages = useRows<UserMessage>(ROUTES.messagesOf(at.subscriptionId));
  const heads = [{ text: say('userId') }, { text: say('name') }, { text: say('titles') }, { text: say('calculator') }];
  return (
    <>
      <h1>{say('users')}</h1>
      <p class="lead">{say('usersLead')}</p>
      <Panel title={say('users')}>
        <List
          caption={say('usersCaption')}
          heads={heads}
          list={members}
          none={say('noUsers')}
          row={(member) => (
            <tr key={member.userId}>
              <td>{member.userId}</td>
              <td>{member.name}</td>
              <td>{titlesOf(member)}</td>
              <td>
                {member.calculatorSerial ?? ''} {member.isCalculatorLocked && <small class="bad">{say('locked')}</small>}
              </td>
            </tr>
          )}
        />
      </Panel>
      <div class="pair">
        <AddUser at={at} onSent={messages.again} />
        <RemoveUser at={at} onSent={messages.again} />
      </div>
      <Panel title={say('messages')}>
        <SentMessages list={messages} />
      </Panel>
      <ServiceAgreement at={at} />
    </>
  );
}
