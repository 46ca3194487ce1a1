/** Why an account cannot be closed by hand (R15). The database has the word. */
import type { Words } from '../../protocol/language.ts';

export const CLOSING_REASONS = {
  unknown: {
    en: 'This is no card account of the subscription; check the number.',
    nb: 'Dette er ingen kortkonto i abonnementet; kontroller nummeret.',
  },
  closed: { en: 'The account is closed already.', nb: 'Kontoen er allerede avsluttet.' },
  balance: {
    en: 'There is money on the account, and it must be 0: transfer the rest to a new card or back to the loading account first.',
    nb: 'Det står penger på kontoen, og saldo må være kr 0,-: overfør restbeløpet til ny kortkonto eller påfyllingskonto først.',
  },
  owes: {
    en: 'The account is below 0, and it must be 0: load what is missing first.',
    nb: 'Kontoen er i minus, og saldo må være kr 0,-: fyll på det som mangler først.',
  },
  held: {
    en: 'Money on the account is held for a purchase; wait until the hold ends.',
    nb: 'Penger på kontoen er reservert for et kjøp; vent til reservasjonen er over.',
  },
  moving: {
    en: 'Money of the account is on its way; try again when it has arrived.',
    nb: 'Penger til eller fra kontoen er underveis; prøv igjen når de er fremme.',
  },
  paymentsWait: {
    en: 'Payments to the account wait for approval or execution; withdraw them, or wait for them.',
    nb: 'Betalinger til kontoen venter på godkjenning eller utførelse; trekk dem tilbake, eller vent på dem.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type ClosingReason = keyof typeof CLOSING_REASONS;
