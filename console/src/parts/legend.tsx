/** What each line of a chart is, for those who see it. */
import type { ChartSeries } from './chart.tsx';

export function Legend({ series, names }: { readonly series: readonly ChartSeries[]; readonly names: readonly string[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {series.map(({ color, isDashed = false }, at) => (
        <li key={color}>
          <i style={{ borderTop: `2px ${isDashed ? 'dashed' : 'solid'} var(${color})` }} />
          {names[at]}
        </li>
      ))}
    </ul>
  );
}
