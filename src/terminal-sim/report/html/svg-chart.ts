/**
 * Draws line charts as inline SVG: no script, no font, no network. The page's style sheet colours
 * them.
 */
import type { Axis } from './chart-axis.ts';

export interface ChartPoint {
  readonly x: number;
  /** Undefined: nothing was measured there, and the line has a gap. */
  readonly y: number | undefined;
}

export interface ChartLine {
  readonly name: string;
  /** A class of the style sheet: `line-1` to `line-4`. */
  readonly className: string;
  readonly points: readonly ChartPoint[];
}

export interface Chart {
  readonly title: string;
  /** One sentence or two for readers who do not see the chart. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  /** What the axis measures, with the unit. */
  readonly xName: string;
  readonly yName: string;
  /** Shown in the middle when no line has a point. */
  readonly emptyText: string;
  readonly lines: readonly ChartLine[];
}

/**
 * The chart takes the width of the page while letters keep their size: x is a share of the width, y
 * is pixels. Axis labels lie outside, in the padding that the style sheet gives `.chart`.
 */
const PLOT_WIDTH = 1000;
const PLOT_HEIGHT_PX = 210;
/** A line of one point would be invisible, so it is drawn as a dot. */
const DOT_RADIUS_PX = 3;

interface Place {
  readonly x: number;
  readonly y: number;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The position along the axis, 0 to 1; values beyond an end are drawn at that end. */
function along(axis: Axis, value: number): number {
  const place = (at: number): number => (axis.scale === 'log' ? Math.log10(Math.max(at, axis.from)) : at);
  const span = place(axis.to) - place(axis.from);
  return span === 0 ? 0 : Math.min(1, Math.max(0, (place(value) - place(axis.from)) / span));
}

function heightOf(axis: Axis, value: number): number {
  return PLOT_HEIGHT_PX * (1 - along(axis, value));
}

function gridOf({ x, y, xName, yName }: Chart): readonly string[] {
  const rows = y.ticks.flatMap(({ at, label }) => {
    const height = round(heightOf(y, at));
    return [
      `<line class="grid" x1="0" x2="100%" y1="${height}" y2="${height}"/>`,
      `<text x="-8" y="${height}" dy="4" text-anchor="end">${escapeHtml(label)}</text>`,
    ];
  });
  const columns = x.ticks.flatMap(({ at, label, minor }) => {
    const left = `${round(100 * along(x, at))}%`;
    return [
      `<line class="grid" x1="${left}" x2="${left}" y1="${PLOT_HEIGHT_PX}" y2="${PLOT_HEIGHT_PX + 5}"/>`,
      `<text${minor === true ? ' class="minor"' : ''} x="${left}" y="${PLOT_HEIGHT_PX + 19}" text-anchor="middle">${escapeHtml(label)}</text>`,
    ];
  });
  return [
    ...rows,
    ...columns,
    `<text class="axis" x="-56" y="-13">${escapeHtml(yName)}</text>`,
    `<text class="axis" x="100%" y="${PLOT_HEIGHT_PX + 38}" text-anchor="end">${escapeHtml(xName)}</text>`,
  ];
}

/** Cuts a line at its gaps. */
function unbroken(chart: Chart, points: readonly ChartPoint[]): readonly (readonly Place[])[] {
  const runs: Place[][] = [];
  let run: Place[] = [];
  for (const { x, y } of points) {
    if (y === undefined) {
      run = [];
      continue;
    }
    if (run.length === 0) runs.push(run);
    run.push({ x: along(chart.x, x), y: heightOf(chart.y, y) });
  }
  return runs;
}

/** Lines go into `plot`, which is stretched to the width. Dots would not stay round there. */
function drawn(chart: Chart): { readonly plot: string; readonly dots: string } {
  let plot = '';
  let dots = '';
  for (const { className, name, points } of chart.lines) {
    const title = `<title>${escapeHtml(name)}</title>`;
    for (const run of unbroken(chart, points)) {
      const [first] = run;
      if (first !== undefined && run.length === 1) {
        dots += `<circle class="${className}" cx="${round(100 * first.x)}%" cy="${round(first.y)}" r="${DOT_RADIUS_PX}">${title}</circle>`;
        continue;
      }
      const path = run.map(({ x, y }) => `${round(PLOT_WIDTH * x)},${round(y)}`).join(' ');
      plot += `<polyline class="${className}" points="${path}">${title}</polyline>`;
    }
  }
  return { plot, dots };
}

/** Draws the chart as an `<svg>` with a title and a description. */
export function lineChart(chart: Chart, id: string): string {
  const { plot, dots } = drawn(chart);
  const empty = plot === '' && dots === '';
  return [
    `<div class="chart"><svg height="${PLOT_HEIGHT_PX}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(chart.title)}</title><desc id="${id}-d">${escapeHtml(chart.description)}</desc>`,
    ...gridOf(chart),
    `<svg class="plot" width="100%" height="${PLOT_HEIGHT_PX}" viewBox="0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT_PX}" preserveAspectRatio="none">${plot}</svg>`,
    dots,
    empty ? `<text class="none" x="50%" y="${PLOT_HEIGHT_PX / 2}" text-anchor="middle">${escapeHtml(chart.emptyText)}</text>` : '',
    '</svg></div>',
  ].join('');
}

/** The legend: the name of each line beside its dashes and colour. */
export function legend(chart: Chart): string {
  const items = chart.lines.map(({ className, name }) => {
    const swatch = `<svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><polyline class="${className}" points="0,3 28,3"></polyline></svg>`;
    return `<li>${swatch}${escapeHtml(name)}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}
