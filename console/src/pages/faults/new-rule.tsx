/** A rule from a template, which can be changed as JSON before it is added. */
import { useComputed, useSignal } from '@preact/signals';
import { t } from '../../text/text.ts';
import { add, listed, problem } from './state.ts';
import { type FaultRule, ruleOf, TEMPLATES, type TemplateWord } from './templates.ts';

export function NewRule() {
  const word = useSignal<TemplateWord>('slowAnswers');
  const terminal = useSignal('');
  const percent = useSignal('');
  /** What was written over the template; undefined: nothing. */
  const own = useSignal<string | undefined>(undefined);
  const text = useComputed(() => {
    const names = listed().map(({ rule }) => rule.name);
    const rule = ruleOf(
      word.value,
      { terminal: terminal.value.trim(), percent: Number(percent.value.replace(',', '.') || Number.NaN) },
      names,
    );
    return own.value ?? JSON.stringify(rule, undefined, 2);
  });

  async function addRule(): Promise<void> {
    let rule: FaultRule;
    try {
      rule = JSON.parse(text.value) as FaultRule;
    } catch {
      problem.value = t('noJson');
      return;
    }
    if (await add(rule)) own.value = undefined;
  }

  const typed = (to: { value: string }) => ({
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
      to.value = currentTarget.value;
      own.value = undefined;
    },
  });
  return (
    <form
      class="panel"
      aria-label={t('newRule')}
      onSubmit={(event) => {
        event.preventDefault();
        void addRule();
      }}
    >
      <h2>{t('newRule')}</h2>
      <label for="template">{t('template')}</label>
      <select
        id="template"
        value={word.value}
        onChange={({ currentTarget }) => {
          word.value = currentTarget.value as TemplateWord;
          own.value = undefined;
        }}
      >
        {TEMPLATES.map((template) => (
          <option key={template.word} value={template.word}>
            {t(template.word)}
          </option>
        ))}
      </select>
      <div class="pair">
        <div>
          <label for="rule-terminal">{t('ruleTerminal')}</label>
          <input id="rule-terminal" maxLength={17} autocomplete="off" placeholder="ATM*" value={terminal.value} {...typed(terminal)} />
        </div>
        <div>
          <label for="rule-share">{t('ruleShare')}</label>
          <input
            id="rule-share"
            inputMode="decimal"
            maxLength={6}
            autocomplete="off"
            placeholder="100"
            value={percent.value}
            {...typed(percent)}
          />
        </div>
      </div>
      <label for="rule-text">{t('ruleText')}</label>
      <textarea
        id="rule-text"
        spellcheck={false}
        rows={10}
        maxLength={10_000}
        value={text.value}
        onInput={({ currentTarget }) => {
          own.value = currentTarget.value;
        }}
      />
      <div class="row">
        <button type="submit">{t('addRule')}</button>
      </div>
      <p class="bad" role="status">
        {problem.value}
      </p>
    </form>
  );
}
