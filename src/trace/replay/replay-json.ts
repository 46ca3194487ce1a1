/** The result of a replay as JSON. */
import type { ReplayResult } from './replay-result.ts';

/** `where`: what it was replayed on. Of the exchanges that differ, the first are shown. */
export function replayJson(result: ReplayResult, where: string, differencesMax: number) {
  const { exchanges, compared, undecided, unanswered, differing, counts, latency, notes, elapsedMs } = result;
  return {
    on: where,
    exchanges,
    compared,
    undecided,
    unanswered,
    differing: differing.length,
    counts,
    latencyMs: latency,
    elapsedMs: Math.round(elapsedMs),
    notes,
    differences: differing.slice(0, differencesMax).map(({ exchange: { sequence, atMs, token, request }, differences }) => ({
      sequence,
      atMs,
      token,
      maskedPan: request.pan ?? '',
      type: request.type ?? '',
      amountMinor: request.amountMinor ?? 0,
      differences,
    })),
  };
}
