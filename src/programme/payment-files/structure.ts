/**
 * The elements of pain.001.001.03 and .09 that are read, in their order, as data. Elements of the
 * standard that the programme does not need are passed over (`ignored`); those that belong to other
 * kinds of payments are `forbidden`; all others are unknown. Own description of the messages that
 * iso20022.org publishes; test/programme/payment-files has the same as XSD.
 */
import { BIC, CODE4, COUNT, CURRENCY, DATE, DATE_TIME, DECIMAL, LENGTH, type TextRule } from './text-rules.ts';

export const PAIN_001_VERSIONS = ['pain.001.001.03', 'pain.001.001.09'] as const;
export type Pain001Version = (typeof PAIN_001_VERSIONS)[number];

export function namespaceOf(message: string): string {
  return `urn:iso:std:iso:20022:tech:xsd:${message}`;
}

export interface ElementRule {
  readonly name: string;
  readonly min: 0 | 1;
  readonly max: number;
  readonly content: Content;
  /** Attributes that it may have, and must: the currency of an amount. */
  readonly attribute?: string;
}

export type Content =
  | { readonly kind: 'text'; readonly rule: TextRule }
  | { readonly kind: 'elements'; readonly rules: readonly ElementRule[]; readonly isChoice: boolean }
  | { readonly kind: 'ignored' | 'forbidden' };

type Inside = TextRule | readonly ElementRule[];

function contentOf(inside: Inside): Content {
  return 'expected' in inside ? { kind: 'text', rule: inside } : { kind: 'elements', rules: inside, isChoice: false };
}

function one(name: string, inside: Inside): ElementRule {
  return { name, min: 1, max: 1, content: contentOf(inside) };
}

function optional(name: string, inside: Inside): ElementRule {
  return { ...one(name, inside), min: 0 };
}

function many(name: string, inside: Inside, max: number = Number.POSITIVE_INFINITY): ElementRule {
  return { ...optional(name, inside), max };
}

/** One of the elements, and no other. */
function choice(name: string, rules: readonly ElementRule[], min: 0 | 1 = 1): ElementRule {
  return { name, min, max: 1, content: { kind: 'elements', rules: rules.map((rule) => ({ ...rule, min: 0 })), isChoice: true } };
}

function ignored(...names: readonly string[]): readonly ElementRule[] {
  return names.map((name) => ({ name, min: 0, max: Number.POSITIVE_INFINITY, content: { kind: 'ignored' } }));
}

function forbidden(...names: readonly string[]): readonly ElementRule[] {
  return names.map((name) => ({ name, min: 0, max: 1, content: { kind: 'forbidden' } }));
}

/** Lines of free text that one payment may have. */
const REMITTANCE_LINES_MAX = 10;

const codeOrOwn = (name: string, min: 0 | 1): ElementRule => choice(name, [one('Cd', CODE4), one('Prtry', LENGTH.max35)], min);

const account = (name: string, min: 0 | 1): ElementRule => ({
  ...one(name, [
    choice('Id', [one('IBAN', LENGTH.max34), one('Othr', [one('Id', LENGTH.max34), codeOrOwn('SchmeNm', 0), ...ignored('Issr')])]),
    ...ignored('Tp'),
    optional('Ccy', CURRENCY),
    ...ignored('Nm', 'Prxy'),
  ]),
  min,
});

const organisation = one('OrgId', [
  ...ignored('BICOrBEI', 'AnyBIC', 'LEI'),
  many('Othr', [one('Id', LENGTH.max35), codeOrOwn('SchmeNm', 0), ...ignored('Issr')], 2),
]);

const party = (name: string, min: 0 | 1): ElementRule => ({
  ...one(name, [
    optional('Nm', LENGTH.max140),
    ...ignored('PstlAdr'),
    choice('Id', [organisation, ...ignored('PrvtId')], 0),
    ...ignored('CtryOfRes', 'CtctDtls'),
  ]),
  min,
});

const paymentType = optional('PmtTpInf', [
  ...ignored('InstrPrty'),
  // Version .09 allows several service levels.
  { ...codeOrOwn('SvcLvl', 0), max: 3 },
  ...ignored('LclInstrm'),
  codeOrOwn('CtgyPurp', 0),
]);

