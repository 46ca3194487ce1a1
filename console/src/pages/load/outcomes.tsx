/** How often each outcome came, the most frequent first. */
import { isApproval, type Outcome } from '../../../../src/protocol/outcome.ts';
import type { LoadRun } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { countText, shareText } from '../../text/format.ts';
import { outcomeText, t } from '../../text/text.ts';

type Counts = NonNullable<LoadRun['progress']>['outcomes'];

export function Outcomes({ counts }: { readonly counts: Counts }) {
  const rows = (Object.entries(counts) as readonly (readonly [Outcome, number])[]).toSorted(([, one], [, other]) => other - one);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  if (rows.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('outcomes')}</h2>
      <table class="outcomes">
        <thead>
          <tr>
            <th scope="col">{t('outcome')}</th>
            <th scope="col" class="n">
              {t('count')}
            </th>
            <th scope="col" class="n">
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([outcome, count]) => (
            <tr key={outcome}>
              <td>
                <span class={isApproval(outcome) ? 'good' : ''}>{outcome}</span> <small>{outcomeText(outcome)}</small>
              </td>
              <td class="n">{countText(language.value, count)}</td>
              <td class="n">{shareText(language.value, count, all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
