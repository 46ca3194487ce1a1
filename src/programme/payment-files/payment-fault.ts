/** What refuses one payment, or one payment information, and not the file. */
import { errorText } from '../../cards/card-data/card-data.ts';
import { type Fill, filledIn, type Language, type Words } from '../../protocol/language.ts';
import type { Place } from './file-fault.ts';
import type { ReasonCode } from './reason-codes.ts';

interface PaymentFaultRow extends Words {
  readonly reason: ReasonCode;
}

export const PAYMENT_FAULTS = {
  missing: { reason: 'CH21', en: '{element} is missing.', nb: '{element} mangler.' },
  amountMissing: { reason: 'AM12', en: 'The amount is missing.', nb: 'Beløpet mangler.' },
  amountZero: { reason: 'AM01', en: 'The amount is zero.', nb: 'Beløpet er null.' },
  amountNegative: { reason: 'AM12', en: 'The amount is negative.', nb: 'Beløpet er negativt.' },
  amountDecimals: { reason: 'CH20', en: 'The amount has more than two decimals.', nb: 'Beløpet har mer enn to desimaler.' },
  amountTooLarge: { reason: 'AM02', en: 'The amount is more than {max} kroner.', nb: 'Beløpet er over {max} kroner.' },
  currency: { reason: 'AM03', en: 'The currency is not NOK.', nb: 'Valutaen er ikke NOK.' },
  creditorDigits: {
    reason: 'AC03',
    en: 'The account of the recipient, {account}, is not eleven digits.',
    nb: 'Mottakerens kontonummer, {account}, er ikke elleve sifre.',
  },
  creditorCheck: {
    reason: 'AC03',
    en: 'The check digit of the recipient’s account {account} is wrong. Look for a mistyped digit.',
    nb: 'Kontrollsifferet i mottakerens kontonummer {account} er feil. Se etter et siffer som er tastet feil.',
  },
  creditorIban: {
    reason: 'AC03',
    en: 'The IBAN of the recipient, {account}, is not a correct Norwegian one.',
    nb: 'Mottakerens IBAN, {account}, er ikke et riktig norsk IBAN.',
  },
  kid: { reason: 'RR09', en: 'The KID has a wrong check digit or form.', nb: 'KID har feil kontrollsiffer eller form.' },
  character: {
    reason: 'RR10',
    en: '{element} has a character that is not allowed, {character}.',
    nb: '{element} har et tegn som ikke er tillatt, {character}.',
  },
  method: { reason: 'AG01', en: 'PmtMtd is not TRF.', nb: 'PmtMtd er ikke TRF.' },
  debtorAccount: {
    reason: 'AC02',
    en: 'The account to debit is not a correct Norwegian account number.',
    nb: 'Kontoen som skal belastes, er ikke et riktig norsk kontonummer.',
  },
  debtorCurrency: { reason: 'AM03', en: 'The account to debit is not in NOK.', nb: 'Kontoen som skal belastes, er ikke i NOK.' },
  requestedDate: { reason: 'DT01', en: 'The requested date does not exist.', nb: 'Ønsket dato finnes ikke.' },
} as const satisfies Readonly<Record<string, PaymentFaultRow>>;

export type PaymentFaultCode = keyof typeof PAYMENT_FAULTS;

export interface PaymentFault {
  readonly code: PaymentFaultCode;
  readonly reason: ReasonCode;
  readonly place: Place;
  readonly fill: Fill;
}

export function paymentFault(code: PaymentFaultCode, place: Place, fill: Fill = {}): PaymentFault {
  return { code, reason: PAYMENT_FAULTS[code].reason, place, fill };
}

/** What is wrong, without the place: a pain.002 names the payment. */
export function paymentFaultSentence(fault: PaymentFault, language: Language): string {
  return errorText(filledIn(PAYMENT_FAULTS[fault.code][language], fault.fill));
}
