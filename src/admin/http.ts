import { type FastifyError, fastify } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { FaultRuleError } from '../authorizer/faults/fault-file.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import type { Handler } from '../authorizer/handle.ts';
import { listenError } from '../authorizer/listen.ts';
import type { ProfileSet } from '../limits/profile.ts';
import { type Store, StoreError, type StoreErrorCode } from '../limits/store.ts';
import type { PinEncrypter } from '../pin/pin-check.ts';
import { CardFileError } from './card-file.ts';
import { type CardOffice, OfficeError } from './card-office.ts';
import { HttpError } from './http-error.ts';
import { guard } from './http-guard.ts';
import type { Metrics } from './metrics.ts';
import { cardRoutes } from './routes/cards.ts';
import { explainRoutes } from './routes/explain.ts';
import { faultRoutes } from './routes/faults.ts';
import { healthRoutes } from './routes/health.ts';
import { transactionRoutes } from './routes/transactions.ts';
import { verifyRoutes } from './routes/verify.ts';

export interface HttpParts {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly store: Store;
  /** Of the store. */
  readonly profiles: ProfileSet;
  readonly office: CardOffice;
  readonly handler: Handler;
  /** Makes PIN blocks of clear PINs; undefined unless the keys are test keys. */
  readonly pinEncrypter: PinEncrypter | undefined;
  readonly metrics: Metrics;
  readonly faults: Faults;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** What fastify is with schemas in zod. */
export type ZodFastify = ReturnType<typeof zodFastify>;

/** A card file entry takes some 120 bytes; this holds 100,000 of them. */
export const BODY_BYTES_MAX = 16_777_216;
const REQUEST_TIMEOUT_MS = 30_000;

const STORE_STATUS: Record<StoreErrorCode, number> = { unreachable: 503, refused: 409, faulty: 500 };

function zodFastify() {
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle' });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<ZodTypeProvider>();
}

interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly error: string;
}

/** Fastify's own sentences may quote the request, so each of its errors gets one of ours. */
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
  if (error instanceof OfficeError || error instanceof CardFileError || error instanceof FaultRuleError)
    return { status: 400, code: 'badRequest', error: error.message };
  if (error instanceof StoreError) return { status: STORE_STATUS[error.code], code: error.code, error: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return validationAnswer(error);
  if (error instanceof SyntaxError) return FASTIFY_ERRORS['FST_ERR_CTP_INVALID_JSON_BODY'];
  return 'code' in error && typeof error.code === 'string' ? FASTIFY_ERRORS[error.code] : undefined;
}

function setErrorAnswers(app: ZodFastify, metrics: Metrics): void {
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

/** Closes it once; a kept-alive connection whose answer leaves meanwhile would be waited for until its client goes. */
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

/** Rejects with a ListenError when the address can't be had. */
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
  try {
    await app.listen({ host: parts.host, port: parts.port });
  } catch (error) {
    await app.close();
    throw listenError(error, parts.host, parts.port, 'HTTP');
  }
  const address = app.server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : parts.port, close };
}