const agent = (name: string, bic: string, min: 0 | 1): ElementRule => ({
  ...one(name, [one('FinInstnId', [optional(bic, BIC), ...ignored('ClrSysMmbId', 'LEI', 'Nm', 'PstlAdr', 'Othr')]), ...ignored('BrnchId')]),
  min,
});

const reference = optional('Strd', [
  ...ignored('RfrdDocInf', 'RfrdDocAmt'),
  optional('CdtrRefInf', [
    optional('Tp', [choice('CdOrPrtry', [one('Cd', CODE4), one('Prtry', LENGTH.max35)]), ...ignored('Issr')]),
    optional('Ref', LENGTH.max35),
  ]),
  ...ignored('Invcr', 'Invcee', 'TaxRmt', 'GrnshmtRmt', 'AddtlRmtInf'),
]);

/** Every element of a payment may be missing: that is the payment's fault, and not the file's. */
function payment(bic: string): ElementRule {
  return many('CdtTrfTxInf', [
    one('PmtId', [optional('InstrId', LENGTH.max35), one('EndToEndId', LENGTH.max35), ...ignored('UETR')]),
    paymentType,
    choice('Amt', [{ ...one('InstdAmt', DECIMAL), attribute: 'Ccy' }, ...forbidden('EqvtAmt')]),
    ...forbidden('XchgRateInf'),
    ...ignored('ChrgBr'),
    ...forbidden('ChqInstr'),
    ...ignored('UltmtDbtr'),
    ...forbidden('IntrmyAgt1', 'IntrmyAgt1Acct', 'IntrmyAgt2', 'IntrmyAgt2Acct', 'IntrmyAgt3', 'IntrmyAgt3Acct'),
    agent('CdtrAgt', bic, 0),
    ...ignored('CdtrAgtAcct'),
    party('Cdtr', 1),
    account('CdtrAcct', 1),
    ...ignored('UltmtCdtr', 'InstrForCdtrAgt', 'InstrForDbtrAgt', 'Purp', 'RgltryRptg', 'Tax', 'RltdRmtInf'),
    optional('RmtInf', [many('Ustrd', LENGTH.max140, REMITTANCE_LINES_MAX), reference]),
    ...ignored('SplmtryData'),
  ]);
}

function messageOf(version: Pain001Version): ElementRule {
  const isNew = version === 'pain.001.001.09';
  const bic = isNew ? 'BICFI' : 'BIC';
  const header = one('GrpHdr', [
    one('MsgId', LENGTH.max35),
    one('CreDtTm', DATE_TIME),
    ...ignored('Authstn'),
    one('NbOfTxs', COUNT),
    optional('CtrlSum', DECIMAL),
    party('InitgPty', 1),
    ...ignored('FwdgAgt', 'InitnSrc'),
  ]);
  const requestedDate = isNew ? choice('ReqdExctnDt', [one('Dt', DATE), one('DtTm', DATE_TIME)]) : one('ReqdExctnDt', DATE);
  const information = many('PmtInf', [
    one('PmtInfId', LENGTH.max35),
    one('PmtMtd', CODE4),
    ...ignored('BtchBookg'),
    optional('NbOfTxs', COUNT),
    optional('CtrlSum', DECIMAL),
    paymentType,
    requestedDate,
    ...ignored('PoolgAdjstmntDt'),
    party('Dbtr', 1),
    account('DbtrAcct', 1),
    agent('DbtrAgt', bic, 1),
    ...ignored('DbtrAgtAcct', 'InstrForDbtrAgt', 'UltmtDbtr', 'ChrgBr', 'ChrgsAcct', 'ChrgsAcctAgt'),
    { ...payment(bic), min: 1 },
  ]);
  return one('Document', [one('CstmrCdtTrfInitn', [header, { ...information, min: 1 }, ...ignored('SplmtryData')])]);
}

export const STRUCTURES: Readonly<Record<Pain001Version, ElementRule>> = {
  'pain.001.001.03': messageOf('pain.001.001.03'),
  'pain.001.001.09': messageOf('pain.001.001.09'),
};
