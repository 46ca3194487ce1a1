/** Ticked rows, approved with a code of the code calculator or taken back. */
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../../../text/text.ts';
import { say } from '../text.ts';
import { userId } from '../user.ts';
import { CodeField } from './code-field.tsx';
import { Tick, toggled } from './field.tsx';
import { Result, useOutcome } from './result.tsx';
import { type Head, List } from './table.tsx';
import type { RowsAnswer } from './use-rows.ts';

interface ApprovalProps<Row> {
  readonly caption: string;
  readonly none: string;
  readonly heads: readonly Head[];
  readonly list: RowsAnswer<Row>;
  readonly idOf: (row: Row) => number;
  /** Of a row to those who hear it. */
  readonly nameOf: (row: Row) => string;
  /** Undefined: the user cannot approve it. */
  readonly mayApprove: (row: Row) => boolean;
  readonly cells: (row: Row) => ComponentChildren;
  /** Both resolve with the sentence that is told. */
  readonly approve: (ids: readonly number[], code: string) => Promise<string>;
  readonly withdraw: (ids: readonly number[]) => Promise<string>;
}

export function Approval<Row>(props: ApprovalProps<Row>) {
  const { caption, none, heads, list, idOf, nameOf, mayApprove, cells } = props;
  const ticked: Signal<ReadonlySet<number>> = useSignal<ReadonlySet<number>>(new Set());
  const code = useSignal('');
  const outcome = useOutcome();
  const ids = [...ticked.value];
  const done = async (work: Promise<string>): Promise<string> => {
    const sentence = await work;
    ticked.value = new Set();
    code.value = '';
    await list.again();
    return sentence;
  };
  const tell = (error: unknown): void => void outcome.run(() => Promise.reject(error));
  return (
    <>
      <List
        caption={caption}
        heads={[{ text: say('select') }, ...heads]}
        list={list}
        none={none}
        row={(row) => (
          <tr key={idOf(row)}>
            <td>
              <Tick
                label={`${say('select')} ${nameOf(row)}`}
                isBare
                isTicked={ticked.value.has(idOf(row))}
                onTick={(isTicked) => {
                  ticked.value = toggled(ticked.value, idOf(row), isTicked);
                }}
              />
            </td>
            {cells(row)}
          </tr>
        )}
      />
      {(list.rows.value?.length ?? 0) > 0 && (
        <form
          class="approval"
          key={userId.value}
          onSubmit={(event) => {
            event.preventDefault();
            void outcome.run(() => done(props.approve(ids, code.value)));
          }}
        >
          <CodeField code={code} onProblem={tell} />
          <button type="submit" class="go" disabled={ids.length === 0 || outcome.isBusy.value}>
            {say('approve')}
          </button>
          <button
            type="button"
            disabled={ids.length === 0 || outcome.isBusy.value}
            onClick={() => void outcome.run(() => done(props.withdraw(ids)))}
          >
            {say('withdraw')}
          </button>
        </form>
      )}
      {list.rows.value?.some((row) => !mayApprove(row)) === true && <p class="soft small">{say('otherMustApprove')}</p>}
      <Result outcome={outcome} />
      {outcome.isBusy.value && <p class="soft small">{t('loading')}</p>}
    </>
  );
}
