/** The error for a trace that cannot be read or replayed. */
import { errorText } from '../../cards/card-data/card-data.ts';

/** The message is one sentence that names file and line and quotes nothing of the trace. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  /** The file itself cannot be read: its name is wrong, not its content. */
  readonly isUnreadable: boolean;
  constructor(message: string, isUnreadable = false) {
    super(errorText(message));
    this.isUnreadable = isUnreadable;
  }
}
