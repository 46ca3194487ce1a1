/** The error for a trace that cannot be read or replayed. */

/** The message is one sentence that names file and line and quotes nothing of the trace. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}
