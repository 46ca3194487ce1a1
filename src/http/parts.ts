/** What the routes of the HTTP side work with, and fastify with schemas in zod. */
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RequestHandler } from '../authorizer/exchange.ts';
import type { Faults } from '../authorizer/faults/faults.ts';

import type { CardOffice } from '../issuing/card-service.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { Store } from '../limits/store.ts';
import type { PinEncrypter } from '../pin/pin-verifier.ts';

/** What is told of requests, and what GET /metrics answers. */
export interface HttpMetrics {
  fault(where: string, error: unknown): void;
  readonly registry: { readonly contentType: string };
  /** In the format of Prometheus. */
  text(): Promise<string>;
}

/** A card file entry takes some 120 bytes; this holds 100,000 of them. */
export const BODY_BYTES_MAX = 16_777_216;
const REQUEST_TIMEOUT_MS = 30_000;

export function zodFastify() {
  const app = fastify({ logger: false, bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle' });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<ZodTypeProvider>();
}

export interface HttpParts {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly store: Store;
  /** Of the store. */
  readonly profiles: ProfileSet;
  readonly office: CardOffice;
  readonly handler: RequestHandler;
  /** Makes PIN blocks of clear PINs; undefined unless the keys are test keys. */
  readonly pinEncrypter: PinEncrypter | undefined;
  readonly metrics: HttpMetrics;
  readonly faults: Faults;
}

/** What fastify is with schemas in zod. */
export type ZodFastify = ReturnType<typeof zodFastify>;
