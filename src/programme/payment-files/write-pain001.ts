/**
 * Writes pain.001.001.03 and .09 piece by piece, for examples, demonstrations and tests. It writes
 * what it is given: with wrong sums or accounts, a file that the reader refuses.
 */
import { namespaceOf, type Pain001Version } from './structure.ts';
import { decimalText, escapeXml, inPieces, leaf, type Stream, XML_DECLARATION } from './xml-text.ts';

interface Totals {
  readonly numberOfPayments: number;
  readonly sumMinor: number;
}

export interface WrittenPayment {
  readonly endToEndId: string;
  readonly instructionId?: string;
  readonly amountMinor: number;
  readonly creditorName: string;
  /** Eleven digits, or a Norwegian IBAN. */
  readonly creditorAccount: string;
  readonly remittance?: string;
  readonly kid?: string;
}

export interface WrittenPaymentInformation extends Totals {
  readonly paymentInformationId: string;
  /** `2026-06-01` */
  readonly requestedDate: string;
  readonly debtorName: string;
  readonly debtorAccount: string;
  readonly debtorAgent: string;
  /** `SALA` for pay. */
  readonly categoryPurpose?: string;
  readonly payments: Stream<WrittenPayment>;
}

export interface WrittenFile extends Totals {
  readonly version: Pain001Version;
  readonly messageId: string;
  /** `2026-06-01T09:12:00` */
  readonly createdAt: string;
  readonly initiatingParty: string;
  /** An organisation number (CUST), or the id of an agreement with the bank (BANK). */
  readonly initiatingPartyId: string;
  readonly initiatingPartyScheme: 'CUST' | 'BANK';
  readonly paymentInformations: Stream<WrittenPaymentInformation>;
}

export function writePain001(file: WrittenFile): AsyncGenerator<string, void, undefined> {
  return inPieces(texts(file));
}

async function* texts(file: WrittenFile): AsyncGenerator<string, void, undefined> {
  yield `${XML_DECLARATION}<Document xmlns="${namespaceOf(file.version)}"><CstmrCdtTrfInitn>\n`;
  yield headerText(file);
  for await (const information of file.paymentInformations) {
    yield informationText(information, file.version);
    for await (const payment of information.payments) yield paymentText(payment);
    yield '</PmtInf>\n';
  }
  yield '</CstmrCdtTrfInitn></Document>\n';
}

function totalsText({ numberOfPayments, sumMinor }: Totals): string {
  return leaf('NbOfTxs', String(numberOfPayments)) + leaf('CtrlSum', decimalText(sumMinor));
}

function headerText(file: WrittenFile): string {
  const scheme = `<SchmeNm>${leaf('Cd', file.initiatingPartyScheme)}</SchmeNm>`;
  const id = `<Id><OrgId><Othr>${leaf('Id', file.initiatingPartyId)}${scheme}</Othr></OrgId></Id>`;
  const party = `<InitgPty>${leaf('Nm', file.initiatingParty)}${id}</InitgPty>`;
  return `<GrpHdr>${leaf('MsgId', file.messageId)}${leaf('CreDtTm', file.createdAt)}${totalsText(file)}${party}</GrpHdr>\n`;
}

function accountText(account: string): string {
  if (account.startsWith('NO')) return `<Id>${leaf('IBAN', account)}</Id>`;
  return `<Id><Othr>${leaf('Id', account)}<SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>`;
}

function informationText(information: WrittenPaymentInformation, version: Pain001Version): string {
  const isNew = version === 'pain.001.001.09';
  const date = isNew ? leaf('Dt', information.requestedDate) : escapeXml(information.requestedDate);
  const purpose = information.categoryPurpose === undefined ? '' : `<CtgyPurp>${leaf('Cd', information.categoryPurpose)}</CtgyPurp>`;
  return [
    `<PmtInf>${leaf('PmtInfId', information.paymentInformationId)}<PmtMtd>TRF</PmtMtd>${totalsText(information)}`,
    `<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl>${purpose}</PmtTpInf><ReqdExctnDt>${date}</ReqdExctnDt>`,
    `<Dbtr>${leaf('Nm', information.debtorName)}</Dbtr>`,
    `<DbtrAcct>${accountText(information.debtorAccount)}<Ccy>NOK</Ccy></DbtrAcct>`,
    `<DbtrAgt><FinInstnId>${leaf(isNew ? 'BICFI' : 'BIC', information.debtorAgent)}</FinInstnId></DbtrAgt>`,
    '<ChrgBr>SLEV</ChrgBr>\n',
  ].join('');
}

function remittanceText({ remittance, kid }: WrittenPayment): string {
  if (kid !== undefined) {
    return `<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>${leaf('Ref', kid)}</CdtrRefInf></Strd></RmtInf>`;
  }
  return remittance === undefined ? '' : `<RmtInf>${leaf('Ustrd', remittance)}</RmtInf>`;
}

function paymentText(payment: WrittenPayment): string {
  return [
    `<CdtTrfTxInf><PmtId>${leaf('InstrId', payment.instructionId)}${leaf('EndToEndId', payment.endToEndId)}</PmtId>`,
    `<Amt><InstdAmt Ccy="NOK">${decimalText(payment.amountMinor)}</InstdAmt></Amt>`,
    `<Cdtr>${leaf('Nm', payment.creditorName)}</Cdtr><CdtrAcct>${accountText(payment.creditorAccount)}</CdtrAcct>`,
    `${remittanceText(payment)}</CdtTrfTxInf>\n`,
  ].join('');
}
