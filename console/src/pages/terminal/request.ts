/** The message that the console's terminal sends, with a STAN, RRN and times of its own. */
import type { TransactionBody } from '../../api/types.ts';
import { NOK, NORWAY, type Place, SWEDEN } from './places.ts';

const STAN_MAX = 999_999;

export interface Sale {
  readonly place: Place;
  readonly pan: string;
  /** YYMM; empty: not sent. */
  readonly expiry: string;
  readonly pin: string;
  readonly amountMinor: number;
  readonly isAbroad: boolean;
}

function random(below: number): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;
}

/** The terminal's own clock, `YYYYMMDDhhmmss`. */
function localTime(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${date}${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

function stamped(now: Date): Pick<TransactionBody, 'stan' | 'rrn' | 'transmissionTimeMs' | 'localTime'> {
  const stan = 1 + random(STAN_MAX);
  return {
    stan,
    rrn: `${String(random(1_000_000)).padStart(6, '0')}${String(stan).padStart(6, '0')}`,
    transmissionTimeMs: now.getTime(),
    localTime: localTime(now),
  };
}

export function saleRequest({ place, pan, expiry, pin, amountMinor, isAbroad }: Sale): TransactionBody {
  const country = isAbroad ? SWEDEN : NORWAY;
  return {
    ...place.fields,
    ...stamped(new Date()),
    pan,
    expiry,
    pin,
    amountMinor,
    currency: NOK,
    entryMode: 'chip',
    merchantId: '000000090000001',
    acquirerId: '57800',
    terminalCountry: country,
    merchantCountry: country,
    explain: true,
  };
}

/** The completion of a pre-authorization, an advice without PIN. */
export function completionRequest(hold: TransactionBody, amountMinor: number): TransactionBody {
  const { stan = 0, transmissionTimeMs = 0, pin: _pin, ...same } = hold;
  return {
    ...same,
    ...stamped(new Date()),
    rrn: hold.rrn,
    class: 'advice',
    purpose: 'completion',
    amountMinor,
    original: { class: 'authorization', stan, transmissionTimeMs },
  };
}
