/** What refuses a whole payment file: one error, with the place and a sentence for the user. */
import { errorText } from '../../cards/card-data/card-data.ts';
import { filledIn, type Language, type SpokenFill, type Words } from '../../protocol/language.ts';
import type { ReasonCode } from './reason-codes.ts';

/** A place in the file. Both count from 1; a column counts characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface FileFaultRow extends Words {
  readonly reason: ReasonCode;
}

export const FILE_FAULTS = {
  encoding: {
    reason: 'FF01',
    en: 'The file is not in UTF-8. Save it as UTF-8.',
    nb: 'Filen er ikke i UTF-8. Lagre den som UTF-8.',
  },
  notXml: {
    reason: 'FF01',
    en: 'The file is not well-formed XML. Have it made anew by the system that it comes from.',
    nb: 'Filen er ikke velformet XML. Lag den på nytt i systemet den kommer fra.',
  },
  doctype: {
    reason: 'FF01',
    en: 'The file has a DOCTYPE, which payment files may not have. Remove it.',
    nb: 'Filen har en DOCTYPE, og det kan ikke betalingsfiler ha. Fjern den.',
  },
  otherMessage: {
    reason: 'FF01',
    en: 'The file holds "{found}". Expected is Document of {expected}.',
    nb: 'Filen inneholder «{found}». Den skal inneholde Document av {expected}.',
  },
  unknownElement: {
    reason: 'CH17',
    en: 'The element {element} is not known in {parent}. Remove it.',
    nb: 'Elementet {element} er ikke kjent i {parent}. Fjern det.',
  },
  forbiddenElement: {
    reason: 'CH17',
    en: 'The element {element} in {parent} is not for domestic payments in Norwegian kroner. Remove it.',
    nb: 'Elementet {element} i {parent} hører ikke til innenlandske betalinger i norske kroner. Fjern det.',
  },
  repeatedElement: {
    reason: 'CH17',
    en: 'The element {element} may be in {parent} {max} {max:time|times}, and is there more often.',
    nb: 'Elementet {element} kan stå {max} {max:gang|ganger} i {parent}, men står der flere ganger.',
  },
  elementOrder: {
    reason: 'CH17',
    en: 'The element {element} must stand earlier in {parent}.',
    nb: 'Elementet {element} må stå tidligere i {parent}.',
  },
  choice: {
    reason: 'CH17',
    en: 'The elements of {parent} exclude each other, and {element} is a second one.',
    nb: 'Elementene i {parent} utelukker hverandre, og {element} er ett til.',
  },
  missingElement: {
    reason: 'CH21',
    en: 'The element {element} is missing in {parent}.',
    nb: 'Elementet {element} mangler i {parent}.',
  },
  attribute: {
    reason: 'CH17',
    en: 'The attribute {attribute} of {element} is not allowed. Remove it.',
    nb: 'Attributtet {attribute} i {element} er ikke tillatt. Fjern det.',
  },
  strayText: {
    reason: 'CH16',
    en: 'Text stands between the elements of {element}. Remove it.',
    nb: 'Det står tekst mellom elementene i {element}. Fjern den.',
  },
  tooLong: {
    reason: 'CH16',
    en: 'The text of {element} may have {max} characters at most.',
    nb: 'Teksten i {element} kan ha høyst {max} tegn.',
  },
  content: {
    reason: 'CH16',
    en: 'The text of {element} is not {expected}.',
    nb: 'Teksten i {element} er ikke {expected}.',
  },
  characters: {
    reason: 'RR10',
    en: 'The text of {element} has a character that is not allowed, {character}.',
    nb: 'Teksten i {element} har et tegn som ikke er tillatt, {character}.',
  },
  paymentCount: {
    reason: 'AM18',
    en: 'NbOfTxs of {parent} says {said}, but {counted} {counted:payment is|payments are} there.',
    nb: 'NbOfTxs i {parent} sier {said}, men det er {counted} {counted:betaling|betalinger} der.',
  },
  controlSum: {
    reason: 'AM10',
    en: 'CtrlSum of {parent} says {said}, but the amounts add up to {counted}.',
    nb: 'CtrlSum i {parent} sier {said}, men beløpene blir {counted} til sammen.',
  },
  samePaymentInformation: {
    reason: 'DU02',
    en: 'PmtInfId is the same as that of an earlier PmtInf of the file. Give each its own.',
    nb: 'PmtInfId er den samme som i en tidligere PmtInf i filen. Gi hver sin egen.',
  },
  bytes: {
    reason: 'FF01',
    en: 'The file has more than {max} bytes. Split it into several files.',
    nb: 'Filen har mer enn {max} byte. Del den i flere filer.',
  },
  payments: {
    reason: 'FF01',
    en: 'The file has more than {max} payments. Split it into several files.',
    nb: 'Filen har mer enn {max} betalinger. Del den i flere filer.',
  },
  paymentInformations: {
    reason: 'FF01',
    en: 'The file has more than {max} PmtInf. Split it into several files.',
    nb: 'Filen har mer enn {max} PmtInf. Del den i flere filer.',
  },
  depth: {
    reason: 'FF01',
    en: 'The file has more than {max} elements inside each other.',
    nb: 'Filen har mer enn {max} elementer inni hverandre.',
  },
  token: {
    reason: 'FF01',
    en: 'A tag, comment or text of the file has more than {max} characters.',
    nb: 'En tagg, kommentar eller tekst i filen har mer enn {max} tegn.',
  },
} as const satisfies Readonly<Record<string, FileFaultRow>>;

export type FileFaultCode = keyof typeof FILE_FAULTS;

const WHERE = { en: 'Line {line}, column {column}: ', nb: 'Linje {line}, kolonne {column}: ' } as const satisfies Words;

/** What is shown of a text from the file: no longer than this, so that no name fills a page. */
const SHOWN_CHARS_MAX = 80;

/** `message` is the English sentence, safe to log. */
export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly reason: ReasonCode;
  readonly place: Place;
  readonly #fill: SpokenFill;

  constructor(code: FileFaultCode, place: Place, fill: SpokenFill = {}) {
    super(errorText(sentenceOf(code, place, fill, 'en')));
    this.name = 'FileFault';
    this.code = code;
    this.reason = FILE_FAULTS[code].reason;
    this.place = place;
    this.#fill = fill;
  }

  /** What is wrong, where, and what to do. */
  sentence(language: Language): string {
    return errorText(sentenceOf(this.code, this.place, this.#fill, language));
  }
}

function sentenceOf(code: FileFaultCode, { line, column }: Place, fill: SpokenFill, language: Language): string {
  const short = Object.fromEntries(
    Object.entries(fill).map(([name, value]) => [name, typeof value === 'string' ? shown(value) : value[language]]),
  );
  return filledIn(WHERE[language], { line: String(line), column: String(column) }) + filledIn(FILE_FAULTS[code][language], short);
}

function shown(text: string): string {
  return text.length <= SHOWN_CHARS_MAX ? text : `${text.slice(0, SHOWN_CHARS_MAX)}…`;
}
