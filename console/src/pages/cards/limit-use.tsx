/** Each limit of a card: a bar of now, a chart of the days around it, and what leaves the window when. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Windows } from '../../api/types.ts';
import { Chart } from '../../parts/chart.tsx';
import { LimitBars } from '../../parts/limit-bars.tsx';
import { Releases } from '../../parts/releases.tsx';
import { type LimitWindow, releasesOf } from '../../parts/window-releases.ts';
import { language } from '../../settings.ts';
import { dayText } from '../../text/format.ts';
import { limitText, t } from '../../text/text.ts';
import { windowUse } from './window-use.ts';

const SECOND_MS = 1_000;
const MINOR_PER_KRONE = 100;
function kroner(minor: number): string {
  return new Intl.NumberFormat(language.value === 'nb' ? 'nb-NO' : 'en-GB').format(minor / MINOR_PER_KRONE);
}

function LimitUse({ limit, nowMs }: { readonly limit: LimitWindow; readonly nowMs: number }) {
  const [next] = releasesOf(limit, nowMs);
  const name = limitText(limit.name);
  return (
    <div class="limit-use">
      <LimitBars limits={[{ ...limit, next }]} />
      <Chart
        series={[
          { color: '--accent', isStepped: true, isFilled: true },
          { color: '--accent', isStepped: true, isDashed: true },
          { color: '--bad' },
        ]}
        data={windowUse(limit, nowMs)}
        label={t('useChart', {
          name,
          used: formatAmount(language.value, limit.usedMinor),
          limit: formatAmount(language.value, limit.amountMinor),
        })}
        yText={kroner}
        xText={(second) => dayText(language.value, second * SECOND_MS)}
        yMin={limit.amountMinor}
        nowS={nowMs / SECOND_MS}
      />
      <Releases limit={limit} nowMs={nowMs} />
    </div>
  );
}

export function LimitUses({ windows }: { readonly windows: Windows }) {
  if (windows.limits.length === 0) return <p class="soft">{t('noLimits')}</p>;
  return (
    <>
      {windows.limits.map((limit) => (
        <LimitUse key={limit.name} limit={limit} nowMs={windows.atMs} />
      ))}
    </>
  );
}
