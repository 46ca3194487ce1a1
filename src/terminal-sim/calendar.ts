/**
 * The local time of terminals (Europe/Oslo) and their retrieval reference numbers. Cached by the
 * second.
 */
const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
/** Parts of the twelve characters of a reference number. */
const SECOND_LENGTH = 6;
const TERMINAL_LENGTH = 4;
const STAN_LENGTH = 2;

export class TerminalCalendar {
  #second = Number.NaN;
  #localTime = '';
  #rrnHead = '';

  /** `YYYYMMDDhhmmss`. */
  localTime(wallMs: number): string {
    this.#turnTo(wallMs);
    return this.#localTime;
  }

  /**
   * DE37, an12: the second, the terminal and the last digits of the STAN, in base 36. It is unique
   * within a run, so that a reversal by reference number never finds the wrong original.
   */
  rrn(wallMs: number, terminalCode: string, stan: number): string {
    this.#turnTo(wallMs);
    return this.#rrnHead + terminalCode + (STAN_ENDS[stan % STAN_ENDS.length] ?? '');
  }

  #turnTo(wallMs: number): void {
    const second = Math.floor(wallMs / 1000);
    if (second === this.#second) return;
    this.#second = second;
    const part = new Map(PARTS.formatToParts(wallMs).map(({ type, value }) => [type, value]));
    this.#localTime = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => part.get(type as 'year') ?? '').join('');
    this.#rrnHead = base36(second, SECOND_LENGTH);
  }
}

/** The terminal's part of its reference numbers. */
export function terminalCode(number: number): string {
  return base36(number, TERMINAL_LENGTH);
}

/** The last `length` digits in base 36. */
function base36(number: number, length: number): string {
  return (number % 36 ** length).toString(36).toUpperCase().padStart(length, '0');
}

/** Computed once: every message has a reference number. */
const STAN_ENDS: readonly string[] = Array.from({ length: 36 ** STAN_LENGTH }, (_none, stan) => base36(stan, STAN_LENGTH));
