/** The terminals' own clocks, Europe/Oslo, and the retrieval reference numbers made from them. Cached by the second. */
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
const DAY_MS = 86_400_000;

export class TerminalCalendar {
  #second = Number.NaN;
  #localTime = '';
  #rrnHead = '';

  /** `YYYYMMDDhhmmss`. */
  localTime(wallMs: number): string {
    this.#turnTo(wallMs);
    return this.#localTime;
  }

  /** DE37, an12: last digit of the year, day of the year, hour (UTC), then the STAN. */
  rrn(wallMs: number, stan: number): string {
    this.#turnTo(wallMs);
    return this.#rrnHead + String(stan).padStart(6, '0');
  }

  #turnTo(wallMs: number): void {
    const second = Math.floor(wallMs / 1000);
    if (second === this.#second) return;
    this.#second = second;
    const part = new Map(PARTS.formatToParts(wallMs).map(({ type, value }) => [type, value]));
    this.#localTime = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => part.get(type as 'year') ?? '').join('');
    const utc = new Date(wallMs);
    const dayOfYear = Math.floor((wallMs - Date.UTC(utc.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
    this.#rrnHead = `${utc.getUTCFullYear() % 10}${String(dayOfYear).padStart(3, '0')}${String(utc.getUTCHours()).padStart(2, '0')}`;
  }
}
