/** What explanations say, in both languages from one table. `{name}` is filled in. */
import { type Fill, filledIn, type Language, type Words } from '../../protocol/language.ts';

export const WORDS = {
  // Names of checks.
  format: { en: 'message format', nb: 'meldingsformat' },
  mac: { en: 'message authentication code', nb: 'autentiseringskode (MAC)' },
  repeat: { en: 'not the key of another request', nb: 'nøkkelen er ikke brukt før' },
  reversedBefore: { en: 'not reversed before it came', nb: 'ikke reversert før den kom' },
  request: { en: 'type, amount and currency', nb: 'type, beløp og valuta' },
  cardNumber: { en: 'card number', nb: 'kortnummer' },
  status: { en: 'card status', nb: 'kortstatus' },
  expiry: { en: 'expiry', nb: 'utløp' },
  country: { en: 'country', nb: 'land' },
  permission: { en: 'use permitted', nb: 'bruken er tillatt' },
  hold: { en: 'hold to add to', nb: 'reservasjon å øke' },
  pinTries: { en: 'PIN tries', nb: 'PIN-forsøk' },
  pin: { en: 'PIN', nb: 'PIN' },
  newPin: { en: 'new PIN', nb: 'ny PIN' },
  limit: { en: 'limits', nb: 'beløpsgrenser' },
  coverage: { en: 'coverage', nb: 'dekning' },

  // Verdicts.
  passed: { en: 'passed', nb: 'bestått' },
  failed: { en: 'FAILED', nb: 'FEILET' },
  notReached: { en: 'not reached', nb: 'ikke nådd' },
  notApplicable: { en: '-', nb: '-' },

  // What was seen.
  active: { en: 'active', nb: 'aktivt' },
  inactive: { en: 'not activated', nb: 'ikke aktivert' },
  blocked: { en: 'blocked', nb: 'sperret' },
  lost: { en: 'lost', nb: 'tapt' },
  stolen: { en: 'stolen', nb: 'stjålet' },
  closed: { en: 'closed', nb: 'avsluttet' },
  absent: { en: 'absent', nb: 'mangler' },
  malformed: { en: 'malformed', nb: 'feil format' },
  given: { en: 'given', nb: 'oppgitt' },
  right: { en: 'right', nb: 'riktig' },
  wrong: { en: 'wrong', nb: 'feil' },
  assumed: { en: 'taken to be right', nb: 'antatt riktig' },
  ofTries: { en: '{used} of {max} used', nb: '{used} av {max} brukt' },
  ofCoverage: { en: '{available} available, {asked} asked', nb: '{available} disponibelt, {asked} ønsket' },

  // Headings.
  headCheck: { en: 'check', nb: 'kontroll' },
  headVerdict: { en: 'verdict', nb: 'resultat' },
  headSeen: { en: 'seen', nb: 'observert' },
  headLimit: { en: 'limit', nb: 'grense' },
  headOf: { en: 'of', nb: 'av' },
  headUsed: { en: 'used', nb: 'brukt' },
  headLeft: { en: 'left', nb: 'igjen' },
  headUses: { en: 'uses', nb: 'antall' },
  headNext: { en: 'next to leave', nb: 'neste som går ut' },
  headFits: { en: 'fits from', nb: 'plass fra' },
  ofUses: { en: '{count} of {max}', nb: '{count} av {max}' },
  releaseAt: { en: '{amount} at {instant}', nb: '{amount} {instant}' },
  headCoverage: {
    en: 'Balance {ledger}, held {held}, available {available}.',
    nb: 'Saldo {ledger}, reservert {held}, disponibelt {available}.',
  },
  now: { en: 'now', nb: 'nå' },
  never: { en: 'never', nb: 'aldri' },

  // Why: one sentence for the check that failed.
  whyStatus: { en: 'Its status is: {status}.', nb: 'Kortets status er: {status}.' },
  whyExpiry: { en: 'It expired {instant} (Oslo).', nb: 'Det utløp {instant} (Oslo).' },
  whyCountry: {
    en: 'The terminal is in country {country}; the card is for Norway.',
    nb: 'Terminalen er i land {country}; kortet er for Norge.',
  },
  whyNoCountry: { en: 'Nothing says that the terminal is in Norway.', nb: 'Ingenting viser at terminalen er i Norge.' },
  whyPermission: { en: 'Profile {profile} does not permit {use}.', nb: 'Profilen {profile} tillater ikke {use}.' },
  whyPinTries: { en: '{used} of {max} {max:try is|tries are} used.', nb: '{used} av {max} forsøk er brukt.' },
  whyPinWrong: { en: 'Tries left: {left}.', nb: 'Forsøk igjen: {left}.' },
  whyAmount: {
    en: 'Limit {limit}: {used} of {cap} is used, {left} is left, {asked} is asked for.',
    nb: 'Grensen {limit}: {used} av {cap} er brukt, {left} er igjen, {asked} er ønsket.',
  },
  whyCount: {
    en: 'Limit {limit}: {count} of {max} {max:use is|uses are} taken.',
    nb: 'Grensen {limit}: {count} av {max} {max:gang|ganger} er brukt.',
  },
  whyNext: { en: '{amount} leaves it at {instant} (Oslo).', nb: '{amount} går ut av den {instant} (Oslo).' },
  whyCoverage: { en: '{available} is available, {asked} is asked for.', nb: '{available} er disponibelt, {asked} er ønsket.' },
  whyHeld: { en: '{held} is held.', nb: '{held} er reservert.' },

  // When.
  fromNow: { en: 'It would be approved now, with the right PIN.', nb: 'Det ville blitt godkjent nå, med riktig PIN.' },
  fromThen: {
    en: 'It fits from {instant} (Oslo), if nothing else happens on the card before.',
    nb: 'Det er plass fra {instant} (Oslo), hvis ikke noe annet skjer på kortet før det.',
  },
  noRequest: { en: 'Such a request is never approved.', nb: 'En slik forespørsel blir aldri godkjent.' },
  noCardStatus: {
    en: 'It is not approved until the issuing office changes the status.',
    nb: 'Det blir ikke godkjent før utstederkontoret endrer statusen.',
  },
  noClosed: {
    en: 'It is never approved: a closed account stays closed.',
    nb: 'Det blir aldri godkjent: en avsluttet konto forblir avsluttet.',
  },
  noCardExpired: {
    en: 'It is not approved until the card is renewed or replaced.',
    nb: 'Det blir ikke godkjent før kortet er fornyet eller erstattet.',
  },
  noNotPermitted: {
    en: 'Waiting does not help: this use is not open to the card.',
    nb: 'Å vente hjelper ikke: kortet er ikke åpent for denne bruken.',
  },
  noPinTries: {
    en: 'It is not approved until the issuing office unblocks the PIN.',
    nb: 'Det blir ikke godkjent før utstederkontoret opphever PIN-sperren.',
  },
  noNoHold: { en: 'Waiting does not help: the hold is gone.', nb: 'Å vente hjelper ikke: reservasjonen er borte.' },
  noAboveLimit: {
    en: 'It never fits: limit {limit} is {cap} in all.',
    nb: 'Det får aldri plass: grensen {limit} er {cap} totalt.',
  },
  noNoCoverage: { en: 'Waiting does not help: {short} more must be loaded.', nb: 'Å vente hjelper ikke: det må lades {short} til.' },
  noExpiresFirst: {
    en: 'It would not fit before the card expires, {instant} (Oslo).',
    nb: 'Det får ikke plass før kortet utløper, {instant} (Oslo).',
  },
  noHoldEndsFirst: {
    en: 'It would not fit before the hold itself ends.',
    nb: 'Det får ikke plass før reservasjonen selv er over.',
  },
} as const satisfies Record<string, Words>;
export type WordName = keyof typeof WORDS;

/** A row of the table with its places filled in. */
export function words(language: Language, name: WordName, fill: Fill = {}): string {
  return filledIn(WORDS[name][language], fill);
}
