/** Payment files, their batches and payments. */
import { z } from 'zod';
import { ID, ID_TEXT, TEXT } from './shared.ts';

export const FILE_PATH = z.object({ file: ID_TEXT });

const FLAG = z.enum(['true', 'false']).default('false');

/** `approve`: "Registrer og godkjenn", the first approval too. */
export const UPLOAD_QUERY = z.object({ approve: FLAG });

export const UPLOADED_FILE = z.object({
  fileId: ID,
  messageId: z.string(),
  batches: z.number(),
  payments: z.number(),
  sumMinor: z.number(),
  /** Payments that were not refused. */
  accepted: z.number(),
  acceptedMinor: z.number(),
});

/** The cursor is a number of the last row. */
export const NUMBER_PAGE_QUERY = z.object({
  cursor: ID_TEXT.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const BATCH_COUNTS = z.object({ registered: z.number(), approved: z.number(), executed: z.number(), rejected: z.number() });

export const FILES = z.object({
  files: z
    .array(
      z.object({
        fileId: ID,
        messageId: z.string(),
        uploadedBy: z.string(),
        uploadedAtMs: z.number(),
        payments: z.number(),
        sumMinor: z.number(),
        /** Batches by where they stand. */
        batches: BATCH_COUNTS,
      }),
    )
    .readonly(),
  cursor: z.number().optional(),
});

export const PAYMENTS_QUERY = NUMBER_PAGE_QUERY.extend({ refused: FLAG });

export const PAYMENTS = z.object({
  payments: z
    .array(
      z.object({
        paymentId: z.number(),
        batchId: ID,
        position: z.number(),
        endToEndId: z.string(),
        creditorAccount: z.string(),
        creditorName: z.string(),
        amountMinor: z.number(),
        remittance: z.string(),
        status: z.enum(['registered', 'moving', 'paid', 'rejected', 'returned']),
        /** Of ISO 20022; empty when nothing speaks against it. */
        reasonCode: z.string(),
        /** In the language of the user. */
        reason: z.string(),
      }),
    )
    .readonly(),
  cursor: z.number().optional(),
});

export const BATCHES = z.object({
  batches: z
    .array(
      z.object({
        batchId: ID,
        fileId: ID,
        messageId: z.string(),
        paymentInformationId: z.string(),
        debtorAccount: z.string(),
        requestedOn: z.string(),
        payments: z.number(),
        accepted: z.number(),
        acceptedMinor: z.number(),
        registeredBy: z.string(),
        approvedBy: z.array(z.string()).readonly(),
        mayApprove: z.boolean(),
      }),
    )
    .readonly(),
  cursor: z.number().optional(),
});

const TICKED = z.array(ID).max(1_000);
export const BATCH_APPROVAL = z.strictObject({ batchIds: TICKED, code: TEXT });
/** Without a date, a batch still needs the approval of another person. */
export const APPROVED_BATCHES = z.object({
  batches: z.array(z.object({ batchId: ID, executeOn: z.string().optional() })).readonly(),
});
export const BATCH_WITHDRAWAL = z.strictObject({ batchIds: TICKED });
export const WITHDRAWN = z.object({ withdrawn: z.number() });
