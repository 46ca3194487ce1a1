/** GrpHdr, and the part of PmtInf before its payments. */
import { isCalendarDate } from '../calendar/calendar-date.ts';
import { isAccountNumber } from '../identifiers/account-number.ts';
import { readNorwegianIban } from '../identifiers/iban.ts';
import { otherCharacterIn } from './characters.ts';
import type { ElementTexts } from './element-texts.ts';
import { FileFault } from './file-fault.ts';
import type { HeaderEvent, PaymentInformationEvent } from './pain001-event.ts';
import { type PaymentFault, paymentFault } from './payment-fault.ts';
import { characterFaults } from './read-payment.ts';
import type { Pain001Version } from './structure.ts';

const HEADER_TEXTS = ['MsgId', 'InitgPty/Nm', 'InitgPty/Id/OrgId/Othr/Id'] as const;

export function readHeader(texts: ElementTexts, version: Pain001Version): HeaderEvent {
  for (const path of HEADER_TEXTS) {
    for (const { text, place } of texts.all(path)) {
      const character = otherCharacterIn(text);
      if (character !== undefined) throw new FileFault('characters', place, { element: path, character });
    }
  }
  return {
    kind: 'header',
    version,
    messageId: texts.text('MsgId') ?? '',
    createdAt: texts.text('CreDtTm') ?? '',
    numberOfPayments: Number(texts.text('NbOfTxs')),
    controlSum: texts.text('CtrlSum'),
    initiatingParty: texts.text('InitgPty/Nm'),
    initiatingPartyIds: texts.all('InitgPty/Id/OrgId/Othr/Id').map(({ text }) => text),
    place: texts.place,
  };
}

export function readPaymentInformation(texts: ElementTexts): PaymentInformationEvent {
  const faults: PaymentFault[] = [...characterFaults(texts, ['PmtInfId', 'Dbtr/Nm'])];
  const method = texts.element('PmtMtd');
  if (method !== undefined && method.text !== 'TRF') faults.push(paymentFault('method', method.place));
  const count = texts.text('NbOfTxs');
  return {
    kind: 'paymentInformation',
    paymentInformationId: texts.text('PmtInfId') ?? '',
    numberOfPayments: count === undefined ? undefined : Number(count),
    controlSum: texts.text('CtrlSum'),
    requestedDate: readRequestedDate(texts, faults),
    debtorName: texts.text('Dbtr/Nm'),
    debtorAccount: readDebtorAccount(texts, faults),
    debtorAgent: texts.text('DbtrAgt/FinInstnId/BIC') ?? texts.text('DbtrAgt/FinInstnId/BICFI'),
    categoryPurpose: texts.text('PmtTpInf/CtgyPurp/Cd'),
    faults,
    place: texts.place,
  };
}

/** The date of a time and of a date with an offset is the one that is written. */
function readRequestedDate(texts: ElementTexts, faults: PaymentFault[]): string | undefined {
  const element = texts.element('ReqdExctnDt') ?? texts.element('ReqdExctnDt/Dt') ?? texts.element('ReqdExctnDt/DtTm');
  const date = element?.text.slice(0, 10) ?? '';
  if (isCalendarDate(date)) return date;
  faults.push(paymentFault('requestedDate', element?.place ?? texts.place));
  return undefined;
}

function readDebtorAccount(texts: ElementTexts, faults: PaymentFault[]): string | undefined {
  const currency = texts.element('DbtrAcct/Ccy');
  if (currency !== undefined && currency.text !== 'NOK') faults.push(paymentFault('debtorCurrency', currency.place));
  const iban = texts.element('DbtrAcct/Id/IBAN');
  const other = texts.element('DbtrAcct/Id/Othr/Id');
  if (iban !== undefined) {
    const read = readNorwegianIban(iban.text);
    if ('number' in read) return read.number;
  } else if (other !== undefined && isAccountNumber(other.text)) return other.text;
  faults.push(paymentFault('debtorAccount', (iban ?? other)?.place ?? texts.place));
  return undefined;
}
