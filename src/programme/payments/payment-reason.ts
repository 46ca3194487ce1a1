/**
 * Why a payment or a batch is refused: a word, the code of ISO 20022, and a sentence. The database
 * has the word and what is filled in, so that each person reads it in their own language.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { type Fill, filledIn, type Language, type Words } from '../../protocol/language.ts';
import { dateText } from '../calendar/date-text.ts';
import { PAYMENT_FAULTS, type PaymentFault } from '../payment-files/payment-fault.ts';
import type { ReasonCode } from '../payment-files/reason-codes.ts';

interface ReasonRow extends Words {
  readonly reason: ReasonCode;
}

/** Of what stands in the office; what a file says wrongly is in PAYMENT_FAULTS. */
export const PAYMENT_REASONS = {
  creditorUnknown: {
    reason: 'AC03',
    en: 'There is no account {account} in the card programme. Look for a mistyped digit.',
    nb: 'Det finnes ingen konto {account} i kortprogrammet. Se etter et siffer som er tastet feil.',
  },
  creditorNotKronekort: {
    reason: 'AC03',
    en: 'Account {account} is not that of a Kronekort. Only the account of a Kronekort can be loaded.',
    nb: 'Konto {account} hører ikke til et Kronekort. Bare kontoen til et Kronekort kan fylles på.',
  },
  creditorClosed: { reason: 'AC04', en: 'Account {account} is closed.', nb: 'Konto {account} er avsluttet.' },
  creditorExpired: {
    reason: 'AC06',
    en: 'The card of account {account} has expired. Pay to the account of a new card.',
    nb: 'Kortet til konto {account} er utløpt. Betal til kontoen til et nytt kort.',
  },
  creditorLost: {
    reason: 'AC06',
    en: 'The card of account {account} is marked as lost. Pay to the account of the new card.',
    nb: 'Kortet til konto {account} er merket som tapt eller mistet. Betal til kontoen til det nye kortet.',
  },
  creditorNotHandedOut: {
    reason: 'AG01',
    en: 'The card of account {account} is not handed out yet. Name the account first.',
    nb: 'Kortet til konto {account} er ikke delt ut ennå. Navnsett kontoen først.',
  },
  uploadElsewhere: {
    reason: 'AG01',
    en: 'Account {account} is loaded from another subscription. Upload its payment in {name}.',
    nb: 'Konto {account} fylles på fra et annet abonnement. Last opp betalingen i {name}.',
  },
  uploadInMain: {
    reason: 'AG01',
    en: 'Account {account} belongs to the introduction programme. Upload its payment in the main subscription {name}.',
    nb: 'Konto {account} hører til Introduksjonsprogrammet. Last opp betalingen i hovedabonnementet {name}.',
  },
  debtorUnknown: {
    reason: 'AC02',
    en: 'Account {account} is not an account of this subscription.',
    nb: 'Konto {account} er ikke en konto i dette abonnementet.',
  },
  debtorNotLoading: {
    reason: 'AG01',
    en: 'Account {account} is not a loading account and cannot be debited by files.',
    nb: 'Konto {account} er ikke en påfyllingskonto og kan ikke belastes fra fil.',
  },
  pastDate: {
    reason: 'DT01',
    en: 'The requested date {date} is past.',
    nb: 'Ønsket dato {date} er passert.',
  },
  lacksFunds: {
    reason: 'AM04',
    en: 'Account {account} lacked funds on {date}.',
    nb: 'Det var ikke dekning på konto {account} den {date}.',
  },
  /** Of a payment: its batch says why. */
  batchRejected: { reason: 'AG01', en: 'The whole batch is refused.', nb: 'Hele oppdraget er avvist.' },
  /** Of a batch: its payments say why. */
  noneLeft: { reason: 'AG01', en: 'All payments of the batch are refused.', nb: 'Alle betalingene i oppdraget er avvist.' },
  withdrawn: { reason: 'AG01', en: 'Withdrawn by {userId} before approval.', nb: 'Trukket tilbake av {userId} før godkjenning.' },
  balanceTooHigh: {
    reason: 'AM02',
    en: 'The balance of account {account} would pass the highest that is allowed.',
    nb: 'Saldoen på konto {account} ville blitt høyere enn tillatt.',
  },
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type PaymentReasonWord = keyof typeof PAYMENT_REASONS;

/** As the database has it. */
export interface PaymentReason {
  readonly code: ReasonCode;
  readonly word: string;
  /** JSON of the texts that are filled in. */
  readonly fill: string;
}

export function paymentReason(word: PaymentReasonWord, fill: Fill = {}): PaymentReason {
  return { code: PAYMENT_REASONS[word].reason, word, fill: JSON.stringify(fill) };
}

export function reasonOfFault({ code, reason, fill }: PaymentFault): PaymentReason {
  return { code: reason, word: code, fill: JSON.stringify(fill) };
}

const ALL_ROWS: Readonly<Record<string, ReasonRow>> = { ...PAYMENT_FAULTS, ...PAYMENT_REASONS };

/** Empty for no reason. */
export function reasonSentence({ word, fill }: Pick<PaymentReason, 'word' | 'fill'>, language: Language): string {
  const row = ALL_ROWS[word];
  return row === undefined ? '' : errorText(filledIn(row[language], fillOf(fill, language)));
}

function fillOf(json: string, language: Language): Fill {
  if (json === '') return {};
  const fill = JSON.parse(json) as Fill;
  return fill['date'] === undefined ? fill : { ...fill, date: dateText(language, fill['date']) };
}
