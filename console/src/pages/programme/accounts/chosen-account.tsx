/** One account: its facts and its money, the name, the marks, the papers. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../text/text.ts';
import { Result, useOutcome } from '../parts/result.tsx';
import { accountText, amountText, lastDayText, whenText } from '../parts/shown.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { AccountWithBalance, Subscription } from '../types.ts';
import { isOfTheOffice } from '../user.ts';
import { stateText } from './account-list.tsx';
import type { ChangeProps } from './change-props.ts';
import { HandedOut } from './handed-out.tsx';
import { Naming } from './naming.tsx';
import { StatementOf } from './statement.tsx';

function Facts({ account }: { readonly account: AccountWithBalance }) {
  const { balance, reason } = account;
  const rows: readonly (readonly [string, string])[] = [
    [say('account'), accountText(account.account)],
    [say('serial'), account.serial],
    [say('clientId'), account.clientId ?? ''],
    [say('reasonForCard'), reason === undefined ? '' : say(`reason_${reason}`)],
    [say('card'), account.maskedPan],
    [say('status'), stateText(account)],
    [say('validUntil'), lastDayText(account.expiresAtMs)],
    [say('handedOut'), whenText(account.handedOutAtMs)],
    [say('declarationSigned'), whenText(account.declarationSignedAtMs)],
    ...(balance === undefined
      ? []
      : ([
          [say('balance'), amountText(balance.ledgerMinor)],
          [say('available'), amountText(balance.availableMinor)],
        ] as const)),
  ];
  return (
    <section class="panel">
      <h2>{say('accountFacts')}</h2>
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

interface ChosenAccountProps {
  readonly at: Subscription;
  readonly account: string;
  readonly onChanged: () => void;
}

/** What the office can do with the account now. */
function Changes(props: ChangeProps) {
  const { handedOutAtMs, mark, state } = props.account;
  const isInSafe = handedOutAtMs === undefined && mark === undefined && state === 'active';
  return isInSafe ? <Naming {...props} /> : <HandedOut {...props} />;
}

export function ChosenAccount({ at, account, onChanged }: ChosenAccountProps) {
  const { value, problem, again } = useAnswer<AccountWithBalance>(ROUTES.account(account));
  const outcome = useOutcome();
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = value.value !== undefined;
  useEffect(() => {
    if (isThere) heading.current?.focus();
  }, [isThere]);
  const changed = async (): Promise<void> => {
    await again();
    onChanged();
  };
  if (problem.value !== '') return <p class="panel bad">{problem.value}</p>;
  if (value.value === undefined) return <p class="panel soft">{t('loading')}</p>;
  const shown = value.value;
  return (
    <section aria-labelledby="chosen-account">
      <h2 id="chosen-account" ref={heading} tabIndex={-1} class="chosen-name">
        {shown.name}
      </h2>
      {/* It stays when a card that was in the safe is handed out. */}
      <Result outcome={outcome} />
      <div class="pair">
        <Facts account={shown} />
        {isOfTheOffice(at) && <Changes account={shown} outcome={outcome} onChanged={changed} />}
      </div>
      {shown.balance !== undefined && <StatementOf account={account} key={shown.balance.ledgerMinor} />}
    </section>
  );
}
