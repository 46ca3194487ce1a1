/**
 * Writes the answer to a payment file piece by piece: pain.002.001.03 to a pain.001.001.03, and
 * pain.002.001.10 to a .09. All texts are escaped.
 */
import type { ReasonCode } from './reason-codes.ts';
import type { PaymentStatusCode, StatusCode } from './status-codes.ts';
import { namespaceOf, type Pain001Version } from './structure.ts';
import { decimalText, inPieces, leaf, type Stream, XML_DECLARATION } from './xml-text.ts';

export const ANSWERS = {
  'pain.001.001.03': 'pain.002.001.03',
  'pain.001.001.09': 'pain.002.001.10',
} as const satisfies Readonly<Record<Pain001Version, string>>;

export interface StatusReason {
  readonly code: ReasonCode;
  /** A sentence for people; longer ones are cut into several AddtlInf. */
  readonly text?: string;
}

interface Status<Code> {
  readonly status?: Code;
  readonly reasons?: readonly StatusReason[];
}

export interface AnsweredPayment extends Status<PaymentStatusCode> {
  readonly instructionId?: string | undefined;
  readonly endToEndId?: string | undefined;
}

export interface AnsweredPaymentInformation extends Status<StatusCode> {
  readonly paymentInformationId: string;
  readonly numberOfPayments?: number;
  readonly sumMinor?: number;
  readonly payments?: Stream<AnsweredPayment>;
}

export interface Pain002 extends Status<StatusCode> {
  /** Of the file that is answered. */
  readonly version: Pain001Version;
  readonly messageId: string;
  /** `2026-06-01T09:12:00` */
  readonly createdAt: string;
  /** Undefined when the file was refused before its MsgId was read. */
  readonly originalMessageId: string | undefined;
  readonly originalNumberOfPayments?: number;
  readonly originalControlSum?: string;
  readonly paymentInformations?: Stream<AnsweredPaymentInformation>;
}

/** What ISO 20022 messages say in place of a required id that there is not. */
const NOT_PROVIDED = 'NOTPROVIDED';
/** Of AddtlInf. */
const TEXT_CHARS_MAX = 105;

export function pain002(answer: Pain002): AsyncGenerator<string, void, undefined> {
  return inPieces(texts(answer));
}

async function* texts(answer: Pain002): AsyncGenerator<string, void, undefined> {
  yield `${XML_DECLARATION}<Document xmlns="${namespaceOf(ANSWERS[answer.version])}"><CstmrPmtStsRpt>\n`;
  yield `<GrpHdr>${leaf('MsgId', answer.messageId)}${leaf('CreDtTm', answer.createdAt)}</GrpHdr>\n`;
  yield groupText(answer);
  for await (const information of answer.paymentInformations ?? []) {
    yield informationText(information);
    for await (const payment of information.payments ?? []) yield paymentText(payment);
    yield '</OrgnlPmtInfAndSts>\n';
  }
  yield '</CstmrPmtStsRpt></Document>\n';
}

function countText(count: number | undefined): string {
  return leaf('OrgnlNbOfTxs', count === undefined ? undefined : String(count));
}

function groupText(answer: Pain002): string {
  return [
    `<OrgnlGrpInfAndSts>${leaf('OrgnlMsgId', answer.originalMessageId ?? NOT_PROVIDED)}${leaf('OrgnlMsgNmId', answer.version)}`,
    `${countText(answer.originalNumberOfPayments)}${leaf('OrgnlCtrlSum', answer.originalControlSum)}`,
    `${leaf('GrpSts', answer.status)}${reasonsText(answer)}</OrgnlGrpInfAndSts>\n`,
  ].join('');
}

function informationText(information: AnsweredPaymentInformation): string {
  const { sumMinor } = information;
  return [
    `<OrgnlPmtInfAndSts>${leaf('OrgnlPmtInfId', information.paymentInformationId)}${countText(information.numberOfPayments)}`,
    `${leaf('OrgnlCtrlSum', sumMinor === undefined ? undefined : decimalText(sumMinor))}`,
    `${leaf('PmtInfSts', information.status)}${reasonsText(information)}\n`,
  ].join('');
}

function paymentText(payment: AnsweredPayment): string {
  const ids = `${leaf('OrgnlInstrId', payment.instructionId)}${leaf('OrgnlEndToEndId', payment.endToEndId ?? NOT_PROVIDED)}`;
  return `<TxInfAndSts>${ids}${leaf('TxSts', payment.status)}${reasonsText(payment)}</TxInfAndSts>\n`;
}

function reasonsText({ reasons = [] }: Status<unknown>): string {
  return reasons
    .map(({ code, text }) => {
      const lines =
        text === undefined
          ? ''
          : textLines(text)
              .map((line) => leaf('AddtlInf', line))
              .join('');
      return `<StsRsnInf><Rsn>${leaf('Cd', code)}</Rsn>${lines}</StsRsnInf>`;
    })
    .join('');
}

/** Cut between words where that is possible. */
function textLines(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = [...text.trim()];
  while (rest.length > TEXT_CHARS_MAX) {
    const space = rest.lastIndexOf(' ', TEXT_CHARS_MAX);
    const end = space > 0 ? space : TEXT_CHARS_MAX;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest.join('')].filter((line) => line !== '');
}
