/** The log: JSON lines without card data. */
import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const STDERR = 2;
/** A second line of defence: no code logs these fields. */
const REDACTED = ['pan', 'track2', 'pin', 'pinBlock', 'newPinBlock', 'key', 'kbpk', 'chipData', 'request', 'body'];

/** Writes to standard error by default: standard output is for the results of commands. */
export function createLog(level: string, to: DestinationStream = destination({ dest: STDERR, sync: true })): Log {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`]);
  return pino({ name: 'aksept', level, redact: { paths, censor: '[redacted]' } }, to);
}
