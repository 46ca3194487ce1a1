/**
 * The measurements of a run over time, in a bounded number of intervals: a long run gets longer
 * intervals, not more of them.
 */
import { EMPTY_HISTOGRAM_DATA } from './histogram.ts';
import { type IntervalLatencies, type IntervalSummary, mergeSummaries, pointOf, type SeriesPoint } from './interval.ts';

const POINTS_MAX = 600;

export class Series {
  #merged: IntervalSummary[] = [];
  /** Intervals that do not yet fill the next point. */
  #unmerged: IntervalSummary[] = [];
  #mergeEvery = 1;
  /** Answers after the measured time. */
  #late: IntervalSummary | undefined;

  add(summary: IntervalSummary): void {
    if (summary.durationMs > 0) this.#append(summary);
    else this.#late = this.#late === undefined ? summary : mergeSummaries([this.#late, summary]);
  }

  points(): readonly SeriesPoint[] {
    return this.#summaries().map(pointOf);
  }

  /** The intervals of the points, then one with the answers that came after the measured time. */
  intervals(): readonly IntervalLatencies[] {
    const late = this.#late === undefined || this.#late.corrected === EMPTY_HISTOGRAM_DATA ? [] : [this.#late];
    return [...this.#summaries(), ...late];
  }

  #summaries(): readonly IntervalSummary[] {
    return this.#unmerged.length === 0 ? this.#merged : [...this.#merged, mergeSummaries(this.#unmerged)];
  }

  #append(summary: IntervalSummary): void {
    this.#unmerged.push(summary);
    if (this.#unmerged.length < this.#mergeEvery) return;
    this.#merged.push(mergeSummaries(this.#unmerged));
    this.#unmerged = [];
    if (this.#merged.length < POINTS_MAX) return;
    this.#mergeEvery *= 2;
    const pairs: IntervalSummary[] = [];
    for (let index = 0; index < this.#merged.length; index += 2) pairs.push(mergeSummaries(this.#merged.slice(index, index + 2)));
    this.#merged = pairs;
  }
}
