/** Dates and instants as settings, flags and requests write them. */

const FORM = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;
/** The same as a regular expression within others. */
export const INSTANT_PATTERN = FORM.source.slice(1, -1);
/** The last millisecond of the year 9999. */
export const INSTANT_MAX_MS = 253_402_300_799_999;

/** A date is the first instant of its day, UTC. NaN for what is neither a date nor an instant. */
export function parseInstantMs(text: string): number {
  const atMs = FORM.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes 31 February for 3 March.
  const isThere = !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text.slice(0, 10));
  return isThere ? atMs : Number.NaN;
}
