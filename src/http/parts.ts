/** What every route works with: the parts of the server, and fastify with zod schemas. */
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

/** Counts faults of requests, and answers GET /metrics. */
export interface HttpMetrics {
  fault(where: string, error: unknown): void;
  readonly registry: { readonly contentType: string };
  /** In the text format of Prometheus. */
  text(): Promise<string>;
}

/** A card file entry takes some 120 bytes; this holds 100,000 of them. */
export const BODY_BYTES_MAX = 16_777_216;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Schemas of answers are checked by the compiler and by tests, and document the routes; they are not run per answer,
 * which would cost a transaction more than its decision does.
 */
export function zodFastify() {
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle' });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  return app.withTypeProvider<ZodTypeProvider>();
}

export type ZodFastify = ReturnType<typeof zodFastify>;

/** The answers of a route by status: those given, and the error body for every other one. */
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
