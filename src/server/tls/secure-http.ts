/** HTTPS: TLS before the HTTP listener, with a log of the connections that it refuses. */
import type { Server } from 'node:net';
import type { HttpMetrics } from '../../http/http-metrics.ts';
import type { Log } from '../log.ts';
import { RefusalLog } from '../refusals/refusal-log.ts';
import type { TlsFilesInUse } from './tls-files-in-use.ts';

export interface SecureHttp {
  /** Puts TLS before a listener; undefined: HTTP stays as it is. */
  readonly secure: ((server: Server) => void) | undefined;
  close(): void;
}

const NO_BYTES = Buffer.alloc(0);
/** The bytes of an HTTP client say nothing that the sentence does not. */
const NOT_EXPLAINED = { sentence: '', received: '' };

export function secureHttp(files: TlsFilesInUse | undefined, metrics: Pick<HttpMetrics, 'httpRefused'>, log: Log): SecureHttp {
  if (files === undefined) return { secure: undefined, close: () => {} };
  const refusals = new RefusalLog({ log, spoken: 'https', explain: () => NOT_EXPLAINED });
  const layer = files.layer((refusal) => {
    metrics.httpRefused(refusal.reason);
    refusals.tell({ ...refusal, bytes: NO_BYTES });
  });
  return { secure: (server) => layer.putBefore(server), close: () => refusals.close() };
}
