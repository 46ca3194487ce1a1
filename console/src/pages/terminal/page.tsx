/** A terminal: buy, withdraw or fill, and see why the answer is what it is. */
import { useEffect } from 'preact/hooks';
import { t } from '../../text/text.ts';
import { Answer } from './answer.tsx';
import { AnswerDetails } from './answer-details.tsx';
import { Entry } from './entry.tsx';
import { exchange, loadCards } from './state.ts';
import { Suggestions } from './suggestions.tsx';

export function TerminalPage() {
  useEffect(() => {
    void loadCards();
  }, []);
  return (
    <>
      <h1>{t('terminal')}</h1>
      <p class="lead">{t('terminalLead')}</p>
      <div class="terminal">
        <Entry />
        <div>
          {/* Only this is read out when it comes. */}
          <div aria-live="polite">{exchange.value !== undefined && <Answer {...exchange.value} />}</div>
          {exchange.value === undefined ? <Suggestions /> : <AnswerDetails {...exchange.value} />}
        </div>
      </div>
    </>
  );
}
