/** The error for a trace that cannot be read or replayed. */
import { errorText } from '../../cards/card-data/card-data.ts';

/** The message is one sentence that names file and line and quotes nothing of the trace. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  constructor(message: string) {
    super(errorText(message));
  }
}
