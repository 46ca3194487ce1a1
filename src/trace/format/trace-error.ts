/** Why a trace can't be read or replayed. */

/** One sentence that names file and line; safe to show. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}
