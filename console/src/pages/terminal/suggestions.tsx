/** Before the first answer: what can be tried, each filled in for the chosen card. */
import { t } from '../../text/text.ts';
import type { PlaceName } from './places.ts';
import { amount, chosenCard, isAbroad, pin, place } from './state.ts';

interface Suggestion {
  readonly word: 'tryPurchase' | 'tryCash' | 'tryPin' | 'tryAbroad' | 'tryPump';
  readonly place: PlaceName;
  readonly amount: string;
  readonly isAbroad?: boolean;
  readonly hasWrongPin?: boolean;
}

const SUGGESTIONS: readonly Suggestion[] = [
  { word: 'tryPurchase', place: 'pos', amount: '249,50' },
  { word: 'tryCash', place: 'atm', amount: '10000' },
  { word: 'tryPin', place: 'pos', amount: '249,50', hasWrongPin: true },
  { word: 'tryAbroad', place: 'pos', amount: '249,50', isAbroad: true },
  { word: 'tryPump', place: 'pump', amount: '1500' },
];

function fillIn(suggestion: Suggestion, cardPin: string): void {
  place.value = suggestion.place;
  amount.value = suggestion.amount;
  isAbroad.value = suggestion.isAbroad ?? false;
  pin.value = suggestion.hasWrongPin === true ? (cardPin === '9999' ? '8888' : '9999') : cardPin;
  // Enter sends it.
  document.getElementById('pin')?.focus();
}

export function Suggestions() {
  const card = chosenCard.value;
  return (
    <section class="panel">
      <p class="soft">{t('noAnswerYet')}</p>
      {card !== undefined && (
        <>
          <h2 class="after-text">{t('toTry')}</h2>
          <ul class="plain-list">
            {SUGGESTIONS.map((suggestion) => (
              <li key={suggestion.word}>
                <button type="button" class="plain" onClick={() => fillIn(suggestion, card.pin)}>
                  {t(suggestion.word)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
