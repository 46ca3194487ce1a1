/** The account to hand out next: the first one that has only a serial, and whose PIN is produced. */
import { withQuery } from '../ask.ts';
import { accountText } from '../parts/shown.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Subscription, Suggested } from '../types.ts';

interface SuggestionProps {
  readonly at: Subscription;
  readonly cardType: string;
  readonly onChoose: (account: string) => void;
}

export function useSuggestion(at: Subscription, cardType: string) {
  return useAnswer<Suggested>(cardType === '' ? undefined : withQuery(ROUTES.suggestedAccount(at.subscriptionId), { cardType }));
}

export function Suggestion({ at, cardType, onChoose }: SuggestionProps) {
  const { value, problem } = useSuggestion(at, cardType);
  if (problem.value !== '' || value.value === undefined) return problem.value === '' ? null : <p class="bad">{problem.value}</p>;
  const { account } = value.value;
  if (account === null) return <p class="soft">{say('noneToHandOut')}</p>;
  return (
    <p class="suggestion">
      <span>{say('nextToHandOut', { serial: account.serial, account: accountText(account.account) })}</span>
      <button type="button" onClick={() => onChoose(account.account)}>
        {say('handOutNext', { serial: account.serial })}
      </button>
    </p>
  );
}
