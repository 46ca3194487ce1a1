/** Measures how late the generator itself was: from an intended instant to the sending. */
import { type HistogramData, histogramDataOf, newHistogram, recordMs } from '../../measure/histogram.ts';

export class Lateness {
  readonly #histogram = newHistogram();
  maxMs = 0;

  record(ms: number): void {
    recordMs(this.#histogram, ms);
    if (ms > this.maxMs) this.maxMs = ms;
  }

  data(): HistogramData {
    return histogramDataOf(this.#histogram);
  }
}
