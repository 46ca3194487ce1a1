/** Reads the merchant's name and country from DE43. */
import { readAcceptor } from '../../elements/card-acceptor.ts';
import { countryOf } from '../../elements/country.ts';
import { trimmedTextOf, usualTextOf } from '../scan/values.ts';
import type { RequestSource } from './request-source.ts';

/** Characters of DE43 in ISO 8583:1987, and of the name at its start. */
const FIXED_ACCEPTOR = 40;
const NAME_LENGTH = 22;
const ACCEPTORS_MAX = 4_096;

interface Acceptor {
  readonly name: string;
  readonly country: number;
}

/** Remembers the merchants read so far, because terminals send the same text in every message. */
export class AcceptorReader {
  readonly #acceptors = new Map<string, Acceptor>();
  #countryKey = 0;
  #country = 0;

  /** Without its trailing blanks; '' when the request has no DE43. */
  name(source: RequestSource): string {
    const { plan, scanner } = source;
    const element = plan.fields.merchantName;
    if (element === 0 || !scanner.has(element)) return '';
    if (isFixed(source, element)) return trimmedTextOf(scanner, element, NAME_LENGTH);
    return this.#variable(source, element).name;
  }

  /** ISO 3166 numeric; 0 when the request has no DE43 or its country is blank. */
  country(source: RequestSource): number {
    const { plan, scanner } = source;
    const element = plan.fields.merchantName;
    if (element === 0 || !scanner.has(element)) return 0;
    return isFixed(source, element) ? this.#fixedCountry(source, element) : this.#variable(source, element).country;
  }

  /** The last three characters of the fixed form. */
  #fixedCountry({ scanner }: RequestSource, element: number): number {
    const units = scanner.units[element] as number;
    const first = scanner.charAt(element, units - 3);
    const second = scanner.charAt(element, units - 2);
    const third = scanner.charAt(element, units - 1);
    const key = (first << 16) | (second << 8) | third;
    if (key !== this.#countryKey) {
      this.#country = countryOf(String.fromCharCode(first, second, third));
      this.#countryKey = key;
    }
    return this.#country;
  }

  #variable({ scanner }: RequestSource, element: number): Acceptor {
    const text = usualTextOf(scanner, element);
    const known = this.#acceptors.get(text);
    if (known !== undefined) return known;
    const { name, country } = readAcceptor(text);
    const acceptor = { name, country: countryOf(country) };
    if (this.#acceptors.size >= ACCEPTORS_MAX) this.#acceptors.clear();
    this.#acceptors.set(text, acceptor);
    return acceptor;
  }
}

function isFixed({ plan }: RequestSource, element: number): boolean {
  return plan.layout.lengthBytes[element] === 0 && plan.layout.unitsMax[element] === FIXED_ACCEPTOR;
}
