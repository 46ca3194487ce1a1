/** The HTTP server: routes, error responses, start and stop. */
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { listenError } from '../authorizer/connections/listen.ts';
import { FaultRuleError } from '../authorizer/faults/file/rule-file.ts';
import { CardFileError } from '../cards/card-file.ts';
import { CardServiceError } from '../issuing/card-service.ts';
import { StoreError, type StoreErrorCode } from '../limits/store.ts';
import { HttpError } from './error.ts';
import { guard } from './guard.ts';
import { BODY_BYTES_MAX, type HttpMetrics, type HttpParts, type ZodFastify, zodFastify } from './parts.ts';
import { cardRoutes } from './routes/cards.ts';
import { explainRoutes } from './routes/explain.ts';
import { faultRoutes } from './routes/faults.ts';
import { healthRoutes } from './routes/health.ts';
import { journalRoutes } from './routes/journal.ts';
import { transactionRoutes } from './routes/transactions.ts';
import { verifyRoutes } from './routes/verify.ts';

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

const STORE_STATUS: Record<StoreErrorCode, number> = { unreachable: 503, refused: 409, faulty: 500 };

interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly error: string;
}

/** Fastify's messages may quote the request, so each of its errors gets a message of ours. */
const FASTIFY_ERRORS: Readonly<Record<string, ErrorAnswer>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'bodyTooLarge',
    error: `The body is longer than ${BODY_BYTES_MAX} bytes; send it in parts.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'notJson', error: 'Send JSON with the header content-type: application/json.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'badJson', error: 'The body is empty; send a JSON object.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'badJson', error: 'The body is no JSON; send a JSON object.' },
};

function validationAnswer(error: FastifyError): ErrorAnswer {
  const [first] = error.validation ?? [];
  const field = first?.instancePath.split('/').filter(Boolean).join('.') || 'the whole';
  const where = error.validationContext ?? 'request';
  return { status: 400, code: 'badRequest', error: `In the ${where}, ${field}: ${first?.message ?? 'is wrong'}.` };
}

function answerTo(error: FastifyError | Error): ErrorAnswer | undefined {
  if (error instanceof HttpError) return { status: error.status, code: error.code, error: error.message };
  if (error instanceof CardServiceError || error instanceof CardFileError || error instanceof FaultRuleError)
    return { status: 400, code: 'badRequest', error: error.message };
  if (error instanceof StoreError) return { status: STORE_STATUS[error.code], code: error.code, error: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return validationAnswer(error);
  if (error instanceof SyntaxError) return FASTIFY_ERRORS['FST_ERR_CTP_INVALID_JSON_BODY'];
  return 'code' in error && typeof error.code === 'string' ? FASTIFY_ERRORS[error.code] : undefined;
}

function setErrorAnswers(app: ZodFastify, metrics: HttpMetrics): void {
  app.setErrorHandler((thrown: FastifyError, _request, reply) => {
    const answer = answerTo(thrown);
    if (answer === undefined) metrics.fault('http', thrown);
    const { status, code, error } = answer ?? { status: 500, code: 'fault', error: 'A fault inside the server; its log says where.' };
    return reply.status(status).send({ error, code });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({ error: 'There is no such path; docs/operating.md lists them.', code: 'noSuchPath' }),
  );
}

/**
 * While the server closes, also ends connections after their last response. Fastify would otherwise
 * wait until the client of a kept-alive connection leaves.
 */
function closerOf(app: ZodFastify): () => Promise<void> {
  let isClosing = false;
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => {
      if (isClosing) request.raw.socket.destroySoon();
    });
  });
  return () => {
    isClosing = true;
    return app.close();
  };
}

/** Rejects with a ListenError when it cannot listen at the address. */
export async function startHttp(parts: HttpParts): Promise<HttpServer> {
  const app = zodFastify();
  setErrorAnswers(app, parts.metrics);
  app.addHook('onRequest', guard);
  const close = closerOf(app);
  healthRoutes(app, parts);
  cardRoutes(app, parts);
  explainRoutes(app, parts);
  transactionRoutes(app, parts);
  verifyRoutes(app, parts);
  faultRoutes(app, parts);
  journalRoutes(app, parts);
  try {
    await app.listen({ host: parts.host, port: parts.port });
  } catch (error) {
    await app.close();
    throw listenError(error, parts.host, parts.port, 'HTTP');
  }
  const address = app.server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : parts.port, close };
}
