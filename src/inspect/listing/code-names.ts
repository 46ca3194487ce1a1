/**
 * Names of codes that no dialect has a table for: MTIs, and the code elements of ISO 8583:1987 and
 * 1993 (public editions).
 */

const VERSIONS: Readonly<Record<string, string>> = { '0': '1987', '1': '1993', '2': '2003' };
const CLASSES: Readonly<Record<string, string>> = {
  '1': 'authorization',
  '2': 'financial',
  '3': 'file action',
  '4': 'reversal',
  '5': 'reconciliation',
  '6': 'administrative',
  '7': 'fee collection',
  '8': 'network management',
};
const FUNCTIONS: Readonly<Record<string, string>> = {
  '0': 'request',
  '1': 'response',
  '2': 'advice',
  '3': 'advice response',
  '4': 'notification',
  '5': 'notification acknowledgement',
};
const ORIGINS: Readonly<Record<string, string>> = {
  '0': '',
  '1': ', repeat',
  '2': ' from the issuer',
  '3': ' from the issuer, repeat',
  '4': '',
  '5': ', repeat',
};

/** `financial request, repeat`; says so if there is no such MTI. */
export function mtiName(mti: string): string {
  const [version = '', messageClass = '', messageFunction = '', origin = ''] = mti;
  const parts = [VERSIONS[version], CLASSES[messageClass], FUNCTIONS[messageFunction], ORIGINS[origin]];
  if (parts.includes(undefined)) return 'no MTI that ISO 8583 knows';
  return `${parts[1]} ${parts[2]}${parts[3]}`;
}

/** DE39 of 1987: codes that other hosts send and aksept does not. */
const RESPONSE_CODES_1987: Readonly<Record<string, string>> = {
  '01': 'refer to card issuer',
  '02': 'refer to card issuer, special condition',
  '03': 'invalid merchant',
  '04': 'pick up card',
  '06': 'error',
  '07': 'pick up card, special condition',
  '08': 'honour with identification',
  '09': 'request in progress',
  '11': 'approved, VIP',
  '17': 'customer cancellation',
  '19': 're-enter transaction',
  '20': 'invalid response',
  '21': 'no action taken',
  '22': 'suspected malfunction',
  '32': 'completed partially',
  '33': 'expired card, pick up',
  '34': 'suspected fraud, pick up',
  '36': 'restricted card, pick up',
  '38': 'PIN tries exceeded, pick up',
  '40': 'requested function not supported',
  '42': 'no universal account',
  '52': 'no checking account',
  '53': 'no savings account',
  '56': 'no card record',
  '59': 'suspected fraud',
  '60': 'contact acquirer',
  '64': 'original amount incorrect',
  '66': 'contact acquirer security',
  '67': 'hard capture, pick up at ATM',
  '68': 'response received too late',
  '76': 'key synchronization error',
  '77': 'previous message not found',
  '80': 'invalid date',
  '82': 'time-out at issuer',
  '86': 'PIN validation not possible',
  '90': 'cut-off in process',
  '92': 'no route to destination',
  '93': 'violation of law',
  '95': 'reconcile error',
};

/** DE25 of 1987. */
const CONDITION_CODES: Readonly<Record<string, string>> = {
  '00': 'normal',
  '01': 'cardholder not present',
  '02': 'unattended terminal, card can be kept',
  '03': 'merchant suspicious',
  '05': 'cardholder present, card not present',
  '06': 'completion advice',
  '08': 'mail or telephone order',
  '10': 'customer identity verified',
  '15': 'home terminal',
  '27': 'unattended terminal',
  '41': 'cash dispenser',
  '42': 'payment terminal',
  '43': 'issuing system terminal',
  '51': 'verification request',
  '59': 'e-commerce',
  '71': 'card present, track cannot be read',
};

/** DE24 of 1993. */
const FUNCTION_CODES: Readonly<Record<string, string>> = {
  '100': 'original authorization, amount accurate',
  '101': 'original authorization, amount estimated',
  '106': 'supplementary authorization, amount accurate',
  '107': 'supplementary authorization, amount estimated',
  '200': 'original financial request',
  '201': 'previously approved, amount the same',
  '202': 'previously approved, amount differs',
  '251': 'partial completion',
  '400': 'full reversal',
  '401': 'partial reversal',
  '801': 'sign-on',
  '802': 'sign-off',
  '811': 'key change',
  '821': 'cut-over',
  '831': 'echo test',
};

/** DE18 or DE26, ISO 18245: the common ones. */
const MERCHANT_TYPES: Readonly<Record<string, string>> = {
  '0742': 'veterinary services',
  '0763': 'agricultural cooperative',
  '0780': 'landscaping and horticulture',
  '4111': 'local transport',
  '4121': 'taxi',
  '5311': 'department store',
  '5411': 'grocery',
  '5541': 'fuel station',
  '5542': 'automated fuel dispenser',
  '5812': 'restaurant',
  '5814': 'fast food',
  '5912': 'pharmacy',
  '5999': 'retail store',
  '6010': 'cash at a bank counter',
  '6011': 'ATM',
  '6012': 'financial institution',
};

export const CODE_NAMES = {
  responseCode: RESPONSE_CODES_1987,
  conditionCode: CONDITION_CODES,
  functionCode: FUNCTION_CODES,
  merchantType: MERCHANT_TYPES,
} as const;

/** Empty if the table has no such code. */
export function codeName(table: keyof typeof CODE_NAMES, code: string): string {
  const names: Readonly<Record<string, string>> = CODE_NAMES[table];
  return Object.hasOwn(names, code) ? (names[code] ?? '') : '';
}
