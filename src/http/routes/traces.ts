/** Traces and their replays: upload, export, list, read, delete; replay and read what differs. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { BODY_LIMITS } from '../body/body-limits.ts';
import { isLines, NDJSON_TYPE } from '../body/content-types.ts';
import { bodyChunks } from '../body/read-body.ts';
import { HttpError } from '../error.ts';
import { fingerprinted } from '../idempotency/idempotency.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import {
  REPLAY,
  REPLAY_ORDER,
  REPLAY_PARAMS,
  REPLAYS,
  TRACE,
  TRACE_EXPORT,
  TRACE_LINES,
  TRACE_PARAMS,
  TRACE_QUERY,
  TRACES,
} from '../schema/trace.ts';
import { TRACES_BYTES_MAX, type TraceFiles } from '../traces/trace-files.ts';

function listed(files: TraceFiles) {
  return { traces: files.list(), bytes: files.bytes, bytesMax: TRACES_BYTES_MAX };
}

export function traceRoutes(app: ZodFastify, parts: RouteParts): void {
  uploadRoutes(app, parts);
  const { files } = parts.traces;
  app.get('/v1/traces', { schema: { response: responses({ 200: TRACES }) } }, async () => listed(files));

  const read = { params: TRACE_PARAMS, response: responses({ 200: TRACE_LINES }) };
  app.get('/v1/traces/:trace', { schema: read, exposeHeadRoute: false }, async ({ params }, reply) => {
    const { id } = files.find(params.trace);
    const path = await files.path(id);
    const { size } = await stat(path);
    reply.headers({
      'content-length': size,
      'content-disposition': `attachment; filename="${id}.ndjson"`,
      'x-content-type-options': 'nosniff',
    });
    return reply.type(NDJSON_TYPE).send(createReadStream(path) as never);
  });

  app.delete('/v1/traces/:trace', { schema: { params: TRACE_PARAMS, response: responses({ 200: TRACES }) } }, async ({ params }) => {
    await files.delete(params.trace);
    return listed(files);
  });
  replayRoutes(app, parts);
}

function uploadRoutes(app: ZodFastify, { traces, large, bodyTimeoutMs }: RouteParts): void {
  const upload = { querystring: TRACE_QUERY, response: responses({ 201: TRACE }) };
  app.post('/v1/traces', { config: { bodyLimit: 'trace' }, schema: upload }, async (request, reply) => {
    const { raw, headers, query } = request;
    if (!isLines(headers['content-type'])) {
      throw new HttpError('notJson', `A trace is lines of JSON; send it with the header content-type: ${NDJSON_TYPE}.`);
    }
    const bytesMax = Number(headers['content-length'] ?? BODY_LIMITS.trace.bytesMax);
    const trace = await large.run(reply.raw, () =>
      traces.upload(query.name, bytesMax, fingerprinted(request, bodyChunks(raw, BODY_LIMITS.trace, bodyTimeoutMs))),
    );
    return reply.status(201).send(trace);
  });

  const order = { body: TRACE_EXPORT, response: responses({ 201: TRACE }) };
  app.post('/v1/traces/export', { schema: order }, async ({ body }, reply) => {
    const trace = await large.run(reply.raw, () => traces.export(body));
    return reply.status(201).send(trace);
  });
}

function replayRoutes(app: ZodFastify, { replays }: RouteParts): void {
  const start = { params: TRACE_PARAMS, body: REPLAY_ORDER, response: responses({ 202: REPLAY }) };
  app.post('/v1/traces/:trace/replay', { schema: start }, async ({ params, body }, reply) =>
    reply.status(202).send(await replays.start(params.trace, body)),
  );

  app.get('/v1/replays', { schema: { response: responses({ 200: REPLAYS }) } }, async () => ({ replays: replays.list() }));

  const one = { params: REPLAY_PARAMS, response: responses({ 200: REPLAY }) };
  app.get('/v1/replays/:replay', { schema: one }, async ({ params }) => replays.find(params.replay));
  app.post('/v1/replays/:replay/stop', { schema: one }, async ({ params }) => replays.stop(params.replay));
}
