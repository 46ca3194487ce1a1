/** The fault rules: those in force, how often each was applied, and new ones. */
import { useEffect } from 'preact/hooks';
import { t } from '../../text/text.ts';
import { NewRule } from './new-rule.tsx';
import { faults, follow, type ListedRule, listed, remove, setMagicAmounts, switchOff, switchOn } from './state.ts';

function RuleRow({ listed: { rule, isOn, injected } }: { readonly listed: ListedRule }) {
  return (
    <tr>
      <td>
        <label class="tick">
          <input type="checkbox" checked={isOn} onChange={() => void (isOn ? switchOff(rule.name) : switchOn(rule.name))} />
          <b>{rule.name}</b>
        </label>
      </td>
      <td>
        <code>{rule.match === undefined ? t('everyMessage') : JSON.stringify(rule.match)}</code>
      </td>
      <td>
        <code>{JSON.stringify(rule.do)}</code>
      </td>
      <td class="n">{isOn ? injected : t('off')}</td>
      <td>
        <button type="button" class="plain" aria-label={t('removeNamed', { name: rule.name })} onClick={() => void remove(rule.name)}>
          {t('remove')}
        </button>
      </td>
    </tr>
  );
}

function Rules() {
  const rules = listed();
  if (rules.length === 0) return <p class="soft">{t('noRules')}</p>;
  return (
    <table class="wide">
      <thead>
        <tr>
          <th scope="col">{t('rule')}</th>
          <th scope="col">{t('ruleMatch')}</th>
          <th scope="col">{t('ruleDo')}</th>
          <th scope="col" class="n">
            {t('hits')}
          </th>
          <th scope="col">
            <span class="unseen">{t('remove')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map((each) => (
          <RuleRow key={each.rule.name} listed={each} />
        ))}
      </tbody>
    </table>
  );
}

export function FaultsPage() {
  useEffect(() => follow(), []);
  const { seed = '', held = 0, magicAmounts = false } = faults.value ?? {};
  return (
    <>
      <h1>{t('faults')}</h1>
      <p class="lead">{t('faultsLead')}</p>
      <div class="cards">
        <div>
          {/* On a phone it is wider than its place: the keyboard must be able to scroll it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
          <section class="panel scroll" tabIndex={0} aria-label={t('rules')}>
            <h2>{t('rules')}</h2>
            {faults.value === undefined ? <p class="soft">{t('loading')}</p> : <Rules />}
          </section>
          <section class="panel">
            <label class="tick">
              <input type="checkbox" checked={magicAmounts} onChange={({ currentTarget }) => void setMagicAmounts(currentTarget.checked)} />
              {t('magicAmounts')}
            </label>
            <p class="soft small">{t('magicAmountsAbout')}</p>
            <p class="soft small">{t('faultsNow', { held: String(held), seed })}</p>
          </section>
        </div>
        <NewRule />
      </div>
    </>
  );
}
