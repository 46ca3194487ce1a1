/**
 * DE43, card acceptor name and location.
 *
 *     1987, ans 40     name 22, blank, city 13, blank, country 3
 *     1993, ans ..99   name \ street \ city \ postal code 10, region 3, country 3
 *
 * The country is alpha-3, alpha-2 with a blank, or three digits. `countryOf` reads each of them.
 */
const NAME_CHARACTERS = 22;
const CITY_AT = 23;
const CITY_CHARACTERS = 13;
const COUNTRY_AT = 37;
const COUNTRY_CHARACTERS = 3;
const CHARACTERS_1987 = 40;

const SEPARATOR = '\\';
/** Name, street, city, and the rest after the third separator. */
const PARTS_1993 = 4;
const POSTAL_CODE_AND_REGION_CHARACTERS = 13;
const CHARACTERS_1993_MAX = 99;

export interface CardAcceptor {
  readonly name: string;
  readonly city: string;
  /** As in the message, without surrounding blanks; '' when there is none. */
  readonly country: string;
}

/** The country follows postal code and region; without those, it is the last three characters. */
function countryOfTail(tail: string): string {
  const at =
    tail.length > POSTAL_CODE_AND_REGION_CHARACTERS ? POSTAL_CODE_AND_REGION_CHARACTERS : Math.max(0, tail.length - COUNTRY_CHARACTERS);
  return tail.slice(at, at + COUNTRY_CHARACTERS).trim();
}

/** Reads either form. Three separators mean 1993. A text of neither form is read as the name. */
export function readAcceptor(text: string): CardAcceptor {
  const parts = text.split(SEPARATOR);
  if (parts.length >= PARTS_1993) {
    const [name = '', , city = ''] = parts;
    return { name: name.trim(), city: city.trim(), country: countryOfTail(parts.slice(PARTS_1993 - 1).join(SEPARATOR)) };
  }
  if (text.length > CHARACTERS_1987) return { name: text.trim(), city: '', country: '' };
  return {
    name: text.slice(0, NAME_CHARACTERS).trim(),
    city: text.slice(CITY_AT, CITY_AT + CITY_CHARACTERS).trim(),
    country: text.slice(COUNTRY_AT).trim(),
  };
}

/** Replaces separators and control characters by blanks. */
function printable(text: string): string {
  return text.replace(/[\\\p{Cc}]/gu, ' ').trim();
}

/** DE43 of 1987: 40 characters. Parts that are too long are cut. */
export function buildAcceptor(name: string, city: string, country: string): string {
  const part = (text: string, length: number) => printable(text).slice(0, length).padEnd(length);
  return `${part(name, NAME_CHARACTERS)} ${part(city, CITY_CHARACTERS)} ${part(country, COUNTRY_CHARACTERS)}`;
}

/**
 * DE43 of 1993, without street, postal code and region. The name is cut so that the whole fits 99
 * characters.
 */
export function buildAcceptor1993(name: string, city: string, country: string): string {
  const cityPart = printable(city).slice(0, CITY_CHARACTERS);
  const countryPart = printable(country).slice(0, COUNTRY_CHARACTERS).padEnd(COUNTRY_CHARACTERS);
  const rest = `${SEPARATOR}${SEPARATOR}${cityPart}${SEPARATOR}${' '.repeat(POSTAL_CODE_AND_REGION_CHARACTERS)}${countryPart}`;
  return printable(name).slice(0, CHARACTERS_1993_MAX - rest.length) + rest;
}
