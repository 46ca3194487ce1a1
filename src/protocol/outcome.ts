/**
 * The table of outcomes, in the order of the checks: the first check that fails decides the
 * outcome.
 *
 * `protobuf` is the number in the protobuf enum `Outcome` and never changes; `de39` is the response
 * code of ISO 8583:1987, `action` the action code of ISO 8583:1993. A dialect may map a name to
 * another code. Code, metrics, logs, traces and tests use the name.
 */
export interface OutcomeRow {
  readonly name: string;
  readonly protobuf: number;
  readonly de39: string;
  readonly action: string;
  readonly en: string;
  readonly nb: string;
}

export const OUTCOMES = [
  { name: 'approved', protobuf: 1, de39: '00', action: '000', en: 'Approved.', nb: 'Godkjent.' },
  {
    name: 'approvedPartially',
    protobuf: 2,
    de39: '10',
    action: '002',
    en: 'Approved for a lower amount.',
    nb: 'Godkjent for et lavere beløp.',
  },
  { name: 'formatError', protobuf: 3, de39: '30', action: '904', en: 'The message is malformed.', nb: 'Meldingen har feil format.' },
  {
    name: 'macError',
    protobuf: 4,
    de39: '63',
    action: '122',
    en: 'The message authentication code is wrong.',
    nb: 'Meldingens autentiseringskode (MAC) er feil.',
  },
  {
    name: 'duplicateTransmission',
    protobuf: 5,
    de39: '94',
    action: '913',
    en: 'The same key was used for another content.',
    nb: 'Samme nøkkel er brukt med et annet innhold.',
  },
  {
    name: 'alreadyReversed',
    protobuf: 6,
    de39: '05',
    action: '100',
    en: 'The transaction was reversed before it came.',
    nb: 'Transaksjonen var reversert før den kom.',
  },
  {
    name: 'invalidTransaction',
    protobuf: 7,
    de39: '12',
    action: '902',
    en: 'The transaction type or currency is not supported.',
    nb: 'Transaksjonstypen eller valutaen støttes ikke.',
  },
  { name: 'invalidAmount', protobuf: 8, de39: '13', action: '110', en: 'The amount is not valid.', nb: 'Beløpet er ugyldig.' },
  {
    name: 'noSuchIssuer',
    protobuf: 9,
    de39: '15',
    action: '908',
    en: 'The card is not of this issuer.',
    nb: 'Kortet er ikke utstedt her.',
  },
  { name: 'invalidCardNumber', protobuf: 10, de39: '14', action: '111', en: 'The card is not on file.', nb: 'Kortet er ukjent.' },
  { name: 'lostCard', protobuf: 11, de39: '41', action: '208', en: 'The card is reported lost.', nb: 'Kortet er meldt tapt.' },
  { name: 'stolenCard', protobuf: 12, de39: '43', action: '209', en: 'The card is reported stolen.', nb: 'Kortet er meldt stjålet.' },
  {
    name: 'restrictedCard',
    protobuf: 13,
    de39: '62',
    action: '104',
    en: 'The card is blocked or may not be used in this country.',
    nb: 'Kortet er sperret eller kan ikke brukes i dette landet.',
  },
  {
    name: 'cardNotEffective',
    protobuf: 14,
    de39: '78',
    action: '125',
    en: 'The card is not activated yet.',
    nb: 'Kortet er ikke aktivert ennå.',
  },
  { name: 'accountClosed', protobuf: 15, de39: '78', action: '114', en: 'The account is closed.', nb: 'Kontoen er avsluttet.' },
  { name: 'expiredCard', protobuf: 16, de39: '54', action: '101', en: 'The card has expired.', nb: 'Kortet er utløpt.' },
  {
    name: 'notPermittedToCardholder',
    protobuf: 17,
    de39: '57',
    action: '119',
    en: 'This use is not permitted for the card.',
    nb: 'Denne bruken er ikke tillatt for kortet.',
  },
  {
    name: 'notPermittedToTerminal',
    protobuf: 18,
    de39: '58',
    action: '120',
    en: 'This use is not permitted at this terminal.',
    nb: 'Denne bruken er ikke tillatt på denne terminalen.',
  },
  {
    name: 'pinTriesExceeded',
    protobuf: 19,
    de39: '75',
    action: '106',
    en: 'The PIN tries are used up.',
    nb: 'PIN-forsøkene er brukt opp.',
  },
  { name: 'pinRequired', protobuf: 20, de39: '55', action: '117', en: 'A PIN is required.', nb: 'PIN kreves.' },
  {
    name: 'pinBlockError',
    protobuf: 21,
    de39: '81',
    action: '126',
    en: 'The PIN block is malformed or under an unknown key.',
    nb: 'PIN-blokken er feil eller under en ukjent nøkkel.',
  },
  { name: 'incorrectPin', protobuf: 22, de39: '55', action: '117', en: 'The PIN is wrong.', nb: 'Feil PIN.' },
  {
    name: 'exceedsAmountLimit',
    protobuf: 23,
    de39: '61',
    action: '121',
    en: 'The amount exceeds a limit.',
    nb: 'Beløpet overskrider en beløpsgrense.',
  },
  {
    name: 'exceedsCountLimit',
    protobuf: 24,
    de39: '65',
    action: '123',
    en: 'The number of uses exceeds a limit.',
    nb: 'Antall bruk overskrider en grense.',
  },
  {
    name: 'insufficientFunds',
    protobuf: 25,
    de39: '51',
    action: '116',
    en: 'There is no coverage for the amount.',
    nb: 'Det er ikke dekning for beløpet.',
  },
  {
    name: 'unableToLocateOriginal',
    protobuf: 26,
    de39: '25',
    action: '914',
    en: 'The original transaction is not known.',
    nb: 'Den opprinnelige transaksjonen er ukjent.',
  },
  {
    name: 'issuerInoperative',
    protobuf: 27,
    de39: '91',
    action: '907',
    en: 'The card store did not answer in time; try again.',
    nb: 'Kortsystemet svarte ikke i tide; prøv igjen.',
  },
  {
    name: 'systemMalfunction',
    protobuf: 28,
    de39: '96',
    action: '909',
    en: 'A fault inside the authorizer.',
    nb: 'En feil i autorisasjonssystemet.',
  },
] as const satisfies readonly OutcomeRow[];

export type Outcome = (typeof OUTCOMES)[number]['name'];

export const OUTCOME_BY_NAME: ReadonlyMap<string, OutcomeRow> = new Map(OUTCOMES.map((row) => [row.name, row]));
export const OUTCOME_BY_PROTOBUF: ReadonlyMap<number, Outcome> = new Map(OUTCOMES.map((row) => [row.protobuf, row.name]));

/** The row of an outcome. */
export function outcomeRow(outcome: Outcome): OutcomeRow {
  const row = OUTCOME_BY_NAME.get(outcome);
  if (row === undefined) throw new RangeError('outcomeRow: the argument outcome must be a name of OUTCOMES.');
  return row;
}

/** Narrows a string read from outside (a store, a file) to an outcome name. */
export function isOutcome(name: string): name is Outcome {
  return OUTCOME_BY_NAME.has(name);
}

/** True when the terminal may hand over goods or notes. */
export function isApproval(outcome: Outcome): boolean {
  return outcome === 'approved' || outcome === 'approvedPartially';
}
