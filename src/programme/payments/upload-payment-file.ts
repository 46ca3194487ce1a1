/**
 * Registers a payment file (pain.001). It is read while it arrives, then registered in one
 * transaction: nothing stays of a file that is refused. A payment that is wrong by itself is refused
 * by itself, with its reason.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { giveApproval } from '../core/approval.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { debtorReason } from './debtor-check.ts';
import { PaymentSpool } from './payment-spool.ts';
import { type FileFacts, readIntoSpool, type UploadProgress } from './read-into-spool.ts';
import { BatchRegistry, type RegisteredBatch } from './register-batches.ts';
import { requireUploadHere } from './upload-subscription.ts';

const refuse = refusalsOf({
  messageIdUsed: {
    kind: 'conflict',
    en: 'A file with MsgId {messageId} was uploaded before; if it is another file, give it another MsgId.',
    nb: 'En fil med MsgId {messageId} er lastet opp før; er det en annen fil, så gi den en annen MsgId.',
  },
} as const);

export interface PaymentFileUpload {
  readonly subscriptionId: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** "Registrer og godkjenn": the first approval, too. */
  readonly registerAndApprove: boolean;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

export interface UploadedFile {
  readonly fileId: number;
  readonly messageId: string;
  readonly batches: number;
  readonly payments: number;
  readonly sumMinor: number;
  /** Payments that were not refused. */
  readonly accepted: number;
  readonly acceptedMinor: number;
}

async function requireNewMessageId(sql: Sql, subscriptionId: number, messageId: string): Promise<void> {
  const found = await sql.query('SELECT id FROM payment_file WHERE subscription_id = $1 AND msg_id = $2', [subscriptionId, messageId]);
  if (found.length > 0) throw refuse('messageIdUsed', { messageId });
}

/** Rejects with a Refusal, or with a FileFault when the file is wrong as a whole. */
export async function uploadPaymentFile(office: Office, actor: Actor, upload: PaymentFileUpload): Promise<UploadedFile> {
  const { subscriptionId, chunks, onProgress } = upload;
  const { database } = office;
  await requireUploadHere(database, actor, subscriptionId);
  const spool = await PaymentSpool.open();
  try {
    const facts = await readIntoSpool(spool, {
      chunks,
      onProgress,
      onHeader: (messageId) => requireNewMessageId(database, subscriptionId, messageId),
      onBatch: async ({ debtorAccount: account }) => {
        await debtorReason(database, actor, { account, subscriptionId });
      },
    });
    return await database.transaction((sql) => register(office, sql, { actor, upload, facts, spool }));
  } finally {
    await spool.close();
  }
}

interface Registration {
  readonly actor: Actor;
  readonly upload: PaymentFileUpload;
  readonly facts: FileFacts;
  readonly spool: PaymentSpool;
}

async function register(office: Office, sql: Sql, { actor, upload, facts, spool }: Registration): Promise<UploadedFile> {
  const { subscriptionId, registerAndApprove } = upload;
  const { messageId, version, sha256, payments, sumMinor } = facts;
  const { nowMs, settings } = office;
  const atMs = nowMs();
  await requireUploadHere(sql, actor, subscriptionId);
  await requireNewMessageId(sql, subscriptionId, messageId);
  const [file] = await sql.query<{ id: number }>(
    `INSERT INTO payment_file (subscription_id, msg_id, message_name, uploaded_by, uploaded_at_ms, sha256, payments, sum_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [subscriptionId, messageId, version, actor.userId, atMs, sha256, payments, sumMinor],
  );
  if (file === undefined) throw new Error('A file was inserted without a row.');
  const batches = await new BatchRegistry({ sql, nowMs, settings }, actor, { id: file.id, subscriptionId }).register(spool);
  if (registerAndApprove) await approveOnce(sql, actor, batches, atMs);
  await audit(sql, {
    atMs,
    userId: actor.userId,
    subscriptionId,
    action: 'uploadPaymentFile',
    subject: `file:${file.id}`,
    detail: `${payments} payments`,
  });
  const accepted = batches.reduce((sum, batch) => sum + batch.accepted, 0);
  const acceptedMinor = batches.reduce((sum, batch) => sum + batch.acceptedMinor, 0);
  return { fileId: file.id, messageId, batches: batches.length, payments, sumMinor, accepted, acceptedMinor };
}

async function approveOnce(sql: Sql, actor: Actor, batches: readonly RegisteredBatch[], atMs: number): Promise<void> {
  for (const { id, debtorAccount, reason } of batches) {
    if (reason !== undefined) continue;
    await giveApproval(sql, actor, { subject: 'batch', id, account: debtorAccount, registeredBy: actor.userId, atMs });
  }
}
