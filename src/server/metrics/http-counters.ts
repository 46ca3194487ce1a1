/** Counts what the HTTP side refuses, and shows what it holds. */
import { Counter, type Registry } from 'prom-client';
import type { HttpLoad } from '../../http/server.ts';
import { addGauge } from './gauges.ts';

const NO_LOAD: HttpLoad = { connections: 0, waiting: 0, largeRequests: 0, activityStreams: 0 };

export class HttpCounters {
  /** Read when /metrics is requested. */
  load: () => HttpLoad = () => NO_LOAD;
  readonly #refused: Counter<'reason'>;
  readonly #gone: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#refused = new Counter({
      name: 'aksept_http_refused_total',
      help: 'HTTP requests and connections beyond a limit.',
      labelNames: ['reason'],
      registers,
    });
    this.#gone = new Counter({ name: 'aksept_http_clients_gone_total', help: 'HTTP clients that left before their answer.', registers });
    const add = (name: string, help: string, read: (load: HttpLoad) => number): void => {
      const load = (): HttpLoad => this.load();
      addGauge(registry, name, help, () => read(load()));
    };
    add('aksept_http_connections', 'Open HTTP connections.', ({ connections }) => connections);
    add('aksept_http_waiting', 'HTTP requests that wait to be started.', ({ waiting }) => waiting);
    add('aksept_http_large_requests', 'Imports, large orders and verifications that run.', ({ largeRequests }) => largeRequests);
    add('aksept_http_activity_streams', 'Open streams of activity.', ({ activityStreams }) => activityStreams);
  }

  refused(reason: string): void {
    this.#refused.inc({ reason });
  }

  clientGone(): void {
    this.#gone.inc();
  }
}
