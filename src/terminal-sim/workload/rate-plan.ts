/**
 * The rate of an open loop over time: constant (`2000/s`), rising or falling (`100/s..2000/s`), in
 * steps (`100/s@10s,500/s@10s,1000/s`), or any of these one after the other.
 */
import { parseDurationMs, parseRatePerSecond, QuantityError } from '../../config/quantity.ts';

/** The rate changes linearly from one value to the other. */
export interface RateStage {
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  /** Infinity is allowed for the last stage. */
  readonly durationMs: number;
}

/** At least one stage. After the last stage its final rate stays. */
export type RatePlan = readonly RateStage[];

const STAGES_MAX = 100;

export function constantRate(perSecond: number): RatePlan {
  return [{ fromPerSecond: perSecond, toPerSecond: perSecond, durationMs: Number.POSITIVE_INFINITY }];
}

/** The rate of one stage may be 0; that of the whole plan may not. */
function parseStageRate(text: string, what: string): number {
  return /^0+(?:\.0+)?(?:\/[sm])?$/.test(text.trim()) ? 0 : parseRatePerSecond(text, what);
}

function parseStage(text: string, what: string, restMs: number): RateStage {
  const [rates = '', duration, ...more] = text.split('@');
  const [from = '', to = from, ...others] = rates.split('..');
  if (more.length > 0 || others.length > 0) {
    throw new QuantityError(`${what} has a stage "${text}" that cannot be read; write it as 500/s@10s or 100/s..2000/s@30s.`);
  }
  const durationMs = duration === undefined ? restMs : parseDurationMs(duration, what);
  return { fromPerSecond: parseStageRate(from, what), toPerSecond: parseStageRate(to, what), durationMs };
}

/**
 * Reads a rate. A stage without a duration must be the last and takes the rest of `durationMs`.
 * Throws a QuantityError with one sentence.
 */
export function parseRatePlan(text: string, what: string, durationMs: number): RatePlan {
  const parts = text.split(',');
  if (parts.length > STAGES_MAX) throw new QuantityError(`${what} has ${parts.length} stages; at most ${STAGES_MAX} are taken.`);
  let restMs = durationMs;
  const plan = parts.map((part, index) => {
    if (!part.includes('@') && index < parts.length - 1) {
      throw new QuantityError(`${what} has a stage "${part.trim()}" without a duration before another; write it as 500/s@10s.`);
    }
    if (restMs <= 0) throw new QuantityError(`${what} has stages that are longer than the run; shorten them, or make --duration longer.`);
    const stage = parseStage(part, what, restMs);
    restMs -= stage.durationMs;
    return stage;
  });
  if (restMs < 0) throw new QuantityError(`${what} has stages that are longer than the run; shorten them, or make --duration longer.`);
  if (plan.every((stage) => stage.fromPerSecond === 0 && stage.toPerSecond === 0)) {
    throw new QuantityError(`${what} is "${text}", which offers nothing; write it as 2000/s.`);
  }
  return plan;
}

/** The plan with every rate multiplied. */
export function scaleRate(plan: RatePlan, factor: number): RatePlan {
  return plan.map((stage) => ({ ...stage, fromPerSecond: stage.fromPerSecond * factor, toPerSecond: stage.toPerSecond * factor }));
}

/** The plan with a warm-up at its first rate in front. */
export function warmUpFirst(plan: RatePlan, warmupMs: number): RatePlan {
  const rate = plan[0]?.fromPerSecond ?? 0;
  return warmupMs === 0 ? plan : [{ fromPerSecond: rate, toPerSecond: rate, durationMs: warmupMs }, ...plan];
}

/** The mean rate over the first `durationMs`. */
export function meanPerSecond(plan: RatePlan, durationMs: number): number {
  let leftMs = durationMs;
  let messages = 0;
  let rate = 0;
  for (const stage of plan) {
    const ms = Math.min(leftMs, stage.durationMs);
    if (ms <= 0) break;
    const end = Number.isFinite(stage.durationMs)
      ? stage.fromPerSecond + ((stage.toPerSecond - stage.fromPerSecond) * ms) / stage.durationMs
      : stage.toPerSecond;
    messages += ((stage.fromPerSecond + end) / 2) * (ms / 1000);
    rate = stage.toPerSecond;
    leftMs -= ms;
  }
  messages += rate * (leftMs / 1000);
  return durationMs > 0 ? (messages * 1000) / durationMs : 0;
}

/**
 * A whole day within `durationMs`: one stage for each hour, by the weights of the hours. The
 * busiest hour has `peakPerSecond`.
 */
export function dayPlan(hours: readonly number[], peakPerSecond: number, durationMs: number): RatePlan {
  const most = Math.max(...hours);
  return hours.map((weight) => {
    const rate = (peakPerSecond * weight) / most;
    return { fromPerSecond: rate, toPerSecond: rate, durationMs: durationMs / hours.length };
  });
}
