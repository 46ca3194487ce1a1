/** DE3, processing code: transaction type, from account, to account; two digits each. */
import { isDigits } from '../codec/digits.ts';

const CHARACTERS = 6;

export interface ProcessingCode {
  readonly transactionType: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  /** Such as `purchase from checking`; '' when the standard does not assign the type. */
  readonly meaning: string;
}

/**
 * Types of ISO 8583:1987, and others in common use. A dialect lists the types that aksept supports.
 */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '00': 'purchase',
    '01': 'cash',
    '02': 'debit adjustment',
    '03': 'cheque guarantee',
    '04': 'cheque verification',
    '05': 'eurocheque',
    '06': "traveller's cheque",
    '07': 'letter of credit',
    '08': 'giro',
    '09': 'purchase with cashback',
    '10': 'account funding',
    '11': 'quasi-cash',
    '12': 'cash advance',
    '17': 'cash advance',
    '18': 'quasi-cash (unique)',
    '20': 'refund',
    '21': 'deposit',
    '22': 'credit adjustment',
    '23': 'cheque deposit guarantee',
    '24': 'cheque deposit',
    '26': 'original credit',
    '28': 'payment to the card',
    '30': 'balance inquiry (available funds)',
    '31': 'balance inquiry (Visa style)',
    '36': 'balance inquiry (of some hosts)',
    '40': 'transfer',
    '50': 'payment from account',
    '53': 'payment to account',
    '70': 'PIN change',
    '91': 'PIN unblock',
    '92': 'PIN change',
  }),
);

/** Indexed by the first digit: the meaning of types that are not in TYPES (ISO 8583:1987). */
const KINDS = [
  'other debit',
  'other debit',
  'other credit',
  'other inquiry',
  'other transfer',
  'other payment',
  '',
  '',
  '',
  'private use',
] as const;

const ACCOUNTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '00': 'default account',
    '10': 'savings',
    '20': 'checking',
    '30': 'credit',
    '40': 'universal account',
    '50': 'investment',
    '60': 'electronic purse',
  }),
);
const DEFAULT_ACCOUNT = '00';

/** The name of an account type (DE3, DE54). */
export function accountTypeName(code: string): string {
  return ACCOUNTS.get(code) ?? `account type ${code}`;
}

function meaningOf(transactionType: string, fromAccount: string, toAccount: string): string {
  const type = TYPES.get(transactionType) ?? KINDS[Number(transactionType[0])] ?? '';
  if (type === '') return '';
  if (type === 'transfer') return `transfer ${accountTypeName(fromAccount)} to ${accountTypeName(toAccount)}`;
  const from = fromAccount === DEFAULT_ACCOUNT ? '' : ` from ${accountTypeName(fromAccount)}`;
  const to = toAccount === DEFAULT_ACCOUNT ? '' : ` to ${accountTypeName(toAccount)}`;
  return type + from + to;
}

/** The parts of DE3 and their meaning in one phrase. Undefined when it is not six digits. */
export function describeProcessingCode(text: string): ProcessingCode | undefined {
  if (text.length !== CHARACTERS || !isDigits(text, 0, CHARACTERS)) return undefined;
  const [transactionType, fromAccount, toAccount] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
  return { transactionType, fromAccount, toAccount, meaning: meaningOf(transactionType, fromAccount, toAccount) };
}
