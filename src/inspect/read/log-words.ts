/**
 * Words of a log line that look like hexadecimal bytes but are none: dates, times, identifiers. They
 * are overwritten with a filler, so that columns stay the same.
 */

const FILLER = '~';
const DATE_TIME = /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[T ,]{1,2}\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?(?![\w:])/g;
/** At the beginning of a line only: elsewhere these could be bytes. */
const TIME = /^\s{0,8}\[?(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d{1,9})?\]?(?=\s)/;
const UNIX_TIME = /^\s{0,8}\[?\s{0,8}\d{5,13}\.\d{1,9}\]?(?=\s)/;
const SYSLOG = /^\s{0,8}(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?=\s)/;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const PREFIX_CHARACTERS_MAX = 400;

export interface LogLine {
  /** Of the same length as the line. */
  readonly text: string;
  /** It begins with a date or time, as lines of a log do. */
  readonly isLog: boolean;
  /** Index behind the last time at the beginning; 0: none. */
  readonly behindTime: number;
}

function filled(match: string): string {
  return FILLER.repeat(match.length);
}

/** Looks at the beginning of the line only, where a log has its words. */
export function withoutLogWords(line: string): LogLine {
  const head = line.slice(0, PREFIX_CHARACTERS_MAX);
  const times = head.replace(SYSLOG, filled).replace(TIME, filled).replace(UNIX_TIME, filled).replaceAll(DATE_TIME, filled);
  let behindTime = head.length;
  while (behindTime > 0 && times[behindTime - 1] === head[behindTime - 1]) behindTime -= 1;
  return { text: times.replaceAll(UUID, filled) + line.slice(PREFIX_CHARACTERS_MAX), isLog: behindTime > 0, behindTime };
}
