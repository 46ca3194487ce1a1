/** The options of a load run, written as on the command line. */

import type { CardEntry } from '../../../cards/card-entry.ts';
import type { ClientTlsOptions } from '../../../tls/client-tls.ts';
import { TIMEOUT_MS_DEFAULT } from '../../link/link.ts';
import type { Arrivals } from '../../workload/arrivals.ts';
import type { WorkloadInput } from '../../workload/workload-schema.ts';
import { IN_FLIGHT_MAX_DEFAULT } from '../engine/load-mode.ts';

/**
 * Durations are written as `30s`, `500ms` or `2m`, rates as `2000/s`; a bare number of a rate is
 * messages per second.
 */
export interface LoadOptions extends ClientTlsOptions {
  /** `host:port` where the host listens for terminals. */
  readonly target: string;
  /**
   * `protobuf` (the default), or `iso8583:DIALECT` with options such as `iso8583:1987-ascii+4a`.
   */
  readonly codec?: string;
  /** Path of a card file, or its cards. */
  readonly cards: string | readonly CardEntry[];
  /** Path of the host's key ring file. */
  readonly keys: string;
  /** Open loop: `2000/s`, `100/s..2000/s`, `100/s@10s,500/s@10s,1000/s`. */
  readonly rate?: string | number;
  /** Open loop: the measured time stands for a day, and `rate` is that of its busiest hour. */
  readonly day?: boolean;
  readonly arrivals?: Arrivals;
  /** Closed loop: messages outstanding at a time; 64 when neither this nor a rate is given. */
  readonly concurrency?: string | number;
  readonly duration?: string;
  readonly warmup?: string;
  readonly timeout?: string;
  /** Before the run, ask the host for an answer to an echo or a balance inquiry. Default true. */
  readonly echo?: boolean;
  /** How long that check waits for each of the two answers; `2s` when not given. */
  readonly echoTimeout?: string;
  readonly connections?: string | number;
  /**
   * Open loop: the limit of unanswered messages. Later messages wait, and their wait is part of
   * their latency.
   */
  readonly inFlight?: string | number;
  /** The number of threads; 1 means only this one. */
  readonly workers?: string | number;
  /**
   * The path of a workload file, or its content. Its `run` applies where these options say nothing.
   */
  readonly workload?: string | WorkloadInput;
  readonly seed?: string;
  readonly thresholds?: readonly string[];
  /** End the run as soon as a threshold is broken for good. */
  readonly abort?: boolean;
  /** The address of the host's HTTP side, to reconcile with. */
  readonly http?: string;
  /** Bearer token of the HTTP side, if it demands one. */
  readonly httpToken?: string;
  /** Permits a target that is not this machine. */
  readonly allowRemote?: boolean;
}

export const LOAD_DEFAULTS = {
  codec: 'protobuf',
  arrivals: 'constant',
  concurrency: 64,
  duration: '30s',
  warmup: '5s',
  timeout: `${TIMEOUT_MS_DEFAULT}ms`,
  echoTimeout: '2s',
  connections: 16,
  inFlight: IN_FLIGHT_MAX_DEFAULT,
  workers: 1,
  seed: '1',
} as const;

/** The name of an option as the user wrote it: `--rate`, or `rate`. */
export type OptionName = (option: keyof LoadOptions) => string;
