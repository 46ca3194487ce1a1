/** The rate and the latency of the last two minutes. */
import { Chart } from '../../parts/chart.tsx';
import { language } from '../../settings.ts';
import { durationText, timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { latencies, rates } from './state.ts';

const SECOND_MS = 1_000;

/** The newest value that there is. */
function lastOf(values: readonly (number | null)[] = []): number | undefined {
  return values.findLast((value) => value !== null) ?? undefined;
}

function clock(second: number): string {
  return timeText(language.value, second * SECOND_MS);
}

function ms(value: number | undefined): string {
  return value === undefined ? '–' : durationText(language.value, value);
}

export function RateChart() {
  const [, counts = []] = rates.value;
  const numbers = counts.map((count) => count ?? 0);
  const label = t('rateChart', { last: String(numbers.at(-1) ?? 0), most: String(Math.max(0, ...numbers)) });
  return (
    <section class="panel" data-points={numbers.length}>
      <h2>{t('rate')}</h2>
      <Chart series={[{ color: '--accent', isFilled: true }]} data={rates.value} label={label} yText={String} xText={clock} yMin={10} />
    </section>
  );
}

export function LatencyChart() {
  const [seconds, p50, p99] = latencies.value;
  const [half, most] = [ms(lastOf(p50)), ms(lastOf(p99))];
  return (
    <section class="panel" data-points={seconds.length}>
      <h2>
        {t('latency')} <span class="key accent">p50 {half}</span> <span class="key warn">p99 {most}</span>
      </h2>
      <Chart
        series={[{ color: '--accent' }, { color: '--warn', isDashed: true }]}
        data={latencies.value}
        label={t('latencyChart', { half, most })}
        yText={(value) => durationText(language.value, value)}
        xText={clock}
        yMin={1}
      />
    </section>
  );
}
