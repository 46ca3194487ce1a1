/** A list of the server, read page by page. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { language } from '../../../settings.ts';
import { ask, withQuery } from '../ask.ts';
import { messageOf } from './use-answer.ts';

export interface RowsAnswer<Row> {
  /** Undefined until the first page is there. */
  readonly rows: Signal<readonly Row[] | undefined>;
  readonly problem: Signal<string>;
  readonly hasMore: boolean;
  /** The further page. */
  more(): Promise<void>;
  /** The first page anew. */
  again(): Promise<void>;
}

interface RowsRequest {
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The name of the list in the answer. */
  readonly key?: string;
}

interface RowsPage {
  readonly cursor?: string | number;
}

/** `path` undefined: nothing is asked for yet. */
export function useRows<Row>(path: string | undefined, { query = {}, key = 'rows' }: RowsRequest = {}): RowsAnswer<Row> {
  const rows = useSignal<readonly Row[] | undefined>(undefined);
  const cursor = useSignal<string | number | undefined>(undefined);
  const problem = useSignal('');
  const asked = useSignal(0);
  const readPage = async (isFirst: boolean): Promise<void> => {
    if (path === undefined) return;
    asked.value += 1;
    const turn = asked.value;
    try {
      const page = await ask<RowsPage>(withQuery(path, { ...query, cursor: isFirst ? undefined : cursor.value }));
      if (turn !== asked.value) return;
      const read = (page as Readonly<Record<string, unknown>>)[key] as readonly Row[];
      rows.value = isFirst ? read : [...(rows.value ?? []), ...read];
      cursor.value = page.cursor;
      problem.value = '';
    } catch (error) {
      if (turn === asked.value) problem.value = messageOf(error);
    }
  };
  useEffect(() => {
    void readPage(true);
  }, [path, JSON.stringify(query), language.value]);
  return { rows, problem, hasMore: cursor.value !== undefined, more: () => readPage(false), again: () => readPage(true) };
}
