/** One message, element by element, with what is wrong with it first. */
import type { InspectedMessage } from '../../api/types.ts';
import { t } from '../../text/text.ts';

type Row = InspectedMessage['rows'][number];

const KINDS: Readonly<Record<string, string>> = { mti: 'MTI', bitmap: 'bitmap', secondary: 'DE1' };

function nameOf({ element, kind }: Row): string {
  return element === undefined ? (KINDS[kind ?? ''] ?? kind ?? '') : `DE${element}`;
}

function RowLine({ row }: { readonly row: Row }) {
  return (
    <tr>
      <td>
        <b>{nameOf(row)}</b> <small>{row.name}</small>
      </td>
      <td class="n">{row.offset}</td>
      <td>
        <code>{row.bytes}</code>
      </td>
      <td>
        {row.value !== '' && (
          <code>
            {row.value}
            <br />
          </code>
        )}
        {row.meaning}
        {row.parts?.map(({ label, value, meaning }) => (
          <small key={label}>
            {label}: {value} {meaning}
          </small>
        ))}
      </td>
    </tr>
  );
}

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
      <table class="listing">
        <thead>
          <tr>
            <th scope="col">{t('element')}</th>
            <th scope="col" class="n">
              +
            </th>
            <th scope="col">{t('bytes')}</th>
            <th scope="col">{t('meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RowLine key={`${row.kind}-${row.element}-${row.offset}`} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
