/** What can be done with an account whose card is handed out. */
import { useSignal } from '@preact/signals';
import { pageText, tell } from '../ask.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { showPrintable } from '../parts/printable.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { Account, Mark } from '../types.ts';
import type { ChangeProps } from './change-props.ts';

const MARKS = ['tapt', 'mistet'] as const satisfies readonly Mark[];

/** Without the serial and the KlientID that stand in front of it. */
function holderOf({ name, serial, clientId = '' }: Account): string {
  return [serial, clientId].reduce((rest, part) => (part !== '' && rest.startsWith(part) ? rest.slice(part.length).trim() : rest), name);
}

export function HandedOut({ account, outcome, onChanged }: ChangeProps) {
  const { version } = account;
  const clientId = useSignal(account.clientId ?? '');
  const name = useSignal(holderOf(account));
  const change = (path: string, body: object, text: string): void => {
    void outcome.run(async () => {
      await tell(path, { version, ...body });
      await onChanged();
      return text;
    });
  };
  const mark = (as: Mark): void => change(ROUTES.markAccount(account.account), { mark: as }, say('marked', { mark: say(`mark_${as}`) }));
  const printSheet = async (): Promise<string> => {
    showPrintable(say('holderSheet'), await pageText(ROUTES.holderSheet(account.account)));
    return '';
  };
  return (
    <Panel title={say('changeAccount')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change(ROUTES.renameAccount(account.account), { clientId: clientId.value, name: name.value }, say('saved'));
        }}
      >
        <Field label={say('clientId')} value={clientId} />
        <Field label={say('holderName')} value={name} isOptional />
        <div class="row">
          <button type="submit" disabled={outcome.isBusy.value}>
            {say('save')}
          </button>
          <button type="button" onClick={() => void outcome.run(printSheet)}>
            {say('holderSheet')}
          </button>
          {account.declarationSignedAtMs === undefined && account.handedOutAtMs !== undefined && (
            <button type="button" onClick={() => change(ROUTES.signDeclaration(account.account), {}, say('declarationNoted'))}>
              {say('declarationIsSigned')}
            </button>
          )}
        </div>
      </form>
      <fieldset class="row marks">
        <legend>{say('markAs')}</legend>
        {MARKS.map((each) => (
          <button key={each} type="button" disabled={account.mark === each} onClick={() => mark(each)}>
            {say(`mark_${each}`)}
          </button>
        ))}
        <small class="soft">{say('markHint')}</small>
      </fieldset>
    </Panel>
  );
}
