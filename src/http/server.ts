/** The HTTP server: routes, error responses, start and stop. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyError, FastifyReply, FastifyServerFactory } from 'fastify';
import { listenError } from '../authorizer/connections/listen.ts';
import type { Turns } from '../issuing/turns.ts';
import { accessCheck, declareAccess } from './access/access.ts';
import { auditChanges } from './access/audit.ts';
import { NO_AUDIT } from './access/audit-line.ts';
import { OPEN_ACCESS } from './access/http-access.ts';
import { Activity } from './activity/activity.ts';
import { BODY_LIMITS } from './body/body-limits.ts';
import { addBodyParsers } from './body/body-parsers.ts';
import { discardRest } from './body/discard-rest.ts';
import { bodyChunks } from './body/read-body.ts';
import { HttpError, isClientGone } from './error.ts';
import { problemOf, URL_TOO_LONG } from './error-answer.ts';
import { checkContentType, checkHost, checkOrigin } from './guard.ts';
import { HTTP_LIMITS, URL_BYTES_MAX } from './http-limits.ts';
import type { HttpMetrics } from './http-metrics.ts';
import { answerRepeats } from './idempotency/idempotency.ts';
import { Inspector } from './inspections/inspector.ts';
import { ResidentProcesses } from './jobs/resident-processes.ts';
import { ScratchFolder } from './jobs/scratch-folder.ts';
import { SideProcesses } from './jobs/side-processes.ts';
import { LargeRequests } from './large-requests.ts';
import { createHttpListener, type HttpListener } from './listener.ts';
import { LoadRuns } from './load/load-runs.ts';
import { otherMethods } from './methods.ts';
import { recordRoutes } from './openapi/recorded-routes.ts';
import { type HttpParts, type RouteParts, type ZodFastify, zodFastify } from './parts.ts';
import { PROBLEM_TYPE, PROBLEMS, type Problem, problemBody } from './problem.ts';
import { decorateUsers, languageOf } from './programme/office-user.ts';
import { programmeRoutes } from './programme/programme-routes.ts';
import { refusalProblem } from './programme/refusal-problem.ts';
import { checkQueryParameters } from './query-parameters.ts';
import { activityRoutes } from './routes/activity.ts';
import { cardRoutes } from './routes/cards.ts';
import { clockRoutes } from './routes/clock.ts';
import { consoleRoutes } from './routes/console.ts';
import { documentationRoutes } from './routes/documentation.ts';
import { encodeRoutes } from './routes/encode.ts';
import { explainRoutes } from './routes/explain.ts';
import { faultRoutes } from './routes/faults.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/import.ts';
import { inspectRoutes } from './routes/inspect.ts';
import { journalRoutes } from './routes/journal.ts';
import { loadRoutes } from './routes/load.ts';
import { logLevelRoutes } from './routes/log-level.ts';
import { profileRoutes } from './routes/profiles.ts';
import { settingRoutes } from './routes/settings.ts';
import { testCardRoutes } from './routes/test-cards.ts';
import { traceRoutes } from './routes/traces.ts';
import { transactionRoutes } from './routes/transactions.ts';
import { verifyRoutes } from './routes/verify.ts';
import { Replays } from './traces/replays.ts';
import { TraceFiles } from './traces/trace-files.ts';
import { TRACE_PROGRAM } from './traces/trace-process.ts';
import { Traces } from './traces/traces.ts';

/** What the HTTP side holds now. */
export interface HttpLoad {
  readonly connections: number;
  /** Requests that wait for their turn of the event loop. */
  readonly waiting: number;
  readonly largeRequests: number;
  readonly activityStreams: number;
}

export interface HttpServer {
  readonly port: number;
  load(): HttpLoad;
  close(): Promise<void>;
}

/**
 * Before a body that is too large is refused and its rest is read, one to two of these: clients that
 * send one after the other would otherwise keep the event loop busy with connections and bytes that
 * nobody wants. Its length differs, so that clients that began together do not stay together.
 */
const LARGE_REFUSAL_PAUSE_MS = 150;

/** Refusals for a limit, which are counted. */
const STATUSES_COUNTED: readonly number[] = [401, 408, 413, 414, 429, 431, 503];

/** A reset would reach a client that is still sending before the answer does. */
function keepForRest(reply: FastifyReply, raw: IncomingMessage, turns: Turns): void {
  reply.removeHeader('connection');
  discardRest(raw, turns);
}

const FAULT: Problem = { code: 'fault', detail: 'A fault inside the server; its log says where.' };

/** As bytes: Fastify adds a charset to the type of a text, and JSON has none. */
function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status } = PROBLEMS[problem.code];
  return reply
    .status(status)
    .headers({ ...problem.headers, 'content-type': PROBLEM_TYPE })
    .send(Buffer.from(JSON.stringify(problemBody(problem))));
}

function setErrorAnswers(app: ZodFastify, metrics: HttpMetrics, turns: Turns): void {
  app.setErrorHandler(async (thrown: FastifyError, request, reply) => {
    const { raw, id } = request;
    if (isClientGone(thrown)) {
      metrics.httpClientGone();
      return sendProblem(reply, { code: 'clientGone', detail: 'The client left.' });
    }
    const problem = refusalProblem(thrown, languageOf(request)) ?? problemOf(thrown) ?? FAULT;
    if (problem === FAULT) metrics.fault('http', thrown, { requestId: id });
    const { status } = PROBLEMS[problem.code];
    if (STATUSES_COUNTED.includes(status) && problem.code !== 'unreachable') metrics.httpRefused(problem.code);
    if (problem.code === 'bodyTooLarge' && !raw.complete) {
      await delay(LARGE_REFUSAL_PAUSE_MS * (1 + Math.random()));
      await turns.next();
    }
    if (status === 408) reply.header('connection', 'close');
    else keepForRest(reply, raw, turns);
    return sendProblem(reply, problem);
  });
}

