/**
 * Status reason codes of the ISO 20022 external code sets (ExternalStatusReason1Code) that a
 * pain.002 of this programme may hold. `of` is what such a reason refuses or explains.
 */
import type { Words } from '../../protocol/language.ts';

export type ReasonLevel = 'file' | 'paymentInformation' | 'payment';

interface ReasonRow extends Words {
  readonly of: readonly ReasonLevel[];
}

export const REASON_CODES = {
  AC01: { of: ['payment'], en: 'The account number has the wrong format.', nb: 'Kontonummeret har feil format.' },
  AC02: { of: ['paymentInformation'], en: 'The account to debit is wrong.', nb: 'Kontoen som skal belastes, er feil.' },
  AC03: { of: ['payment'], en: 'The account of the recipient is wrong.', nb: 'Mottakerens konto er feil.' },
  AC04: { of: ['paymentInformation', 'payment'], en: 'The account is closed.', nb: 'Kontoen er avsluttet.' },
  AC06: { of: ['paymentInformation', 'payment'], en: 'The account is blocked.', nb: 'Kontoen er sperret.' },
  AG01: { of: ['file', 'paymentInformation', 'payment'], en: 'This payment is not allowed.', nb: 'Betalingen er ikke tillatt.' },
  AG08: {
    of: ['file', 'paymentInformation', 'payment'],
    en: 'The user has no right to make or approve this payment.',
    nb: 'Brukeren har ikke rett til å registrere eller godkjenne betalingen.',
  },
  AM01: { of: ['payment'], en: 'The amount is zero.', nb: 'Beløpet er null.' },
  AM02: { of: ['payment'], en: 'The amount is not allowed.', nb: 'Beløpet er ikke tillatt.' },
  AM03: { of: ['paymentInformation', 'payment'], en: 'The currency is not allowed.', nb: 'Valutaen er ikke tillatt.' },
  AM04: { of: ['paymentInformation', 'payment'], en: 'The account lacks funds.', nb: 'Det er ikke dekning på kontoen.' },
  AM05: { of: ['file', 'payment'], en: 'The payment was made before.', nb: 'Betalingen er utført tidligere.' },
  AM09: { of: ['payment'], en: 'The amount is not the one that was agreed.', nb: 'Beløpet er ikke det avtalte.' },
  AM10: { of: ['file', 'paymentInformation'], en: 'The control sum is wrong.', nb: 'Kontrollsummen er feil.' },
  AM12: { of: ['payment'], en: 'The amount is missing or no amount.', nb: 'Beløpet mangler eller er ikke et beløp.' },
  AM18: { of: ['file', 'paymentInformation'], en: 'The number of payments is wrong.', nb: 'Antallet betalinger er feil.' },
  CH16: { of: ['file'], en: 'The content of an element is wrong.', nb: 'Innholdet i et element er feil.' },
  CH17: { of: ['file'], en: 'An element is not allowed where it is.', nb: 'Et element er ikke tillatt der det står.' },
  CH20: { of: ['payment'], en: 'Norwegian kroner have two decimals.', nb: 'Norske kroner har to desimaler.' },
  CH21: { of: ['file', 'payment'], en: 'A required element is missing.', nb: 'Et påkrevd element mangler.' },
  DT01: { of: ['paymentInformation', 'payment'], en: 'The date is not allowed.', nb: 'Datoen er ikke tillatt.' },
  DU01: { of: ['file'], en: 'The message id was used before.', nb: 'Meldings-id-en er brukt før.' },
  DU02: {
    of: ['file', 'paymentInformation'],
    en: 'The payment information id was used before.',
    nb: 'Id-en for betalingsoppdraget er brukt før.',
  },
  FF01: { of: ['file'], en: 'The file format is wrong.', nb: 'Filformatet er feil.' },
  NARR: { of: ['file', 'paymentInformation', 'payment'], en: 'The reason is given as text.', nb: 'Årsaken er oppgitt som tekst.' },
  RR09: { of: ['payment'], en: 'The structured reference (KID) is wrong.', nb: 'KID er feil.' },
  RR10: { of: ['file', 'paymentInformation', 'payment'], en: 'A character is not allowed.', nb: 'Et tegn er ikke tillatt.' },
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type ReasonCode = keyof typeof REASON_CODES;
