import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const STDERR = 2;
/** Nothing of this is ever given to the log; should it be one day, it does not come out. */
const REDACTED = ['pan', 'track2', 'pin', 'pinBlock', 'newPinBlock', 'key', 'kbpk', 'chipData', 'request', 'body'];

/** JSON lines, by default to standard error; standard output belongs to the commands' results. */
export function createLog(level: string, to: DestinationStream = destination({ dest: STDERR, sync: true })): Log {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`]);
  return pino({ name: 'aksept', level, redact: { paths, censor: '[redacted]' } }, to);
}