/** Fastify and the listener below it, whose requests start through the admission. */
function createApp(parts: HttpParts): { readonly app: ZodFastify; readonly listener: () => HttpListener } {
  let listener: HttpListener | undefined;
  const limits = parts.limits ?? HTTP_LIMITS;
  const serverFactory: FastifyServerFactory = (handler) => {
    listener = createHttpListener(handler, limits, parts.metrics);
    parts.secure?.(listener.server);
    return listener.server;
  };
  const app = zodFastify(serverFactory, parts.metrics);
  return {
    app,
    listener: () => {
      if (listener === undefined) throw new Error('Fastify has made no server.');
      return listener;
    },
  };
}

function addRoutes(app: ZodFastify, parts: RouteParts): void {
  healthRoutes(app, parts);
  cardRoutes(app, parts);
  importRoutes(app, parts);
  explainRoutes(app, parts);
  transactionRoutes(app, parts);
  verifyRoutes(app, parts);
  faultRoutes(app, parts);
  journalRoutes(app, parts);
  activityRoutes(app, parts);
  inspectRoutes(app, parts);
  encodeRoutes(app, parts);
  loadRoutes(app, parts);
  traceRoutes(app, parts);
  profileRoutes(app, parts);
  settingRoutes(app, parts);
  clockRoutes(app, parts);
  logLevelRoutes(app, parts);
  testCardRoutes(app, parts);
  programmeRoutes(app, parts);
  consoleRoutes(app);
}

interface Jobs extends Pick<RouteParts, 'inspector' | 'loadRuns' | 'traces' | 'replays'> {
  close(): Promise<void>;
}

/** What runs in processes beside the server. */
function openJobs(parts: HttpParts, turns: Turns): Jobs {
  const { runs, metrics, cards, pinEncrypter, testCards, store, profiles } = parts;
  const processes = new SideProcesses();
  const tracing = new ResidentProcesses(processes, TRACE_PROGRAM);
  const scratch = new ScratchFolder();
  const shared = { metrics, processes, scratch, turns };
  const files = new TraceFiles(scratch);
  const areTestKeys = pinEncrypter !== undefined;
  const loadRuns = new LoadRuns({ ...runs, ...shared, cards, areTestKeys, testCards: testCards?.path });
  return {
    inspector: new Inspector(processes),
    loadRuns,
    traces: new Traces({ files, processes: tracing, store, profiles, journal: runs.journal, turns }),
    replays: new Replays({ ...runs, ...shared, files, processes: tracing, profiles, cards, areTestKeys, testCards: testCards?.path }),
    close: async () => {
      loadRuns.close();
      await processes.close();
      await scratch.close();
    },
  };
}

/** Rejects with a ListenError when it cannot listen at the address. */
export async function startHttp(parts: HttpParts): Promise<HttpServer> {
  const { app, listener } = createApp(parts);
  const { limits = HTTP_LIMITS, access = OPEN_ACCESS, audit = NO_AUDIT } = parts;
  const { bodyTimeoutMs } = limits;
  const large = new LargeRequests();
  const { turns } = parts.cards;
  setErrorAnswers(app, parts.metrics, turns);
  const answerOtherMethods = otherMethods(app);
  const checkAccess = accessCheck(access, audit, () => performance.now());
  // With callbacks: each promise of a hook costs as much as a check of the message.
  app.addHook('onRequest', (request, reply, done) => {
    if ((request.raw.url ?? '').length > URL_BYTES_MAX) throw new HttpError(URL_TOO_LONG.code, URL_TOO_LONG.detail);
    // Who has a token or certificate may call the server by any name.
    if (access.book === undefined) checkHost(request);
    checkOrigin(request);
    checkAccess(request);
    if (answerOtherMethods(request, reply) !== undefined) return;
    checkContentType(request);
    done();
  });
  declareAccess(app, access);
  auditChanges(app, audit);
  decorateUsers(app);
  const routes = recordRoutes(app);
  addBodyParsers(app, { timeoutMs: bodyTimeoutMs, turns });
  answerRepeats(app, { nowMs: Date.now, chunks: ({ raw }) => bodyChunks(raw, BODY_LIMITS.import, bodyTimeoutMs) });
  checkQueryParameters(app);
  const activity = new Activity({ store: parts.store, turns, metrics: parts.metrics });
  const jobs = openJobs(parts, turns);
  app.addHook('preClose', async () => {
    activity.close();
    await jobs.close();
  });
  addRoutes(app, { ...parts, ...jobs, turns, large, activity, bodyTimeoutMs });
  documentationRoutes(app, routes, turns);
  try {
    await app.listen({ host: parts.host, port: parts.port });
  } catch (error) {
    await app.close();
    throw listenError(error, { host: parts.host, port: parts.port, what: 'HTTP', freePort: '--http-port 0' });
  }
  const address = app.server.address();
  const { admission, connections } = listener();
  return {
    port: typeof address === 'object' && address !== null ? address.port : parts.port,
    load: () => ({
      connections: connections(),
      waiting: admission.waiting,
      largeRequests: large.running,
      activityStreams: activity.streams,
    }),
    close: () => {
      admission.close();
      return app.close();
    },
  };
}
