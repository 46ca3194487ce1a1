/** The HTTP listener below Fastify: its limits on headers, connections, time and requests per turn. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Admission } from './admission.ts';
import { rawAnswer, unreadableProblem } from './error-answer.ts';
import { HEADER_BYTES_MAX, type HttpLimits } from './http-limits.ts';
import type { HttpMetrics } from './http-metrics.ts';

/** How often Node looks for requests whose headers are late. */
const CHECK_MS = 1_000;

export interface HttpListener {
  readonly server: Server;
  readonly admission: Admission;
  /** Open connections. */
  connections(): number;
}

export function createHttpListener(handler: RequestListener, limits: HttpLimits, metrics: HttpMetrics): HttpListener {
  const admission = new Admission(handler, () => metrics.httpRefused('tooManyUnanswered'));
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: limits.headersTimeoutMs,
      // Bodies have a time of their own: an import may take long while the server works on it.
      requestTimeout: 0,
      keepAliveTimeout: limits.idleTimeoutMs,
      connectionsCheckingInterval: Math.min(CHECK_MS, limits.headersTimeoutMs),
    },
    (request, response) => admission.admit(request, response),
  );
  server.maxConnections = limits.connectionsMax;
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
  });
  server.on('drop', () => metrics.httpRefused('tooManyConnections'));
  server.setTimeout(limits.bodyTimeoutMs);
  server.on('timeout', (socket) => {
    // Nothing moves because the server works on it: not the client's doing.
    const waitsForUs = admission.unanswered(socket) > 0 && socket.writableLength === 0;
    if (!waitsForUs) socket.destroy();
  });
  return { server, admission, connections: () => connections };
}

/** Answers what Node's parser refused, and closes the connection. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket, metrics: HttpMetrics): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) {
    socket.destroy();
    return;
  }
  const problem = unreadableProblem(error.code);
  metrics.httpRefused(problem.code);
  if (socket.writable) socket.end(rawAnswer(problem), () => socket.destroy());
  else socket.destroy();
}
