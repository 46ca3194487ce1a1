/** A line chart over time, in the colours of the theme, as wide as its place. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { language, theme } from '../settings.ts';
import type { ChartData } from './chart-data.ts';

export interface ChartSeries {
  /** A variable of the style sheet, such as `--accent`. */
  readonly color: string;
  readonly isDashed?: boolean;
  /** The value holds until the next point, instead of a straight line between both. */
  readonly isStepped?: boolean;
  readonly isFilled?: boolean;
}

export interface ChartProps {
  readonly series: readonly ChartSeries[];
  readonly data: ChartData;
  /** What the picture shows, in words. */
  readonly label: string;
  readonly yText: (value: number) => string;
  readonly xText: (second: number) => string;
  /** The axis reaches at least so far. */
  readonly yMin: number;
  /** A line from top to bottom here; Unix seconds. */
  readonly nowS?: number;
}

const HEIGHT_PX = 140;
const VALUE_WIDTH_PX = 74;
const INSTANT_SPACE_PX = 92;
const INSTANT_HEIGHT_PX = 30;

/** A canvas takes no variables, and none that depend on the theme. */
function colorOf(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}

function chartIn(element: HTMLElement, { series, yText, xText, yMin, nowS }: ChartProps): uPlot {
  const line = colorOf(element, '--line');
  const soft = colorOf(element, '--soft');
  const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const drawNow = (chart: uPlot): void => {
    if (nowS === undefined) return;
    const { ctx, bbox } = chart;
    const x = Math.round(chart.valToPos(nowS, 'x', true));
    ctx.save();
    ctx.strokeStyle = soft;
    ctx.setLineDash([4, 4]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  };
  return new uPlot(
    {
      width: element.clientWidth,
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_chart, _min, max) => [0, Math.max(yMin, max * 1.1)] } },
      axes: [
        { ...axis, space: INSTANT_SPACE_PX, size: INSTANT_HEIGHT_PX, values: (_chart, splits) => splits.map(xText) },
        { ...axis, size: VALUE_WIDTH_PX, values: (_chart, splits) => splits.map(yText) },
      ],
      series: [
        {},
        ...series.map(({ color, isDashed = false, isStepped = false, isFilled = false }) => ({
          stroke: colorOf(element, color),
          width: 1.5,
          points: { show: false },
          ...(isDashed ? { dash: [6, 4] } : {}),
          ...(isFilled ? { fill: colorOf(element, '--accent-soft') } : {}),
          ...(isStepped && stepped !== undefined ? { paths: stepped } : {}),
        })),
      ],
      hooks: { draw: [drawNow] },
    },
    [[], ...series.map(() => [])],
    element,
  );
}

export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | undefined>(undefined);
  const { data, nowS } = props;
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const chart = chartIn(element, props);
    drawn.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      drawn.current = undefined;
    };
    // Drawn anew in the colours of the theme and the words of the language.
  }, [theme.value, language.value, nowS]);
  useEffect(() => {
    const [seconds, ...values] = data;
    drawn.current?.setData([[...seconds], ...values.map((each) => [...each])]);
  }, [data, theme.value, language.value, nowS]);
  return <div ref={place} class="chart" role="img" aria-label={props.label} />;
}
