/** How much of a limit was used when, and will be if nothing else happens: steps over time. */
import type { ChartData } from '../../parts/chart-data.ts';
import type { LimitWindow } from '../../parts/window-releases.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const DAYS_BACK = 4;
/** Longer, so that what is spent now is seen to leave a window of four days. */
const DAYS_AHEAD = 5;

/** An amount that begins to count, or ends to. */
interface Step {
  readonly atMs: number;
  readonly byMinor: number;
}

function stepsOf({ spends }: LimitWindow): readonly Step[] {
  return spends
    .flatMap(({ atMs, leavesAtMs, amountMinor }) => [
      { atMs, byMinor: amountMinor },
      { atMs: leavesAtMs, byMinor: -amountMinor },
    ])
    .toSorted((one, other) => one.atMs - other.atMs);
}

/** Unix seconds; what was used up to now, what will be, and the limit itself. */
export function windowUse(limit: LimitWindow, nowMs: number): ChartData {
  const [fromMs, toMs] = [nowMs - DAYS_BACK * DAY_MS, nowMs + DAYS_AHEAD * DAY_MS];
  const steps = stepsOf(limit);
  const before = steps.filter(({ atMs }) => atMs <= fromMs).reduce((sum, { byMinor }) => sum + byMinor, 0);
  const points: [atMs: number, usedMinor: number][] = [[fromMs, before]];
  let usedMinor = before;
  for (const { atMs, byMinor } of [...steps, { atMs: nowMs, byMinor: 0 }].toSorted((one, other) => one.atMs - other.atMs)) {
    if (atMs <= fromMs || atMs >= toMs) continue;
    usedMinor += byMinor;
    const last = points.at(-1);
    if (last?.[0] === atMs) last[1] = usedMinor;
    else points.push([atMs, usedMinor]);
  }
  points.push([toMs, usedMinor]);
  return [
    points.map(([atMs]) => atMs / SECOND_MS),
    points.map(([atMs, used]) => (atMs <= nowMs ? used : null)),
    points.map(([atMs, used]) => (atMs >= nowMs ? used : null)),
    points.map(() => limit.amountMinor),
  ];
}
