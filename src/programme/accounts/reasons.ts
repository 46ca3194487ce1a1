/** Why a holder gets a card (R1); it is recorded at the hand-out. */
import type { Words } from '../../protocol/language.ts';

export const REASONS = {
  noAccount: { en: 'Cannot get a payment account', nb: 'Kan ikke få betalingskonto' },
  temporarilyNoAccess: {
    en: 'Has temporarily no access to an own payment account',
    nb: 'Har midlertidig ikke tilgang til egen betalingskonto',
  },
  socialSupport: { en: 'Social support, without an ordinary bank account', nb: 'Sosial stønad, uten ordinær bankkonto' },
  introProgramme: {
    en: 'Introduction programme, without an ordinary bank account',
    nb: 'Introduksjonsprogrammet, uten ordinær bankkonto',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type CardReason = keyof typeof REASONS;

export function isCardReason(text: string): text is CardReason {
  return Object.hasOwn(REASONS, text);
}

/** The words of the handbook for a card or PIN that is gone. */
export const MARKS = ['tapt', 'mistet'] as const;
export type Mark = (typeof MARKS)[number];
