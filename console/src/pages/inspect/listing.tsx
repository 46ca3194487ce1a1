/** One message, element by element, with what is wrong with it first. */
import type { InspectedMessage } from '../../api/types.ts';
import { MessageRows } from '../../parts/message-rows.tsx';
import { t } from '../../text/text.ts';

export function Listing({ message }: { readonly message: InspectedMessage }) {
  const { mti, byteCount, dialect, header, inOrder, causes = [], rows } = message;
  return (
    <section class="panel scroll">
      <h2>
        {t('messageHead', { mti, count: String(byteCount), dialect, header })},{' '}
        <span class={inOrder ? 'good' : 'bad'}>{t(inOrder ? 'inOrder' : 'notInOrder')}</span>
      </h2>
      {causes.length > 0 && (
        <>
          <h3>{t('causes')}</h3>
          <ol class="causes">
            {causes.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
      <MessageRows rows={rows} />
    </section>
  );
}
