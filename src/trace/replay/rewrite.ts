/**
 * Gives exchanges other dates and terminals. Approval codes are derived from card and key, so
 * references to them are rewritten, too.
 */
import { DAY_MS } from '../../config/duration.ts';
import type { Exchange, TracedCard } from '../format/lines.ts';
import type { TracedRequest } from '../format/traced-request.ts';

export interface RewriteRules {
  /** Added to every instant. */
  readonly shiftMs: number;
  /** The first 1 to 4 characters of the new terminal ids; empty: ids are kept. */
  readonly terminalPrefix: string;
}

export const NO_REWRITING: RewriteRules = { shiftMs: 0, terminalPrefix: '' };

const TERMINAL_ID_LENGTH = 8;
const MONTH_MS = 30.436875 * DAY_MS;

function localTimeAt(localTime: string, shiftMs: number): string {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(localTime) ?? [];
  if (year === undefined) return localTime;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) + shiftMs;
  return Number.isNaN(ms) ? localTime : new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Moves a YYMM expiry by the shift, rounded to whole months. */
export function shiftedExpiry(expiry: string, shiftMs: number): string {
  const months = Number(expiry.slice(0, 2)) * 12 + Number(expiry.slice(2, 4)) - 1 + Math.round(shiftMs / MONTH_MS);
  const within = Math.min(Math.max(months, 0), 100 * 12 - 1);
  return String(Math.floor(within / 12)).padStart(2, '0') + String((within % 12) + 1).padStart(2, '0');
}

export class Rewriter {
  readonly #rules: RewriteRules;
  readonly #terminals = new Map<string, string>();
  /** `<token>/<recorded approval code>` → the approval code given in the replay. */
  readonly #codes = new Map<string, string>();

  constructor(rules: RewriteRules) {
    this.#rules = rules;
  }

  #terminalOf(id: string): string {
    const { terminalPrefix } = this.#rules;
    if (terminalPrefix === '') return id;
    let renamed = this.#terminals.get(id);
    if (renamed === undefined) {
      renamed = terminalPrefix + String(this.#terminals.size + 1).padStart(TERMINAL_ID_LENGTH - terminalPrefix.length, '0');
      this.#terminals.set(id, renamed);
    }
    return renamed;
  }

  /** Rewrites a `<terminal>.<STAN>.<time>.<class>` key. */
  key(key: string): string {
    const [, terminal = '', stan = '', time = '', letter = ''] = /^(.*)\.(\d+)\.(\d+)\.(\w)$/s.exec(key) ?? [];
    return letter === '' ? key : `${this.#terminalOf(terminal)}.${stan}.${Number(time) + this.#rules.shiftMs}.${letter}`;
  }

  instant(ms: number): number {
    return ms === 0 ? 0 : ms + this.#rules.shiftMs;
  }

  card(card: TracedCard): TracedCard {
    const { shiftMs } = this.#rules;
    if (shiftMs === 0 && this.#rules.terminalPrefix === '') return card;
    return {
      ...card,
      expiry: shiftedExpiry(card.expiry, shiftMs),
      clockMs: this.instant(card.clockMs),
      spends: card.spends.map((spend) => ({
        ...spend,
        atMs: this.instant(spend.atMs),
        ...(spend.hold === undefined ? {} : { hold: this.key(spend.hold) }),
      })),
      holds: card.holds.map((hold) => ({ ...hold, key: this.key(hold.key), expiresAtMs: this.instant(hold.expiresAtMs) })),
    };
  }

  request({ request, token }: Exchange): TracedRequest {
    const { original } = request;
    const { shiftMs } = this.#rules;
    return {
      ...request,
      terminalId: this.#terminalOf(request.terminalId),
      transmissionTimeMs: this.instant(request.transmissionTimeMs),
      ...(request.expiry === undefined ? {} : { expiry: shiftedExpiry(request.expiry, shiftMs) }),
      ...(request.localTime === undefined ? {} : { localTime: localTimeAt(request.localTime, shiftMs) }),
      ...(original === undefined ? {} : { original: this.#original(original, token, request.transmissionTimeMs) }),
    };
  }

  #original(original: NonNullable<TracedRequest['original']>, token: string, nearMs: number): TracedRequest['original'] {
    const { transmissionTimeMs, approvalCode, localDate } = original;
    return {
      ...original,
      ...(transmissionTimeMs === undefined ? {} : { transmissionTimeMs: this.instant(transmissionTimeMs) }),
      ...(approvalCode === undefined ? {} : { approvalCode: this.#codes.get(`${token}/${approvalCode}`) ?? approvalCode }),
      ...(localDate === undefined ? {} : { localDate: this.#dateAt(localDate, nearMs) }),
    };
  }

  /** Shifts MMDD, in the year that puts it nearest to the message. */
  #dateAt(localDate: string, nearMs: number): string {
    const year = new Date(nearMs).getUTCFullYear();
    const at = (of: number): number => Date.UTC(of, Number(localDate.slice(0, 2)) - 1, Number(localDate.slice(2, 4)), 12);
    const nearest = [year - 1, year, year + 1].map(at).reduce((best, ms) => (Math.abs(ms - nearMs) < Math.abs(best - nearMs) ? ms : best));
    return Number.isNaN(nearest) ? localDate : new Date(nearest + this.#rules.shiftMs).toISOString().slice(5, 10).replace('-', '');
  }

  /** Remembers the approval code that replaces the recorded one. */
  learn({ token, response }: Exchange, approvalCode: string): void {
    const recorded = response.approvalCode ?? '';
    if (recorded !== '' && recorded !== approvalCode) this.#codes.set(`${token}/${recorded}`, approvalCode);
  }
}
