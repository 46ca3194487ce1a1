/** A table with its caption, in a panel that scrolls by itself when it is wider than its place. */
import type { ComponentChildren } from 'preact';
import { t } from '../../../text/text.ts';
import { say } from '../text.ts';
import type { RowsAnswer } from './use-rows.ts';

export interface Head {
  readonly text: string;
  readonly isNumber?: boolean;
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly Head[];
  readonly children: ComponentChildren;
}

export function Table({ caption, heads, children }: TableProps) {
  return (
    // Wider than a phone: the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class="office">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map(({ text, isNumber = false }) => (
              <th key={text} scope="col" class={isNumber ? 'n' : ''}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

interface ListProps<Row> extends Omit<TableProps, 'children'> {
  readonly list: RowsAnswer<Row>;
  /** Said when there are no rows. */
  readonly none: string;
  readonly row: (row: Row) => ComponentChildren;
}

/** A list of the server as a table. */
export function List<Row>({ list, none, row, ...table }: ListProps<Row>) {
  const { rows, problem, hasMore, more } = list;
  if (problem.value !== '') return <p class="bad">{problem.value}</p>;
  if (rows.value === undefined) return <p class="soft">{t('loading')}</p>;
  return (
    <>
      <Table {...table}>
        {rows.value.length === 0 ? (
          <tr>
            <td colSpan={table.heads.length} class="soft">
              {none}
            </td>
          </tr>
        ) : (
          rows.value.map(row)
        )}
      </Table>
      {hasMore && (
        <button type="button" class="more" onClick={() => void more()}>
          {say('more')}
        </button>
      )}
    </>
  );
}
