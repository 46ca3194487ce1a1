/** What all routes share: the parts of the server, and Fastify with zod schemas. */
import { fastify } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { RequestHandler } from '../authorizer/exchange.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import type { CardService } from '../issuing/card-service.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { Store } from '../limits/store.ts';
import type { PinEncrypter } from '../pin/pin-verifier.ts';
import { ERROR } from './schema/error.ts';

/** Counts internal errors of requests, and answers GET /metrics. */
export interface HttpMetrics {
  fault(where: string, error: unknown): void;
  readonly registry: { readonly contentType: string };
  /** In the Prometheus text format. */
  text(): Promise<string>;
}

/** Enough for 100,000 entries of a card file, of about 120 bytes each. */
export const BODY_BYTES_MAX = 16_777_216;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Response schemas document the routes, and are checked by the compiler and by tests. They do not
 * run for each response: that would cost more than the decision of a transaction.
 */
export function zodFastify() {
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle' });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  return app.withTypeProvider<ZodTypeProvider>();
}

export type ZodFastify = ReturnType<typeof zodFastify>;

/** The response schemas of a route by status; all errors have the same body. */
export function responses<const R extends Readonly<Record<number, z.ZodType>>>(byStatus: R) {
  return { ...byStatus, '4xx': ERROR, '5xx': ERROR };
}

export interface HttpParts {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly store: Store;
  /** The limit profiles that the store decides by. */
  readonly profiles: ProfileSet;
  readonly cards: CardService;
  readonly handler: RequestHandler;
  /** Makes PIN blocks of clear PINs; undefined unless the keys are test keys. */
  readonly pinEncrypter: PinEncrypter | undefined;
  readonly metrics: HttpMetrics;
  readonly faults: Faults;
}
