/** Documentation of the routes of payment files. */
import type { Operations } from '../../operation.ts';
import { EXAMPLE_ACCOUNTS, EXAMPLE_AT_MS, EXAMPLE_LOADING, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const NO_FILE = { notFound: 'There is no payment file 9 that SAK001 may see.' } as const;

/** One payment of 2,500 NOK. */
export const EXAMPLE_FILE = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>SOS-1</MsgId><CreDtTm>2026-11-30T09:12:00</CreDtTm><NbOfTxs>1</NbOfTxs><CtrlSum>2500.00</CtrlSum>
<InitgPty><Nm>Bydelens sosialtjeneste</Nm><Id><OrgId><Othr><Id>974760673</Id><SchmeNm><Cd>CUST</Cd></SchmeNm></Othr></OrgId></Id></InitgPty></GrpHdr>
<PmtInf><PmtInfId>SOS-1-1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>1</NbOfTxs><CtrlSum>2500.00</CtrlSum>
<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf><ReqdExctnDt>2099-01-05</ReqdExctnDt>
<Dbtr><Nm>Bydelens sosialtjeneste</Nm></Dbtr>
<DbtrAcct><Id><Othr><Id>${EXAMPLE_LOADING}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id><Ccy>NOK</Ccy></DbtrAcct>
<DbtrAgt><FinInstnId><BIC>DNBANOKK</BIC></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><EndToEndId>K-42</EndToEndId></PmtId><Amt><InstdAmt Ccy="NOK">2500.00</InstdAmt></Amt>
<Cdtr><Nm>K-42</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${EXAMPLE_ACCOUNTS[0]}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>
<RmtInf><Ustrd>Stonad</Ustrd></RmtInf></CdtTrfTxInf></PmtInf>
</CstmrCdtTrfInitn></Document>
`;

export const PAYMENT_OPERATIONS: Operations = {
  'POST /v1/programme/subscriptions/{subscription}/payment-files': {
    id: 'uploadPaymentFile',
    tag: 'Programme',
    summary: 'Upload a payment file',
    description:
      'A pain.001 as application/xml, with an Idempotency-Key; up to 256 MiB and 200,000 payments, read as it arrives. A file that is wrong as a whole is refused with line and column, and nothing of it stays; a payment that is wrong by itself is refused by itself. `approve` gives the first approval too ("Registrer og godkjenn").',
    user: EXAMPLE_USERS.clerk,
    query: { approve: 'false' },
    bodyType: 'application/xml',
    body: EXAMPLE_FILE,
    answer: { fileId: 1, messageId: 'SOS-1', batches: 1, payments: 1, sumMinor: 250_000, accepted: 1, acceptedMinor: 250_000 },
    problems: {
      ...OFFICE_PROBLEMS,
      notXml: 'Send the payment file as it is, with the header content-type: application/xml.',
      keyMissing: 'Send the header Idempotency-Key with a text of your own, a new one for each upload.',
      bodyTooLarge: 'The body is longer than 268435456 bytes; split the file into several.',
      conflict: 'A file with MsgId SOS-1 was uploaded before; if it is another file, give it another MsgId.',
      invalid: 'Line 3, column 61: CtrlSum of GrpHdr says 2500.00, but the amounts add up to 2400.00.',
    },
  },
  'GET /v1/programme/subscriptions/{subscription}/payment-files': {
    id: 'listPaymentFiles',
    tag: 'Programme',
    summary: 'List the payment files of a subscription',
    description: 'The newest first, with the number of batches by where they stand.',
    user: EXAMPLE_USERS.clerk,
    answer: {
      files: [
        {
          fileId: 1,
          messageId: 'SOS-1',
          uploadedBy: EXAMPLE_USERS.clerk,
          uploadedAtMs: EXAMPLE_AT_MS,
          payments: 1,
          sumMinor: 250_000,
          batches: { registered: 1, approved: 0, executed: 0, rejected: 0 },
        },
      ],
    },
    problems: OFFICE_PROBLEMS,
  },
  'GET /v1/programme/payment-files/{file}/payments': {
    id: 'listPayments',
    tag: 'Programme',
    summary: 'List the payments of a file',
    description: 'With the reason of each that was refused; `refused` shows those only.',
    user: EXAMPLE_USERS.clerk,
    query: { refused: 'false' },
    answer: {
      payments: [
        {
          paymentId: 1,
          batchId: 1,
          position: 1,
          endToEndId: 'K-42',
          creditorAccount: EXAMPLE_ACCOUNTS[0],
          creditorName: 'K-42',
          amountMinor: 250_000,
          remittance: 'Stonad',
          status: 'registered',
          reasonCode: '',
          reason: '',
        },
      ],
    },
    problems: { ...OFFICE_PROBLEMS, ...NO_FILE },
  },
  'GET /v1/programme/payment-files/{file}/status': {
    id: 'downloadPaymentStatus',
    tag: 'Programme',
    summary: 'Download where a payment file stands',
    description: 'A pain.002: ACTC, PDNG, ACCP, ACWC, PART, ACSC or RJCT, with the reason codes of ISO 20022.',
    user: EXAMPLE_USERS.clerk,
    answerType: 'application/xml',
    answer: '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">…</Document>',
    problems: { ...OFFICE_PROBLEMS, ...NO_FILE },
  },
  'GET /v1/programme/subscriptions/{subscription}/batches': {
    id: 'listBatchesToApprove',
    tag: 'Programme',
    summary: 'List the batches that wait for approval',
    description: 'Those of accounts that the user may approve on.',
    user: EXAMPLE_USERS.clerk,
    answer: {
      batches: [
        {
          batchId: 1,
          fileId: 1,
          messageId: 'SOS-1',
          paymentInformationId: 'SOS-1-1',
          debtorAccount: EXAMPLE_LOADING,
          requestedOn: '2099-01-05',
          payments: 1,
          accepted: 1,
          acceptedMinor: 250_000,
          registeredBy: EXAMPLE_USERS.clerk,
          approvedBy: [],
          mayApprove: true,
        },
      ],
    },
    problems: OFFICE_PROBLEMS,
  },
  'POST /v1/programme/batches/approve': {
    id: 'approveBatches',
    tag: 'Programme',
    summary: 'Approve batches with a code of the calculator',
    description:
      'All of those that are ticked, or none. The second approval, by another person, sets the day: by 14:30 the same banking day.',
    user: EXAMPLE_USERS.clerk,
    body: { batchIds: [1], code: '755224' },
    answer: { batches: [{ batchId: 1 }] },
    problems: {
      ...OFFICE_PROBLEMS,
      notAllowed: 'SAK001 may not approve on account 86011100203; an administrator grants the right "Godkjenne".',
      conflict: 'SAK001 has approved batch 1 already; the second approval must be given by another person.',
      invalid: 'The code is not one of the calculator 40000003; press it again.',
    },
  },
  'POST /v1/programme/batches/withdraw': {
    id: 'withdrawBatches',
    tag: 'Programme',
    summary: 'Take batches back before their second approval',
    description: 'All of them or none.',
    user: EXAMPLE_USERS.clerk,
    body: { batchIds: [1] },
    answer: { withdrawn: 1 },
    problems: { ...OFFICE_PROBLEMS, conflict: 'Batch 1 does not wait for approval any more; update the list.' },
  },
};
