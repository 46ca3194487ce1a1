/** The growth curve as an SVG picture: the rate of each store as it fills, beside what it was before the stores were rebuilt. */
import type { GrowthRun } from './growth.ts';

export interface Point {
  /** Authorizations so far. */
  readonly messages: number;
  readonly perSecond: number;
}

export interface Line {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

/** Measured on commit e388302: 16 connections × 16 in flight, 1,000 cards, the store in memory. */
const BEFORE: Line = {
  label: 'memory: before (e388302)',
  colour: '#cf222e',
  points: [
    { messages: 0, perSecond: 48_000 },
    { messages: 900_000, perSecond: 15_000 },
    { messages: 1_100_000, perSecond: 3_700 },
  ],
};
const COLOURS = ['#0969da', '#1a7f37', '#8250df', '#9a6700'] as const;

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 76;
const RIGHT = 20;
const TOP = 56;
const BOTTOM = 56;
const TICKS = 5;
const LEGEND_STEP = 200;
const TITLE = 'Authorizations a second while the store fills';

/** The smallest of 1, 2 or 5 × 10ⁿ for a step, so that so many steps reach the value. */
export function niceMax(value: number, steps: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value / steps));
  const step = [1, 2, 5, 10].find((factor) => factor * magnitude * steps >= value) ?? 10;
  return step * magnitude * steps;
}

export function linesOf({ stores }: GrowthRun): readonly Line[] {
  const after = stores.map(({ store, first, rows }, index) => ({
    label: `${store}: now`,
    colour: COLOURS[index % COLOURS.length] ?? COLOURS[0],
    points: [{ messages: first.messages, perSecond: first.perSecond }, ...rows],
  }));
  return [BEFORE, ...after];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function short(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

export function growthSvg(run: GrowthRun): string {
  const lines = linesOf(run);
  const points = lines.flatMap((line) => line.points);
  const xMax = niceMax(Math.max(...points.map(({ messages }) => messages)), TICKS);
  const yMax = niceMax(Math.max(...points.map(({ perSecond }) => perSecond)), TICKS);
  const x = (messages: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * messages) / xMax;
  const y = (perSecond: number): number => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * perSecond) / yMax;
  const ticks = Array.from({ length: TICKS + 1 }, (_, n) => n / TICKS);
  const text = (at: readonly [number, number], anchor: string, words: string, fill = '#57606a'): string =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${escaped(words)}</text>`;
  const description = lines.map(({ label, points: ofLine }) => `${label}: ${ofLine.map((p) => Math.round(p.perSecond)).join(', ')}`);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="-apple-system,'Segoe UI',Helvetica,Arial,sans-serif" font-size="12" role="img" aria-label="${TITLE}">`,
    `<title>${TITLE}</title>`,
    `<desc>${escaped(`${run.date}, ${run.versions}. ${description.join('; ')}`)}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="12" fill="#ffffff" stroke="#d0d7de"/>`,
    ...ticks.flatMap((share) => [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(share * yMax).toFixed(1)}" y2="${y(share * yMax).toFixed(1)}" stroke="#d0d7de"/>`,
      text([LEFT - 8, y(share * yMax) + 4], 'end', `${short(share * yMax)}/s`),
      text([x(share * xMax), HEIGHT - BOTTOM + 18], 'middle', `${short((share * xMax) / 1_000_000)} M`),
    ]),
    text([(LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14], 'middle', 'authorizations so far'),
    ...lines.flatMap(({ label, colour, points: ofLine }, index) => [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${ofLine.map((p) => `${x(p.messages).toFixed(1)},${y(p.perSecond).toFixed(1)}`).join(' ')}"/>`,
      ...ofLine.map((p) => `<circle cx="${x(p.messages).toFixed(1)}" cy="${y(p.perSecond).toFixed(1)}" r="3" fill="${colour}"/>`),
      text([LEFT + index * LEGEND_STEP, 30], 'start', `● ${label}`, colour),
    ]),
    '</svg>',
  ].join('\n')}\n`;
}

/** Reads what `--json` wrote; throws an Error of one sentence. */
export function readRun(text: string, path: string): GrowthRun {
  let run: unknown;
  try {
    run = JSON.parse(text);
  } catch {
    run = undefined;
  }
  if (!isRun(run)) throw new Error(`${path} is not the JSON of a growth run; write one with --only growth --json FILE.`);
  return run;
}

function isRun(value: unknown): value is GrowthRun {
  if (typeof value !== 'object' || value === null || !('stores' in value) || !Array.isArray(value.stores)) return false;
  const isPoint = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && 'messages' in each && 'perSecond' in each && Number.isFinite(each.perSecond);
  return (
    'date' in value &&
    'versions' in value &&
    value.stores.length > 0 &&
    value.stores.every((store) => typeof store?.store === 'string' && isPoint(store.first) && store.rows?.every?.(isPoint) === true)
  );
}
