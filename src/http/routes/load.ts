/** Load runs: start, list, follow and stop them, and read their reports. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { HttpError } from '../error.ts';
import type { LoadRun } from '../load/load-run.ts';
import { refusalOf } from '../load/own-listeners.ts';
import { WORKLOAD_NAMES } from '../load/workloads.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import {
  LOAD_ORDER,
  LOAD_REPORT,
  LOAD_REPORT_PAGE,
  LOAD_REPORT_QUERY,
  LOAD_RUN,
  LOAD_RUN_PARAMS,
  LOAD_RUN_STREAM,
  LOAD_RUNS,
  LOAD_TARGETS,
  type ShownLoadRun,
} from '../schema/load.ts';

/** The report has a style sheet of its own and no script; nothing is fetched. */
const REPORT_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

function shown({ shown }: LoadRun): ShownLoadRun {
  if (shown === undefined) throw new Error('A run is listed once it has begun.');
  return shown;
}

/** A browser sends the id of the last event that it got when it connects again. */
function lastEventOf(id: string | string[] | undefined): number {
  if (id === undefined || id === '') return 0;
  if (typeof id === 'string' && /^\d{1,9}$/.test(id)) return Number(id);
  throw new HttpError('badRequest', 'In the headers, last-event-id: must be the id of an event of this stream; leave it out for all.');
}

async function sendFile(reply: FastifyReply, path: string, type: string): Promise<FastifyReply> {
  const { size } = await stat(path);
  return reply.type(type).header('content-length', size).send(createReadStream(path));
}

export function loadRoutes(app: ZodFastify, { loadRuns, runs }: RouteParts): void {
  const one = { params: LOAD_RUN_PARAMS, response: responses({ 200: LOAD_RUN }) };

  app.get('/v1/load-targets', { schema: { response: responses({ 200: LOAD_TARGETS }) } }, async () => ({
    listeners: runs.listeners.map((each) => ({
      codec: each.codec,
      port: each.port,
      tls: each.tls !== undefined,
      refusal: refusalOf(each),
    })),
    workloads: WORKLOAD_NAMES,
    allowRemote: runs.allowRemote,
  }));

  const start = { body: LOAD_ORDER, response: responses({ 201: LOAD_RUN }) };
  app.post('/v1/load-runs', { config: { bodyLimit: 'load' }, schema: start }, async ({ body }, reply) =>
    reply.status(201).send(shown(await loadRuns.start(body))),
  );

  app.get('/v1/load-runs', { schema: { response: responses({ 200: LOAD_RUNS }) } }, async () => ({ runs: loadRuns.list() }));

  app.get('/v1/load-runs/:run', { schema: one }, async ({ params }) => shown(loadRuns.find(params.run)));

  app.post('/v1/load-runs/:run/stop', { schema: one }, async ({ params }) => {
    const run = loadRuns.find(params.run);
    run.stop();
    return shown(run);
  });

  const follow = { params: LOAD_RUN_PARAMS, response: responses({ 200: LOAD_RUN_STREAM }) };
  app.get('/v1/load-runs/:run/events', { schema: follow, exposeHeadRoute: false }, async ({ params, headers }, reply) => {
    const run = loadRuns.find(params.run);
    const after = lastEventOf(headers['last-event-id']);
    loadRuns.mustHaveRoom();
    reply.hijack();
    run.events.open(reply.raw, shown(run), after);
    return reply;
  });

  const json = { params: LOAD_RUN_PARAMS, response: responses({ 200: LOAD_REPORT }) };
  app.get(
    '/v1/load-runs/:run/report',
    { schema: json, exposeHeadRoute: false },
    async ({ params }, reply) => sendFile(reply, await loadRuns.report(params.run, 'json'), 'application/json; charset=utf-8') as never,
  );

  const page = { params: LOAD_RUN_PARAMS, querystring: LOAD_REPORT_QUERY, response: responses({ 200: LOAD_REPORT_PAGE }) };
  app.get('/v1/load-runs/:run/report.html', { schema: page, exposeHeadRoute: false }, async ({ params, query }, reply) => {
    const path = await loadRuns.report(params.run, query.lang);
    reply.headers(REPORT_HEADERS);
    return sendFile(reply, path, 'text/html; charset=utf-8') as never;
  });
}
