/** One CdtTrfTxInf: its values, and each thing that speaks against it. */
import { isAccountNumber, readAccountNumber } from '../identifiers/account-number.ts';
import { readNorwegianIban } from '../identifiers/iban.ts';
import { isKid } from '../identifiers/kid.ts';
import { otherCharacterIn } from './characters.ts';
import type { ElementTexts } from './element-texts.ts';
import { ExactDecimal } from './exact-decimal.ts';
import type { Place } from './file-fault.ts';
import type { PaymentFileLimits } from './limits.ts';
import type { PaymentEvent } from './pain001-event.ts';
import { type PaymentFault, paymentFault } from './payment-fault.ts';

const REMITTANCE = 'RmtInf/Ustrd';
const REFERENCE = 'RmtInf/Strd/CdtrRefInf';
const IBAN = 'CdtrAcct/Id/IBAN';
const OTHER_ACCOUNT = 'CdtrAcct/Id/Othr/Id';
const AMOUNT = 'Amt/InstdAmt';
/** Required, and judged with the rest of the amount. */
const AMOUNT_PATHS: readonly string[] = ['Amt', AMOUNT];
const FREE_TEXTS = ['PmtId/InstrId', 'PmtId/EndToEndId', 'Cdtr/Nm', REMITTANCE, `${REFERENCE}/Ref`] as const;

export interface PaymentPosition {
  readonly paymentInformationId: string;
  readonly sequence: number;
}

export function readPayment(texts: ElementTexts, position: PaymentPosition, limits: PaymentFileLimits): PaymentEvent {
  const faults: PaymentFault[] = [];
  for (const [element, place] of texts.missing) {
    if (!AMOUNT_PATHS.includes(element)) faults.push(paymentFault('missing', place, { element }));
  }
  if (texts.text('Cdtr/Nm') === undefined && !texts.missing.has('Cdtr') && !texts.missing.has('Cdtr/Nm')) {
    faults.push(paymentFault('missing', texts.place, { element: 'Cdtr/Nm' }));
  }
  const amountMinor = readAmount(texts, faults, limits);
  const creditorAccount = readCreditorAccount(texts, faults);
  const kid = readKid(texts, faults);
  faults.push(...characterFaults(texts, FREE_TEXTS));
  const amount = texts.element(AMOUNT);
  return {
    kind: 'payment',
    ...position,
    instructionId: texts.text('PmtId/InstrId'),
    endToEndId: texts.text('PmtId/EndToEndId'),
    amountMinor,
    amount: amount?.text,
    currency: amount?.attribute,
    creditorName: texts.text('Cdtr/Nm'),
    creditorAccount,
    remittance:
      texts
        .all(REMITTANCE)
        .map(({ text }) => text)
        .join(' ') || undefined,
    kid,
    faults,
    place: texts.place,
  };
}

function readAmount(texts: ElementTexts, faults: PaymentFault[], { amountMinorMax }: PaymentFileLimits): number | undefined {
  const element = texts.element(AMOUNT);
  if (element === undefined) {
    faults.push(paymentFault('amountMissing', texts.missing.get(AMOUNT) ?? texts.place));
    return undefined;
  }
  const { place } = element;
  const amount = new ExactDecimal(element.text);
  const before = faults.length;
  if (element.attribute !== 'NOK') faults.push(paymentFault('currency', place));
  if (amount.isZero()) faults.push(paymentFault('amountZero', place));
  else if (amount.isNegative()) faults.push(paymentFault('amountNegative', place));
  // Written decimals count, so 10.000, which could be ten thousand, is not taken as ten.
  if ((element.text.split('.')[1] ?? '').length > 2) faults.push(paymentFault('amountDecimals', place));
  if (amount.times(100).greaterThan(amountMinorMax)) {
    faults.push(paymentFault('amountTooLarge', place, { max: new ExactDecimal(amountMinorMax).dividedBy(100).toFixed(2) }));
  }
  return faults.length === before ? amount.times(100).toNumber() : undefined;
}

function readCreditorAccount(texts: ElementTexts, faults: PaymentFault[]): string | undefined {
  const iban = texts.element(IBAN);
  if (iban !== undefined) {
    const read = readNorwegianIban(iban.text);
    if ('number' in read) return read.number;
    faults.push(paymentFault('creditorIban', iban.place, { account: iban.text }));
  }
  const other = texts.element(OTHER_ACCOUNT);
  if (other === undefined) return undefined;
  if (isAccountNumber(other.text)) return other.text;
  const read = readAccountNumber(other.text);
  const isCheck = 'fault' in read && read.fault === 'check';
  faults.push(paymentFault(isCheck ? 'creditorCheck' : 'creditorDigits', other.place, { account: other.text }));
  return undefined;
}

/** Only references of type SCOR, or of none, are a KID. */
function readKid(texts: ElementTexts, faults: PaymentFault[]): string | undefined {
  const reference = texts.element(`${REFERENCE}/Ref`);
  const type = texts.text(`${REFERENCE}/Tp/CdOrPrtry/Cd`) ?? 'SCOR';
  if (reference === undefined || type !== 'SCOR') return undefined;
  if (isKid(reference.text)) return reference.text;
  faults.push(paymentFault('kid', reference.place));
  return undefined;
}

/** A fault for each text with a character that payment files may not have. */
export function characterFaults(texts: ElementTexts, paths: readonly string[]): readonly PaymentFault[] {
  return paths.flatMap((path) =>
    texts.all(path).flatMap(({ text, place }: { readonly text: string; readonly place: Place }) => {
      const character = otherCharacterIn(text);
      return character === undefined ? [] : [paymentFault('character', place, { element: path, character })];
    }),
  );
}
