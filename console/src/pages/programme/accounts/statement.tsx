/** Kontoutskrift: what went on and off the card, newest first. */
import { Panel } from '../parts/panel.tsx';
import { amountText, whenText } from '../parts/shown.ts';
import { Table } from '../parts/table.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { ROUTES } from '../routes.ts';
import { say, type Word } from '../text.ts';
import type { Statement } from '../types.ts';

const EVENTS: Readonly<Record<string, Word>> = {
  fund: 'event_fund',
  spend: 'event_spend',
  hold: 'event_hold',
  advice: 'event_spend',
  completion: 'event_spend',
  reversal: 'event_back',
  void: 'event_back',
  expire: 'event_back',
};

export function StatementOf({ account }: { readonly account: string }) {
  const { value, problem } = useAnswer<Statement>(ROUTES.statement(account));
  const heads = [
    { text: say('date') },
    { text: say('event') },
    { text: say('amount'), isNumber: true },
    { text: say('balance'), isNumber: true },
    { text: say('terminal') },
  ];
  const lines = value.value?.lines ?? [];
  return (
    <Panel title={say('statement')}>
      {problem.value !== '' && <p class="bad">{problem.value}</p>}
      {lines.length === 0 ? (
        <p class="soft">{say('noStatement')}</p>
      ) : (
        <Table caption={say('statementCaption')} heads={heads}>
          {lines.map(({ atMs, event, amountMinor, ledgerMinor, terminalId }) => {
            const word = EVENTS[event];
            return (
              <tr key={`${atMs} ${event} ${ledgerMinor} ${amountMinor}`}>
                <td>{whenText(atMs)}</td>
                <td>{word === undefined ? event : say(word as 'event_fund')}</td>
                <td class="n">{amountText(amountMinor)}</td>
                <td class="n">{amountText(ledgerMinor)}</td>
                <td>{terminalId}</td>
              </tr>
            );
          })}
        </Table>
      )}
    </Panel>
  );
}
