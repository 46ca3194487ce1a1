/** Addresses. Cards are delivered door to door, so the address of a subscription is no PO box. */
import { lineOf } from '../core/line.ts';
import { refusalsOf } from '../core/refusal.ts';

export const ADDRESS_CHARS_MAX = 200;

const refuse = refusalsOf({
  streetAddress: {
    kind: 'invalid',
    en: 'The street address is missing or longer than {max} characters; cards are delivered there, door to door.',
    nb: 'Gateadressen mangler eller er lengre enn {max} tegn; kortene leveres der, dør til dør.',
  },
  addressIsBox: {
    kind: 'invalid',
    en: 'The street address is a PO box; cards are delivered door to door, so give a street address.',
    nb: 'Gateadressen er en postboks; kortene leveres dør til dør, så oppgi en gateadresse.',
  },
  pinAddress: {
    kind: 'invalid',
    en: 'The address of the agreement form is missing or longer than {max} characters; PINs are posted there.',
    nb: 'Adressen på avtaleskjemaet mangler eller er lengre enn {max} tegn; PIN-koder sendes dit.',
  },
} as const);

/** What people write for a box, behind anything that is no letter. */
const BOX_FORMS = [
  'post[ -]?bo(?:ks|x)(?!\\p{L})',
  'p ?[.,]? ?o ?[.,]? ?b(?:ox)?(?!\\p{L})',
  'p ?\\. ?b ?\\.?(?!\\p{L})',
  'pb(?!\\p{L})',
  'p b ?\\d',
  'bo(?:ks|x) ?(?:nr)?[ .]*\\d',
  'serviceboks',
  'poste restante',
] as const;
const BOX = new RegExp(`(?<!\\p{L})(?:${BOX_FORMS.join('|')})`, 'iu');

export function isPostBox(address: string): boolean {
  return BOX.test(address.normalize('NFKC').replaceAll(/\s+/g, ' '));
}

/** Throws a Refusal. */
export function requireStreetAddress(text: string): string {
  const address = lineOf(text, ADDRESS_CHARS_MAX);
  if (address === undefined) throw refuse('streetAddress', { max: String(ADDRESS_CHARS_MAX) });
  if (isPostBox(address)) throw refuse('addressIsBox');
  return address;
}

/** The address of the agreement form may be a box. Throws a Refusal. */
export function requirePinAddress(text: string): string {
  const address = lineOf(text, ADDRESS_CHARS_MAX);
  if (address === undefined) throw refuse('pinAddress', { max: String(ADDRESS_CHARS_MAX) });
  return address;
}
