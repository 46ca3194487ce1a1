/** The bank registers a subscription of the net bank with its accounts and its first people. */
import { type Signal, useSignal } from '@preact/signals';
import { minorOfText } from '../../../text/amount.ts';
import { t } from '../../../text/text.ts';
import { tell } from '../ask.ts';
import { Choice, Field, TickField } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { Result, useOutcome } from '../parts/result.tsx';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import { loadUser, me } from '../user.ts';

const PROGRAMMES = ['main', 'sosial', 'intro'] as const;
const CARD_TYPES = ['kronekort', 'kontantkort'] as const;
const FIELDS = [
  'agreementNumber',
  'agreementName',
  'organisationNumber',
  'streetAddress',
  'pinAddress',
  'firstAdministrator',
  'firstBestiller',
] as const;
/** With their opening balances, which a simulation gives them. */
const ACCOUNTS = ['returnAccount', 'payerAccount', 'loadingAccount'] as const;
type Name = (typeof FIELDS)[number] | (typeof ACCOUNTS)[number] | 'openingBalance';
type Form = Readonly<Record<Name, Signal<string>>>;

function useForm(): Form {
  const names: readonly Name[] = [...FIELDS, ...ACCOUNTS, 'openingBalance'];
  // The same names in the same order each time, as hooks ask for.
  return Object.fromEntries(names.map((name) => [name, useSignal(name === 'openingBalance' ? '1000000' : '')])) as Form;
}

/** What is empty is left out. */
function given(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}

function bodyOf(form: Form, programme: string, mainId: string, cardTypes: readonly string[]): object {
  const openingMinor = minorOfText(form.openingBalance.value);
  if (Number.isNaN(openingMinor)) throw new Error(t('amountWrong'));
  const account = (name: (typeof ACCOUNTS)[number]): object | undefined => {
    const number = given(form[name].value);
    return number === undefined ? undefined : { number, openingMinor };
  };
  const loading = account('loadingAccount');
  return {
    programme,
    agreementNumber: form.agreementNumber.value,
    name: form.agreementName.value,
    organisationNumber: form.organisationNumber.value,
    streetAddress: form.streetAddress.value,
    pinAddress: form.pinAddress.value,
    cardTypes: programme === 'main' ? [] : cardTypes,
    administrator: form.firstAdministrator.value,
    mainId: programme === 'main' || mainId === '' ? undefined : Number(mainId),
    bestiller: given(form.firstBestiller.value),
    returnAccount: account('returnAccount'),
    payerAccount: account('payerAccount'),
    loadingAccounts: loading === undefined ? undefined : [loading],
  };
}

export function NewSubscription() {
  const form = useForm();
  const programme = useSignal<string>('sosial');
  const mainId = useSignal('');
  const hasBoth = useSignal(false);
  const outcome = useOutcome();
  const isMain = programme.value === 'main';
  const mains = (me.value?.subscriptions ?? []).filter((each) => each.programme === 'main');
  const register = async (): Promise<string> => {
    const types = hasBoth.value ? CARD_TYPES : [CARD_TYPES[0]];
    await tell(ROUTES.subscriptions, bodyOf(form, programme.value, mainId.value, types));
    const name = form.agreementName.value;
    for (const field of FIELDS) form[field].value = '';
    for (const account of ACCOUNTS) form[account].value = '';
    await loadUser();
    return say('subscriptionRegistered', { name });
  };
  return (
    <Panel title={say('registerSubscription')}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void outcome.run(register);
        }}
      >
        <Choice
          label={say('programmeOf')}
          value={programme}
          options={PROGRAMMES.map((each) => ({ value: each, text: say(`programme_${each}`) }))}
        />
        {!isMain && (
          <Choice
            label={say('mainSubscription')}
            value={mainId}
            empty={say('chooseOne')}
            options={mains.map(({ subscriptionId, name }) => ({ value: String(subscriptionId), text: name }))}
          />
        )}
        {FIELDS.map((name) => (
          <Field key={name} label={say(name)} value={form[name]} isOptional={name === 'firstBestiller' && isMain} />
        ))}
        {ACCOUNTS.map((name) => (
          <Field key={name} label={say(name)} value={form[name]} isOptional inputMode="numeric" />
        ))}
        <Field label={say('openingBalance')} value={form.openingBalance} inputMode="decimal" />
        {!isMain && <TickField label={say('bothCardTypes')} value={hasBoth} />}
        <button type="submit" class="go" disabled={outcome.isBusy.value}>
          {say('registerSubscription')}
        </button>
      </form>
      <Result outcome={outcome} />
    </Panel>
  );
}
