/** The PIN pad: by its keys, or typed into the field. */
import { t } from '../../text/text.ts';
import { canSend, chosenCard, exchange, PIN_DIGITS_MAX, PIN_DIGITS_MIN, pin } from './state.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

function Key({ digit }: { readonly digit: string }) {
  return (
    <button
      type="button"
      onClick={() => {
        if (pin.value.length < PIN_DIGITS_MAX) pin.value += digit;
      }}
    >
      {digit}
    </button>
  );
}

function cancel(): void {
  pin.value = '';
  exchange.value = undefined;
}

export function PinPad() {
  const card = chosenCard.value;
  return (
    <>
      <label for="pin">{t('pin')}</label>
      <input
        id="pin"
        class="pin"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        maxLength={PIN_DIGITS_MAX}
        minLength={PIN_DIGITS_MIN}
        value={pin.value}
        aria-describedby="pin-digits"
        onInput={({ currentTarget }) => {
          pin.value = currentTarget.value.replace(/\D/g, '');
          currentTarget.value = pin.value;
        }}
      />
      <p id="pin-digits" class="soft small">
        {t('pinDigits', { count: String(pin.value.length) })}
      </p>
      {card !== undefined && (
        <button type="button" class="plain" onClick={() => (pin.value = card.pin)}>
          {t('rightPin')}
        </button>
      )}
      <fieldset class="pad">
        <legend class="unseen">{t('pinPad')}</legend>
        {KEYS.map((digit) => (
          <Key key={digit} digit={digit} />
        ))}
        <button type="button" class="stop" onClick={cancel}>
          {t('cancel')}
        </button>
        <Key digit="0" />
        <button type="submit" class="go" disabled={!canSend.value}>
          {t('ok')}
        </button>
      </fieldset>
    </>
  );
}
