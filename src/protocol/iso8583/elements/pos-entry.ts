/** DE22, how card and PIN were entered: three digits in 1987, twelve characters in 1993. */
import { type CodeColumn, type CodePart, codeColumn, codeParts } from './code-parts.ts';

/** ISO 8583:1987, with values that schemes added later (07, and 79 and above). */
const ENTRY_1987: readonly CodeColumn[] = [
  codeColumn('PAN entry mode', 2, {
    '00': 'unspecified',
    '01': 'manual',
    '02': 'magnetic stripe',
    '03': 'bar code',
    '04': 'optical character recognition',
    '05': 'integrated circuit card',
    '06': 'key entered',
    '07': 'contactless chip',
    '09': 'e-commerce with chip data',
    '10': 'credential on file',
    '79': 'fallback from chip to key entry',
    '80': 'fallback to magnetic stripe',
    '81': 'e-commerce',
    '90': 'magnetic stripe, full track',
    '91': 'contactless magnetic stripe',
    '95': 'integrated circuit card, card verification data unreliable',
  }),
  codeColumn('PIN entry capability', 1, {
    '0': 'unspecified',
    '1': 'terminal has PIN entry',
    '2': 'no PIN entry',
    '3': 'PIN entry in software (mobile terminal)',
    '6': 'PIN pad out of order',
    '8': 'PIN pad out of order',
  }),
];

/**
 * Positions 1 (what the terminal can read) and 7 (what it did read). Letters are used by schemes;
 * the standard does not have them.
 */
const CARD_INPUT = {
  '2': 'magnetic stripe',
  '3': 'bar code',
  '4': 'optical character recognition',
  '5': 'integrated circuit card',
  '6': 'key entered',
} as const;

/** ISO 8583:1993, position by position. */
const ENTRY_1993: readonly CodeColumn[] = [
  codeColumn('card data input capability', 1, {
    ...CARD_INPUT,
    '0': 'unknown',
    '1': 'manual, no terminal',
    A: 'contactless magnetic stripe',
    B: 'magnetic stripe and key entry',
    C: 'magnetic stripe, integrated circuit card and key entry',
    D: 'magnetic stripe and integrated circuit card',
    E: 'integrated circuit card and key entry',
    M: 'contactless chip',
  }),
  codeColumn('cardholder authentication capability', 1, {
    '0': 'none',
    '1': 'PIN',
    '2': 'electronic signature analysis',
    '3': 'biometrics',
    '4': 'biographic',
    '5': 'electronic authentication out of order',
    '6': 'other',
    '9': 'unknown',
  }),
  codeColumn('card capture capability', 1, { '0': 'none', '1': 'can keep the card', '9': 'unknown' }),
  codeColumn('operating environment', 1, {
    '0': 'no terminal',
    '1': 'on merchant premises, attended',
    '2': 'on merchant premises, unattended',
    '3': 'off merchant premises, attended',
    '4': 'off merchant premises, unattended',
    '5': 'on cardholder premises, unattended',
    '9': 'unknown',
  }),
  codeColumn('cardholder', 1, {
    '0': 'present',
    '1': 'not present, unspecified',
    '2': 'not present, mail order',
    '3': 'not present, telephone',
    '4': 'not present, standing authorization',
    '5': 'not present, e-commerce',
    '9': 'unknown',
  }),
  codeColumn('card', 1, { '0': 'not present', '1': 'present', '9': 'unknown' }),
  codeColumn('card data input', 1, {
    ...CARD_INPUT,
    '0': 'unspecified',
    '1': 'manual, no terminal',
    A: 'contactless magnetic stripe',
    M: 'contactless chip',
    S: 'e-commerce',
  }),
  codeColumn('cardholder authentication', 1, {
    '0': 'not authenticated',
    '1': 'PIN',
    '2': 'electronic signature analysis',
    '3': 'biometrics',
    '4': 'biographic',
    '5': 'manual signature verification',
    '6': 'other manual verification',
    '9': 'unknown',
  }),
  codeColumn('authenticated by', 1, {
    '0': 'not authenticated',
    '1': 'integrated circuit card',
    '2': 'terminal',
    '3': 'authorizer',
    '4': 'merchant',
    '5': 'other',
    '9': 'unknown',
  }),
  codeColumn('card data output capability', 1, { '0': 'unknown', '1': 'none', '2': 'magnetic stripe', '3': 'integrated circuit card' }),
  codeColumn('terminal output capability', 1, {
    '0': 'unknown',
    '1': 'none',
    '2': 'printing',
    '3': 'display',
    '4': 'printing and display',
  }),
  codeColumn('PIN capture capability', 1, {
    '0': 'no PIN capture',
    '1': 'unknown',
    '4': 'up to 4 digits',
    '5': 'up to 5 digits',
    '6': 'up to 6 digits',
    '7': 'up to 7 digits',
    '8': 'up to 8 digits',
    '9': 'up to 9 digits',
    A: 'up to 10 digits',
    B: 'up to 11 digits',
    C: 'up to 12 digits',
  }),
];

/**
 * DE22 of 1987 (n 3): PAN entry mode and PIN entry capability. Undefined when it has another
 * length.
 */
export function describeEntry1987(text: string): readonly CodePart[] | undefined {
  return codeParts(text, ENTRY_1987);
}

/** DE22 of 1993 (an 12): twelve positions. Undefined when it has another length. */
export function describeEntry1993(text: string): readonly CodePart[] | undefined {
  return codeParts(text, ENTRY_1993);
}
