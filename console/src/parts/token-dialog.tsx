/** Asks for a token, when the server demands one. */
import { useEffect, useRef } from 'preact/hooks';
import { declineToken, giveToken, isDemanded, openTokenDialog, refusal, token } from '../api/token.ts';
import { t } from '../text/text.ts';

export function TokenDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const isOpen = refusal.value !== undefined;
  useEffect(() => {
    if (!isOpen) dialog.current?.close();
    else if (dialog.current?.open === false) dialog.current.showModal();
  }, [isOpen]);
  const use = (): void => {
    const given = input.current?.value.trim() ?? '';
    if (given === '') return;
    if (input.current !== null) input.current.value = '';
    giveToken(given);
  };
  return (
    <dialog ref={dialog} aria-labelledby="token-title" onCancel={declineToken}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <h2 id="token-title">{t('tokenTitle')}</h2>
        <p class="soft">{t('tokenLead')}</p>
        <label>
          {t('tokenLabel')}
          <input ref={input} type="password" autocomplete="off" spellcheck={false} required />
        </label>
        {token.value !== '' && (refusal.value ?? '') !== '' && (
          <p class="bad" role="alert">
            {t('tokenRefused')}
          </p>
        )}
        <div class="row">
          <button type="submit">{t('tokenUse')}</button>
          <button type="button" class="plain" onClick={declineToken}>
            {t('tokenLater')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** In the frame of the page, once the server has demanded a token. */
export function TokenButton() {
  if (!isDemanded.value) return null;
  return (
    <button type="button" class="plain" onClick={openTokenDialog}>
      {t('tokenOther')}
    </button>
  );
}
