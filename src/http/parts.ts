/** What all routes share: the parts of the server, and Fastify with zod schemas. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:net';
import { type FastifyServerFactory, fastify } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { RequestHandler } from '../authorizer/exchange.ts';
import type { Faults } from '../authorizer/faults/faults.ts';
import type { TestCardFile } from '../cards/test-card-file.ts';
import type { CardService } from '../issuing/card-service.ts';
import type { Turns } from '../issuing/turns.ts';
import type { Clock } from '../limits/clock/clock.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { Store } from '../limits/store.ts';
import type { PinEncrypter } from '../pin/pin-verifier.ts';
import type { Office } from '../programme/core/office.ts';
import type { Audit } from './access/audit-line.ts';
import type { HttpAccess } from './access/http-access.ts';
import type { Activity } from './activity/activity.ts';
import { problemOf, UNREADABLE } from './error-answer.ts';
import type { HttpLimits } from './http-limits.ts';
import type { HttpMetrics } from './http-metrics.ts';
import type { Inspector } from './inspections/inspector.ts';
import type { LargeRequests } from './large-requests.ts';
import { answerUnreadable } from './listener.ts';
import type { LoadRuns } from './load/load-runs.ts';
import type { TerminalListener } from './load/own-listeners.ts';
import { PROBLEM_TYPE, PROBLEMS, problemBody } from './problem.ts';
import { PROBLEM } from './schema/problem.ts';
import type { ServerInfo } from './schema/server-info.ts';
import type { Replays } from './traces/replays.ts';
import type { OwnJournal, Traces } from './traces/traces.ts';

/** Unique over restarts: a random start, and a number. */
function requestIds(): () => string {
  const start = randomBytes(4).toString('hex');
  let requests = 0;
  return () => {
    requests += 1;
    return `${start}-${requests}`;
  };
}

/**
 * In the place of Fastify's compilers of JSON Schema, which take a tenth of a second to load: those set
 * below are used.
 */
function noCompiler(): never {
  throw new Error('Fastify asked for a compiler of JSON Schema.');
}

/**
 * Response schemas document the routes, and are checked by the compiler and by tests. They do not
 * run for each response: that would cost more than the decision of a transaction.
 */
export function zodFastify(serverFactory: FastifyServerFactory, metrics: HttpMetrics) {
  const app = fastify({
    logger: false,
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    genReqId: requestIds(),
    serverFactory,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, metrics),
    frameworkErrors: (error, _request, reply) => {
      const problem = problemOf(error) ?? UNREADABLE;
      const { raw } = reply.hijack();
      const body = JSON.stringify(problemBody(problem));
      const headers = { 'content-type': PROBLEM_TYPE, 'content-length': Buffer.byteLength(body) };
      raw.writeHead(PROBLEMS[problem.code].status, headers).end(body);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  return app.withTypeProvider<ZodTypeProvider>();
}

export type ZodFastify = ReturnType<typeof zodFastify>;

/** The response schemas of a route by status; all errors have the same body. */
export function responses<const R extends Readonly<Record<number, z.ZodType>>>(byStatus: R) {
  return { ...byStatus, '4xx': PROBLEM, '5xx': PROBLEM };
}

export interface HttpParts {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly store: Store;
  readonly clock: Clock;
  /** The limit profiles that the store decides by. */
  readonly profiles: ProfileSet;
  readonly cards: CardService;
  /** The back office; undefined without one. */
  readonly office?: Office | undefined;
  readonly handler: RequestHandler;
  /** Makes PIN blocks of clear PINs; undefined unless the keys are test keys. */
  readonly pinEncrypter: PinEncrypter | undefined;
  /** The file of test cards; undefined without one, and unless the keys are test keys. */
  readonly testCards: Pick<TestCardFile, 'path'> | undefined;
  readonly metrics: HttpMetrics;
  /** What the server tells of itself. */
  readonly info: () => ServerInfo;
  /** Of the log of the server. */
  readonly logLevel: { level: string };
  readonly faults: Faults;
  readonly runs: RunSettings;
  readonly inDoubt: { readonly count: number };
  /** Default OPEN_ACCESS. */
  readonly access?: HttpAccess;
  /** Default NO_AUDIT. */
  readonly audit?: Audit;
  /** Default HTTP_LIMITS. */
  readonly limits?: HttpLimits;
  /** Puts TLS before the listener. Undefined: HTTP, not HTTPS. */
  readonly secure?: ((server: Server) => void) | undefined;
}

/** What load runs and replays are made with. */
export interface RunSettings {
  /** The open listeners for terminals. */
  readonly listeners: readonly TerminalListener[];
  /** The file of the key ring. */
  readonly keys: string;
  /** Load may go to another host. */
  readonly allowRemote: boolean;
  readonly journal: OwnJournal;
}

/** What routes get: the parts, and what all requests share. */
export interface RouteParts extends HttpParts {
  readonly turns: Turns;
  readonly large: LargeRequests;
  readonly activity: Activity;
  readonly inspector: Inspector;
  readonly loadRuns: LoadRuns;
  readonly traces: Traces;
  readonly replays: Replays;
  readonly bodyTimeoutMs: number;
}
