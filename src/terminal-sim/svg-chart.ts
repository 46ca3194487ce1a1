/** Line charts as inline SVG: no script, no font, no network; drawn in the colours of the page's style sheet. */
import type { Axis } from './chart-axis.ts';

export interface ChartLine {
  readonly name: string;
  /** A class of the style sheet: `line-1` to `line-4`. */
  readonly className: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  /** One sentence or two for those who do not see the chart. */
  readonly description: string;
  /** Of the values that go up. */
  readonly unit: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly ChartLine[];
}

const WIDTH = 760;
const HEIGHT = 260;
const LEFT = 64;
const RIGHT = 24;
const TOP = 14;
const BOTTOM = 30;
/** A line of one point would not be seen. */
const DOT_RADIUS = 3;

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** 0 … 1 along the axis; what lies beyond its ends is drawn at them. */
function along(axis: Axis, value: number): number {
  const place = (at: number): number => (axis.scale === 'log' ? Math.log10(Math.max(at, axis.from)) : at);
  const span = place(axis.to) - place(axis.from);
  return span === 0 ? 0 : Math.min(1, Math.max(0, (place(value) - place(axis.from)) / span));
}

function gridOf({ x, y }: Chart, px: (value: number) => number, py: (value: number) => number): string[] {
  const rows = y.ticks.flatMap(({ at, label }) => {
    const height = py(at);
    return [
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(height)}" y2="${round(height)}"/>`,
      `<text x="${LEFT - 8}" y="${round(height + 4)}" text-anchor="end">${escapeHtml(label)}</text>`,
    ];
  });
  const columns = x.ticks.flatMap(({ at, label }) => [
    `<line class="grid" x1="${round(px(at))}" x2="${round(px(at))}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM + 5}"/>`,
    `<text x="${round(px(at))}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(label)}</text>`,
  ]);
  return [...rows, ...columns];
}

/** An `<svg>` with a title and a description. */
export function lineChart(chart: Chart, id: string): string {
  const px = (x: number): number => LEFT + along(chart.x, x) * (WIDTH - LEFT - RIGHT);
  const py = (y: number): number => HEIGHT - BOTTOM - along(chart.y, y) * (HEIGHT - TOP - BOTTOM);
  const lines = chart.lines.flatMap(({ className, name, points }) => {
    const [first] = points;
    if (first === undefined) return [];
    const title = `<title>${escapeHtml(name)}</title>`;
    if (points.length === 1)
      return [`<circle class="${className}" cx="${round(px(first.x))}" cy="${round(py(first.y))}" r="${DOT_RADIUS}">${title}</circle>`];
    const path = points.map((point) => `${round(px(point.x))},${round(py(point.y))}`).join(' ');
    return [`<polyline class="${className}" points="${path}">${title}</polyline>`];
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(chart.title)}</title><desc id="${id}-d">${escapeHtml(chart.description)}</desc>`,
    ...gridOf(chart, px, py),
    ...lines,
    '</svg>',
  ].join('');
}

/** Which line is which, in words, dashes and colours. */
export function legend(chart: Chart): string {
  const items = chart.lines.map(({ className, name }) => {
    const swatch = `<svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><polyline class="${className}" points="0,3 28,3"></polyline></svg>`;
    return `<li>${swatch}${escapeHtml(name)}</li>`;
  });
  return `<ul class="legend">${items.join('')}<li class="unit">${escapeHtml(chart.unit)}</li></ul>`;
}
