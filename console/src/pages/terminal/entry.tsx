/** The terminal itself: place, card, amount and PIN pad. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { TestCard } from '../../api/test-cards.ts';
import { language } from '../../settings.ts';
import { expiryText } from '../../text/format.ts';
import { explainText, t } from '../../text/text.ts';
import { PinPad } from './pin-pad.tsx';
import { PLACES } from './places.ts';
import {
  amount,
  amountMinor,
  canSend,
  cards,
  cardsProblem,
  chosenCard,
  chosenPan,
  isAbroad,
  isSending,
  pay,
  place,
  typedPan,
} from './state.ts';

/** The number in full stands below: these are synthetic, and whoever stands at the terminal holds the card. */
function describe({ pan, onFile }: TestCard): string {
  const number = `···· ${pan.slice(-4)}`;
  if (onFile === null) return `${number}, ${t('notOnFile')}`;
  const status = onFile.status === 'active' ? '' : `, ${explainText(onFile.status)}`;
  return `${number}, ${formatAmount(language.value, onFile.ledgerMinor - onFile.holdsMinor)}${status}`;
}

function CardChoice() {
  const listed = cards.value;
  return (
    <>
      <label for="card">{t('card')}</label>
      <select id="card" value={chosenPan.value} onChange={({ currentTarget }) => (chosenPan.value = currentTarget.value)}>
        {listed.map((card) => (
          <option key={card.pan} value={card.pan}>
            {describe(card)}
          </option>
        ))}
        <option value="">{t('otherCard')}</option>
      </select>
      {chosenCard.value !== undefined && (
        <p class="soft small number">
          {chosenCard.value.pan.replace(/(\d{4})(?=\d)/g, '$1 ')}, {expiryText(chosenCard.value.expiry)}
        </p>
      )}
      {chosenPan.value === '' && (
        <>
          <label for="pan">{t('cardNumber')}</label>
          <input
            id="pan"
            inputMode="numeric"
            autocomplete="off"
            maxLength={23}
            value={typedPan.value}
            onInput={({ currentTarget }) => (typedPan.value = currentTarget.value)}
          />
        </>
      )}
      {listed.length === 0 && <p class="soft small">{cardsProblem.value || t('noTestCards')}</p>}
    </>
  );
}

export function Entry() {
  const isWrong = !(amountMinor.value > 0);
  return (
    <form
      class="panel entry"
      aria-label={t('terminal')}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend.value) void pay();
      }}
    >
      <fieldset class="choices">
        <legend class="unseen">{t('place')}</legend>
        {PLACES.map(({ name }) => (
          <label key={name}>
            <input type="radio" name="place" value={name} checked={place.value === name} onChange={() => (place.value = name)} />
            <span>{t(name)}</span>
          </label>
        ))}
      </fieldset>
      <CardChoice />
      <label for="amount">{t('amount')}</label>
      <input
        id="amount"
        class="amount"
        inputMode="decimal"
        autocomplete="off"
        maxLength={14}
        value={amount.value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'amount-wrong' : undefined}
        onInput={({ currentTarget }) => (amount.value = currentTarget.value)}
      />
      {isWrong && (
        <p id="amount-wrong" class="bad small">
          {t('amountWrong')}
        </p>
      )}
      <label class="tick">
        <input type="checkbox" checked={isAbroad.value} onChange={({ currentTarget }) => (isAbroad.value = currentTarget.checked)} />
        {t('abroad')}
      </label>
      <PinPad />
      <p class="soft small" role="status">
        {isSending.value ? t('sending') : ''}
      </p>
    </form>
  );
}
