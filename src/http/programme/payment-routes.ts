/** Payment files: uploaded as they arrive, approved by two, and answered with pain.002. */
import { approveBatches } from '../../programme/payments/approve-batches.ts';
import { listBatchesToApprove } from '../../programme/payments/list-batches.ts';
import { listFiles } from '../../programme/payments/list-files.ts';
import { listPayments } from '../../programme/payments/list-payments.ts';
import { paymentStatus } from '../../programme/payments/payment-status.ts';
import { uploadPaymentFile } from '../../programme/payments/upload-payment-file.ts';
import { withdrawBatches } from '../../programme/payments/withdraw-batches.ts';
import { BODY_LIMITS } from '../body/body-limits.ts';
import { bodyChunks } from '../body/read-body.ts';
import { fingerprinted } from '../idempotency/idempotency.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import {
  APPROVED_BATCHES,
  BATCH_APPROVAL,
  BATCH_WITHDRAWAL,
  BATCHES,
  FILE_PATH,
  FILES,
  NUMBER_PAGE_QUERY,
  PAYMENTS,
  PAYMENTS_QUERY,
  UPLOAD_QUERY,
  UPLOADED_FILE,
  WITHDRAWN,
} from '../schema/programme/payment.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const FILES_PATH = '/v1/programme/subscriptions/:subscription/payment-files';

export function uploadRoutes(app: ZodFastify, { large, bodyTimeoutMs }: RouteParts, routes: OfficeRoutes): void {
  const schema = { params: SUBSCRIPTION_PATH, querystring: UPLOAD_QUERY, response: responses({ 200: UPLOADED_FILE }) };
  app.post(FILES_PATH, { config: { bodyLimit: 'paymentFile' }, schema }, async (request, reply) => {
    const actor = await routes.actor(request);
    reply.header('content-language', actor.language);
    const chunks = fingerprinted(request, bodyChunks(request.raw, BODY_LIMITS.paymentFile, bodyTimeoutMs));
    return await large.run(reply.raw, () =>
      uploadPaymentFile(routes.office(), actor, {
        subscriptionId: request.params.subscription,
        chunks,
        registerAndApprove: request.query.approve === 'true',
      }),
    );
  });
}

const PAIN002_HEADERS = {
  'content-type': 'application/xml',
  'content-disposition': 'attachment; filename="pain002.xml"',
  'cache-control': 'no-store',
} as const;

export function paymentRoutes(routes: OfficeRoutes): void {
  const files = { params: SUBSCRIPTION_PATH, query: NUMBER_PAGE_QUERY, answer: FILES };
  routes.get(FILES_PATH, files, (office, actor, { params, query }) =>
    listFiles(office, actor, { subscriptionId: params.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  const payments = { params: FILE_PATH, query: PAYMENTS_QUERY, answer: PAYMENTS };
  routes.get('/v1/programme/payment-files/:file/payments', payments, (office, actor, { params, query }) =>
    listPayments(office, actor, {
      fileId: params.file,
      isRefused: query.refused === 'true',
      cursor: query.cursor,
      pageSize: query.limit,
    }),
  );

  const status = { params: FILE_PATH, headers: PAIN002_HEADERS };
  routes.file('/v1/programme/payment-files/:file/status', status, (office, actor, { params }) => paymentStatus(office, actor, params.file));

  const batches = { params: SUBSCRIPTION_PATH, query: NUMBER_PAGE_QUERY, answer: BATCHES };
  routes.get('/v1/programme/subscriptions/:subscription/batches', batches, (office, actor, { params, query }) =>
    listBatchesToApprove(office, actor, { subscriptionId: params.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  const approval = { body: BATCH_APPROVAL, answer: APPROVED_BATCHES };
  routes.post('/v1/programme/batches/approve', approval, async (office, actor, { body }) => ({
    batches: await approveBatches(office, actor, body),
  }));

  routes.post('/v1/programme/batches/withdraw', { body: BATCH_WITHDRAWAL, answer: WITHDRAWN }, async (office, actor, { body }) => {
    await withdrawBatches(office, actor, body.batchIds);
    return { withdrawn: body.batchIds.length };
  });
}
