/** How many decisions there were in each of the last 120 seconds. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { language, theme } from '../../settings.ts';
import { timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { rates } from './state.ts';

const HEIGHT_PX = 150;
const COUNT_WIDTH_PX = 64;
const SECONDS_SPACE_PX = 90;

/** A canvas takes no variables, and none that depend on the theme. */
function colorOf(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}

function chartIn(element: HTMLElement): uPlot {
  const soft = colorOf(element, '--soft');
  const line = colorOf(element, '--line');
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_chart, _min, max) => [0, Math.max(10, max * 1.1)] } },
      axes: [
        { ...axis, space: SECONDS_SPACE_PX, values: (_chart, splits) => splits.map((second) => timeText(language.value, second * 1_000)) },
        { ...axis, size: COUNT_WIDTH_PX },
      ],
      series: [{}, { stroke: colorOf(element, '--accent'), width: 1.5, points: { show: false } }],
    },
    [[], []],
    element,
  );
}

export function RateChart() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const chart = chartIn(element);
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    resize.observe(element);
    const stop = rates.subscribe(({ seconds, counts }) => chart.setData([[...seconds], [...counts]]));
    return () => {
      stop();
      resize.disconnect();
      chart.destroy();
    };
    // Drawn anew in the colours of the theme.
  }, [theme.value, language.value]);
  const { counts } = rates.value;
  const label = t('rateChart', { last: String(counts.at(-1) ?? 0), most: String(Math.max(0, ...counts)) });
  return (
    <section class="panel">
      <h2>{t('rate')}</h2>
      <div ref={place} class="chart" role="img" aria-label={label} />
    </section>
  );
}
