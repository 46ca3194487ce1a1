/** The accounts that should be closed, with what must happen first. */
import type { Signal } from '@preact/signals';
import { Tick, toggled } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { accountText, amountText } from '../parts/shown.ts';
import { List } from '../parts/table.tsx';
import type { RowsAnswer } from '../parts/use-rows.ts';
import { say } from '../text.ts';
import type { Reminder } from '../types.ts';

interface RemindersProps {
  readonly list: RowsAnswer<Reminder>;
  readonly ticked: Signal<ReadonlySet<string>>;
}

export function Reminders({ list, ticked }: RemindersProps) {
  const heads = [
    { text: say('select') },
    { text: say('accountName') },
    { text: say('account') },
    { text: say('why') },
    { text: say('balance'), isNumber: true },
    { text: say('doFirst') },
  ];
  return (
    <Panel title={say('reminders')}>
      <List
        caption={say('remindersCaption')}
        heads={heads}
        list={list}
        none={say('noReminders')}
        row={({ account, name, why, mark, balanceMinor, first }) => (
          <tr key={account}>
            <td>
              <Tick
                label={`${say('select')} ${name}`}
                isBare
                isTicked={ticked.value.has(account)}
                onTick={(isTicked) => {
                  ticked.value = toggled(ticked.value, account, isTicked);
                }}
              />
            </td>
            <td>{name}</td>
            <td>{accountText(account)}</td>
            <td>{mark === undefined ? say(`why_${why}`) : say(`mark_${mark}`)}</td>
            <td class="n">{amountText(balanceMinor)}</td>
            <td>{first}</td>
          </tr>
        )}
      />
    </Panel>
  );
}
