/** The identity of a terminal, and what all terminals of a run share. */
import type { PinEncrypter } from '../pin/pin-verifier.ts';
import type { PinBlockFormat, TerminalType } from '../protocol/message.ts';
import type { TerminalCalendar } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Findings } from './findings.ts';

/** Format 0 under TDES, or format 4 under AES. */
export type TerminalPinFormat = Extract<PinBlockFormat, 'iso0' | 'iso4'>;

export interface TerminalIdentity {
  /** DE41, 8 characters. */
  readonly id: string;
  /** Unique among all terminals of a run: it is part of the retrieval reference numbers. */
  readonly number: number;
  readonly type: TerminalType;
  readonly merchantId: string;
  readonly merchantName: string;
  readonly mcc: number;
  /** ISO 3166 numeric. */
  readonly country: number;
  readonly acquirerId: string;
  readonly pinBlockFormat: TerminalPinFormat;
}

/** What every message of every terminal is made with. */
export interface MessageDefaults {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly calendar: TerminalCalendar;
  readonly encrypter: PinEncrypter;
  /** By PIN block format, the id of the terminal key that enciphers it. */
  readonly pinKeyIds: Readonly<Record<TerminalPinFormat, string>>;
}

export interface TerminalContext extends MessageDefaults {
  readonly findings: Findings;
}
