/** The log: JSON lines without card data. */
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { errorText } from '../cards/card-data/card-data.ts';

export interface Log extends Pick<Logger, 'debug' | 'info' | 'warn' | 'error'> {
  /** The lowest level that is written; it can be set at any time. */
  level: string;
}

/** The line that a server logs when it is ready. */
export const START_SENTENCE = 'aksept serves.';

const STDERR = 2;
/** A second line of defence: no code logs these fields. */
const REDACTED = ['pan', 'track2', 'pin', 'pinBlock', 'newPinBlock', 'key', 'kbpk', 'chipData', 'request', 'body'];

/** A third: card data in the values of fields and in sentences, wherever it comes from. */
function withoutCardData(value: unknown): unknown {
  return typeof value === 'string' ? errorText(value) : value;
}

/** Writes to standard error by default: standard output is for the results of commands. */
export function createLog(level: string, to: DestinationStream = destination({ dest: STDERR, sync: true })): Log {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`]);
  return pino(
    {
      name: 'aksept',
      level,
      redact: { paths, censor: '[redacted]' },
      formatters: { log: (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, withoutCardData(value)])) },
      hooks: {
        logMethod(inputs, method) {
          method.apply(this, inputs.map(withoutCardData) as Parameters<typeof method>);
        },
      },
    },
    to,
  );
}
