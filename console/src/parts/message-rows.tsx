/** A message that was taken apart: a line for each part, with its place, bytes, value and meaning. */
import type { MessageRow } from '../api/types.ts';
import { t } from '../text/text.ts';

/** More bytes than `max` are shown in part until somebody opens them. */
const BYTES_SHOWN = { max: 32, first: 24 };
/** More parts than these are shown when somebody opens them. */
const PARTS_SHOWN = 6;

const KINDS: Readonly<Record<string, string>> = { mti: 'MTI', bitmap: 'bitmap', secondary: 'DE1' };

function nameOf({ element, kind }: MessageRow): string {
  if (kind === 'field' || kind === 'envelope') return String(element);
  return element === undefined ? (KINDS[kind ?? ''] ?? '') : `DE${element}`;
}

function Bytes({ row }: { readonly row: MessageRow }) {
  const { lengthBytes = '', bytes } = row;
  const front = lengthBytes === '' ? null : <span class="soft">{lengthBytes} </span>;
  const pairs = bytes.split(' ');
  if (pairs.length <= BYTES_SHOWN.max) {
    return (
      <code>
        {front}
        {bytes}
      </code>
    );
  }
  const first = pairs.slice(0, BYTES_SHOWN.first).join(' ');
  return (
    <details>
      <summary>
        <code>
          {front}
          {first}
        </code>{' '}
        {t('moreBytes', { count: String(pairs.length - BYTES_SHOWN.first) })}
      </summary>
      <code>{pairs.slice(BYTES_SHOWN.first).join(' ')}</code>
    </details>
  );
}

function Parts({ parts }: { readonly parts: NonNullable<MessageRow['parts']> }) {
  const lines = parts.map(({ label, value, meaning }, at) => (
    <small key={at}>
      {label}: {value} {meaning}
    </small>
  ));
  if (parts.length <= PARTS_SHOWN) return <>{lines}</>;
  return (
    <details>
      <summary>{t('moreParts', { count: String(parts.length) })}</summary>
      {lines}
    </details>
  );
}

function Line({ row }: { readonly row: MessageRow }) {
  return (
    <tr>
      <td>
        <b>{nameOf(row)}</b> <small>{row.name}</small>
      </td>
      <td class="n">{row.offset}</td>
      <td>
        <Bytes row={row} />
      </td>
      <td>
        {row.value !== '' && (
          <code>
            {row.value}
            <br />
          </code>
        )}
        {row.meaning}
        {row.parts !== undefined && <Parts parts={row.parts} />}
      </td>
    </tr>
  );
}

export function MessageRows({ rows }: { readonly rows: readonly MessageRow[] }) {
  return (
    <table class="listing">
      <thead>
        <tr>
          <th scope="col">{t('element')}</th>
          <th scope="col" class="n">
            {t('offset')}
          </th>
          <th scope="col">{t('bytes')}</th>
          <th scope="col">{t('meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.offset} row={row} />
        ))}
      </tbody>
    </table>
  );
}
