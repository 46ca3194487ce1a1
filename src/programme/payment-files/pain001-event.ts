/** What a payment file holds, in the order of the file. */
import type { Place } from './file-fault.ts';
import type { PaymentFault } from './payment-fault.ts';
import type { Pain001Version } from './structure.ts';

export interface HeaderEvent {
  readonly kind: 'header';
  readonly version: Pain001Version;
  readonly messageId: string;
  /** As it stands in the file; without an offset it is local time. */
  readonly createdAt: string;
  readonly numberOfPayments: number;
  readonly controlSum: string | undefined;
  readonly initiatingParty: string | undefined;
  /** The organisation number or agreement id of the sender. */
  readonly initiatingPartyIds: readonly string[];
  readonly place: Place;
}

export interface PaymentInformationEvent {
  readonly kind: 'paymentInformation';
  readonly paymentInformationId: string;
  readonly numberOfPayments: number | undefined;
  readonly controlSum: string | undefined;
  /** `2026-06-01`; undefined when no such day exists, which is a fault. */
  readonly requestedDate: string | undefined;
  readonly debtorName: string | undefined;
  /** Eleven digits; undefined when it is wrong, which is a fault. */
  readonly debtorAccount: string | undefined;
  readonly debtorAgent: string | undefined;
  /** `SALA` for pay. */
  readonly categoryPurpose: string | undefined;
  readonly faults: readonly PaymentFault[];
  readonly place: Place;
}

export interface PaymentEvent {
  readonly kind: 'payment';
  readonly paymentInformationId: string;
  /** Counts the payments of the file from 1. */
  readonly sequence: number;
  readonly instructionId: string | undefined;
  readonly endToEndId: string | undefined;
  /** Øre; undefined when the amount is refused. */
  readonly amountMinor: number | undefined;
  /** As it stands in the file, for messages. */
  readonly amount: string | undefined;
  readonly currency: string | undefined;
  readonly creditorName: string | undefined;
  /** Eleven digits, also of an IBAN; undefined when it is refused. */
  readonly creditorAccount: string | undefined;
  readonly remittance: string | undefined;
  readonly kid: string | undefined;
  /** Empty: nothing in the file speaks against the payment. */
  readonly faults: readonly PaymentFault[];
  readonly place: Place;
}

export type Pain001Event = HeaderEvent | PaymentInformationEvent | PaymentEvent;
