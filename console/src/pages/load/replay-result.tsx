/** What a replay found: how many answers differ, and each of the first. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Replay } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { countText, timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { stopReplay, traces } from './replay-state.ts';
import { attempt } from './state.ts';

type Result = NonNullable<Replay['result']>;
type Difference = Result['differences'][number]['differences'][number];

const NAMES = {
  outcome: 'diffOutcome',
  approvedAmountMinor: 'diffApprovedAmount',
  flag: 'diffFlag',
  repeated: 'diffRepeated',
  ledgerMinor: 'diffLedger',
  availableMinor: 'diffAvailable',
  headroom: 'diffHeadroom',
} as const satisfies Record<Difference['what'], unknown>;

function valueText(value: string | number): string {
  if (typeof value === 'number') return formatAmount(language.value, value);
  return value === '' ? t('none') : value;
}

function Differences({ result }: { readonly result: Result }) {
  if (result.differences.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it is wider than its place, and the keyboard must be able to scroll it
    <section class="panel scroll" tabIndex={0} aria-label={t('differs')}>
      {result.differing > result.differences.length && (
        <p class="soft">{t('firstDifferences', { count: countText(language.value, result.differences.length) })}</p>
      )}
      <table class="entries">
        <thead>
          <tr>
            <th scope="col" class="n">
              #
            </th>
            <th scope="col">{t('time')}</th>
            <th scope="col">{t('card')}</th>
            <th scope="col">{t('event')}</th>
            <th scope="col" class="n">
              {t('amount')}
            </th>
            <th scope="col">{t('differs')}</th>
            <th scope="col">{t('recorded')}</th>
            <th scope="col">{t('replayed')}</th>
          </tr>
        </thead>
        <tbody>
          {result.differences.flatMap(({ sequence, atMs, token, maskedPan, type, amountMinor, differences }) =>
            differences.map(({ what, recorded, replayed }, at) => (
              <tr key={`${sequence} ${what}`}>
                <td class="n">{at === 0 ? sequence : ''}</td>
                <td>{at === 0 ? timeText(language.value, atMs) : ''}</td>
                <td>{at === 0 ? maskedPan || token.slice(0, 8) : ''}</td>
                <td>{at === 0 ? type : ''}</td>
                <td class="n">{at === 0 ? formatAmount(language.value, amountMinor) : ''}</td>
                <td>{t(NAMES[what])}</td>
                <td>{valueText(recorded)}</td>
                <td>{valueText(replayed)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

function sentenceOf({ state, detail, done, total, result }: Replay): string {
  const count = (number: number): string => countText(language.value, number);
  if (state === 'running') return t('replaying', { done: count(done), total: count(total) });
  if (result === null) return detail;
  const { compared, differing } = result;
  return differing === 0
    ? t('nothingDiffers', { compared: count(compared) })
    : t('someDiffer', { differing: count(differing), compared: count(compared) });
}

function countsText({ counts }: Result): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0) as readonly (readonly [Difference['what'], number])[];
  return found.map(([what, count]) => `${t(NAMES[what])} ${countText(language.value, count)}`).join(', ');
}

export function ReplayResult({ replay }: { readonly replay: Replay }) {
  const { state, result, name, trace } = replay;
  const tone = state === 'running' ? '' : result?.differing === 0 ? 'good' : 'bad';
  const lacks = traces.value.find(({ id }) => id === trace)?.lacks ?? [];
  return (
    <>
      <section class={`panel answer ${tone}`} aria-label={t('result')} aria-live="polite">
        <strong>{name}</strong>
        <span>{sentenceOf(replay)}</span>
        {result !== null && result.differing > 0 && <p>{countsText(result)}</p>}
        {result !== null && result.differing > 0 && lacks.length > 0 && (
          <p class="small">
            {t('lacks')} <span lang="en">{lacks.join('; ')}.</span>
          </p>
        )}
        {result?.notes.map((note) => (
          <p key={note} class="small">
            {note}
          </p>
        ))}
        {state === 'running' && (
          <button type="button" onClick={() => void attempt(() => stopReplay(replay))}>
            {t('stop')}
          </button>
        )}
      </section>
      {result !== null && <Differences result={result} />}
    </>
  );
}
