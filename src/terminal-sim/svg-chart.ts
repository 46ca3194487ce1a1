/** Line charts as inline SVG: no script, no font, no network; drawn in the colours of the page's style sheet. */

export interface ChartLine {
  readonly name: string;
  /** A class of the style sheet: `line-1` to `line-3`. */
  readonly className: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Chart {
  readonly title: string;
  /** One sentence for those who do not see the chart. */
  readonly description: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  readonly formatY: (value: number) => string;
}

const WIDTH = 760;
const HEIGHT = 240;
const LEFT = 64;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 30;
const GRID_LINES = 4;

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** An `<svg>` with a title and a description; x is seconds. */
export function lineChart(chart: Chart, id: string): string {
  const points = chart.lines.flatMap((line) => line.points);
  const top = niceCeiling(Math.max(0, ...points.map((point) => point.y)));
  const end = Math.max(1, ...points.map((point) => point.x));
  const px = (x: number): number => LEFT + (x / end) * (WIDTH - LEFT - RIGHT);
  const py = (y: number): number => HEIGHT - BOTTOM - (y / top) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [];
  for (let index = 0; index <= GRID_LINES; index += 1) {
    const value = (top * index) / GRID_LINES;
    const y = round(py(value));
    parts.push(`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/>`);
    parts.push(`<text x="${LEFT - 8}" y="${round(py(value) + 4)}" text-anchor="end">${escapeHtml(chart.formatY(value))}</text>`);
    const x = (end * index) / GRID_LINES;
    parts.push(`<text x="${round(px(x))}" y="${HEIGHT - 8}" text-anchor="middle">${round(x)} s</text>`);
  }
  for (const line of chart.lines) {
    if (line.points.length === 0) continue;
    const path = line.points.map((point) => `${round(px(point.x))},${round(py(point.y))}`).join(' ');
    parts.push(`<polyline class="${line.className}" points="${path}"><title>${escapeHtml(line.name)}</title></polyline>`);
  }
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(chart.title)}</title><desc id="${id}-d">${escapeHtml(chart.description)}</desc>`,
    ...parts,
    '</svg>',
  ].join('');
}

/** Which line is which, in words and colours. */
export function legend(chart: Chart): string {
  const items = chart.lines.map((line) => `<li><span class="swatch ${line.className}"></span>${escapeHtml(line.name)}</li>`);
  return `<ul class="legend">${items.join('')}<li class="unit">${escapeHtml(chart.unit)}</li></ul>`;
}
