/** The cards on file: a list, and one card with its money, limits and what can be done with it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import { language } from '../../settings.ts';
import { explainText, t } from '../../text/text.ts';
import { ChosenCard } from './chosen-card.tsx';
import { choose, chosen, find, loadPage, note, page } from './state.ts';

export function CardsPage() {
  useEffect(() => {
    void loadPage('');
  }, []);
  return (
    <>
      <h1>{t('cards')}</h1>
      <p class="lead">{t('cardsLead')}</p>
      <div class="register">
        <div>
          <Find />
          <CardList />
        </div>
        {chosen.value === undefined ? <p class="panel soft">{t('choose')}</p> : <ChosenCard card={chosen.value} />}
      </div>
    </>
  );
}

function Find() {
  const typed = useSignal('');
  const isUnknown = useSignal(false);
  return (
    <form
      class="panel"
      onSubmit={async (event) => {
        event.preventDefault();
        isUnknown.value = typed.value.trim() !== '' && !(await find(typed.value));
      }}
    >
      <label for="find">{t('cardOrToken')}</label>
      <div class="row find">
        <input
          id="find"
          maxLength={40}
          autocomplete="off"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <button type="submit">{t('find')}</button>
      </div>
      <p class="bad small" role="status">
        {isUnknown.value ? t('noSuchCard') : chosen.value === undefined ? (note.value?.text ?? '') : ''}
      </p>
    </form>
  );
}

function CardList() {
  const { cards, cursor } = page.value ?? {};
  if (cards === undefined) return <p class="panel soft">{t('loading')}</p>;
  if (cards.length === 0) return <p class="panel soft">{t('noCards')}</p>;
  const amount = (minor: number): string => formatAmount(language.value, minor);
  return (
    <section class="panel scroll list">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('number')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col" class="n">
              {t('available')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.token}>
              <td>
                <button type="button" class="plain" aria-pressed={chosen.value?.token === card.token} onClick={() => void choose(card)}>
                  <code>{card.maskedPan}</code>
                </button>
              </td>
              <td>{explainText(card.status)}</td>
              <td class="n">{amount(card.ledgerMinor - card.holdsMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="row">
        <button type="button" onClick={() => void loadPage('')}>
          {t('firstPage')}
        </button>
        <button type="button" disabled={cursor === ''} onClick={() => void loadPage(cursor ?? '')}>
          {t('nextPage')}
        </button>
      </div>
    </section>
  );
}
