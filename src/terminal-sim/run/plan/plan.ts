/** Checks the options of a load run and turns them into its plan. */

import { readFileSync } from 'node:fs';
import type { CardEntry } from '../../../cards/card-entry.ts';
import { CardFileError, parseCardFile } from '../../../cards/card-file.ts';
import type { CardProgress } from '../../../cards/progress.ts';
import { DAY_MS } from '../../../config/duration.ts';
import { isLoopback, parseDurationMs, parseTarget, parseWhole, QuantityError } from '../../../config/quantity.ts';
import { type KeyRing, loadKeyRing } from '../../../pin/keys/key-ring.ts';
import { readClientTls, type Target, terminalTls } from '../../../tls/client-tls.ts';
import { CONNECTIONS_MAX } from '../../link/pool.ts';
import { type TerminalWire, terminalWire } from '../../link/terminal-wire.ts';
import { parseThreshold, type Threshold } from '../../measure/threshold.ts';
import { ARRIVALS, type Arrivals } from '../../workload/arrivals.ts';
import type { Mix } from '../../workload/mix.ts';
import { constantRate, dayPlan, meanPerSecond, parseRatePlan, type RatePlan } from '../../workload/rate-plan.ts';
import { loadWorkload } from '../../workload/workload-file.ts';
import { booksClient, type FetchBooks } from '../books/books.ts';
import { IN_FLIGHT_MAX_DEFAULT } from '../engine/load-mode.ts';
import { withRun } from './file-options.ts';
import { LOAD_DEFAULTS, type LoadOptions, type OptionName } from './options.ts';

export interface LoadPlan {
  readonly target: Target;
  readonly wire: TerminalWire;
  readonly cards: readonly CardEntry[];
  readonly ring: KeyRing;
  readonly keysText: string;
  readonly keysName: string;
  readonly mix: Mix;
  /** The path of the workload file; `usual`; `given` when a program gave it. */
  readonly workloadName: string;
  readonly seed: string;
  /** Above 0: a closed loop. */
  readonly concurrency: number;
  readonly rate: RatePlan;
  /** As the user wrote it; '' in a closed loop. */
  readonly rateText: string;
  readonly ratePerSecond: number;
  readonly arrivals: Arrivals;
  readonly connections: number;
  readonly inFlightMax: number;
  readonly workers: number;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly timeoutMs: number;
  /** Undefined: the run starts without asking the host for an answer first. */
  readonly echoTimeoutMs: number | undefined;
  readonly thresholds: readonly Threshold[];
  readonly books: FetchBooks | undefined;
}

const DURATION_MS_MAX = 7 * DAY_MS;
const WORKERS_MAX = 64;
const IN_FLIGHT_MAX = 1_000_000;

/** Throws a QuantityError of one sentence. */
export function readText(path: string, option: string, advice: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new QuantityError(`${option} ${path} cannot be read (${code}); ${advice}.`);
  }
}

function durationOf(text: string, option: string, minMs: number): number {
  const ms = parseDurationMs(text, option);
  if (ms >= minMs && ms <= DURATION_MS_MAX) return ms;
  throw new QuantityError(`${option} must be from ${minMs}ms to 168h.`);
}

function arrivalsOf(text: string, option: string): Arrivals {
  const found = ARRIVALS.find((name) => name === text);
  if (found === undefined) throw new QuantityError(`${option} must be ${ARRIVALS.join(' or ')}.`);
  return found;
}

function targetOf(options: LoadOptions, named: OptionName): Target {
  const target = parseTarget(options.target);
  if (isLoopback(target.host) || options.allowRemote === true) return { ...target, tls: terminalTls(options, named, options.http) };
  throw new QuantityError(
    `${target.host} is another machine; add ${named('allowRemote')} when its owner knows that load comes, or use 127.0.0.1.`,
  );
}

function rateOf(options: LoadOptions, durationMs: number, mix: Mix, named: OptionName): RatePlan {
  if (options.rate === undefined) return constantRate(0);
  const plan = parseRatePlan(String(options.rate), named('rate'), durationMs);
  if (options.day !== true) return plan;
  const [stage, ...more] = plan;
  if (stage === undefined || more.length > 0 || stage.fromPerSecond !== stage.toPerSecond) {
    throw new QuantityError(`With ${named('day')} the ${named('rate')} must be a single one, that of the busiest hour.`);
  }
  return dayPlan(mix.hours, stage.fromPerSecond, durationMs);
}

function concurrencyOf(options: LoadOptions, named: OptionName): number {
  if (options.rate !== undefined && options.concurrency !== undefined) {
    throw new QuantityError(`${named('rate')} and ${named('concurrency')} are two ways to drive a load; give one of them.`);
  }
  if (options.rate !== undefined) return 0;
  if (options.day === true) throw new QuantityError(`${named('day')} needs a ${named('rate')}, that of the busiest hour.`);
  return parseWhole(String(options.concurrency ?? LOAD_DEFAULTS.concurrency), named('concurrency'), 1, IN_FLIGHT_MAX_DEFAULT);
}

function workersOf(options: LoadOptions, least: Readonly<Record<string, number>>, named: OptionName): number {
  const workers = parseWhole(String(options.workers ?? LOAD_DEFAULTS.workers), named('workers'), 1, WORKERS_MAX);
  for (const [what, count] of Object.entries(least)) {
    if (count > 0 && count < workers) {
      throw new QuantityError(
        `${named('workers')} is ${workers}, and there are ${count} ${what} to share out; give at least one for each.`,
      );
    }
  }
  return workers;
}

function thresholdsOf(options: LoadOptions, named: OptionName): readonly Threshold[] {
  return (options.thresholds ?? []).map((text) => {
    const threshold = parseThreshold(text);
    if (threshold.needsBooks && options.http === undefined) {
      throw new QuantityError(`The threshold "${threshold.text}" is about the host's books; give its HTTP side with ${named('http')}.`);
    }
    return options.abort === true ? { ...threshold, abort: true } : threshold;
  });
}

function cardsOf({ cards }: LoadOptions, named: OptionName, onProgress?: CardProgress): readonly CardEntry[] {
  if (typeof cards !== 'string') return cards;
  const read = parseCardFile(readText(cards, named('cards'), 'make one with "aksept cards issue --out cards.json"'), cards, onProgress);
  if (read.length === 0) throw new CardFileError(`${cards}: holds no cards; issue some with "aksept cards issue".`);
  return read;
}

/**
 * Throws an Error of one sentence when an option is wrong. `onCards` is told how many cards of a
 * card file are read.
 */
export function planLoad(caller: LoadOptions, callerName: OptionName = (option) => option, onCards?: CardProgress): LoadPlan {
  const { mix, run, place } = loadWorkload(caller.workload);
  const options = withRun(caller, run);
  /** An option that the workload file gives is named by its position there. */
  const named: OptionName = (option) =>
    caller[option] === undefined && Object.hasOwn(run, option) ? `${place(['run', option])}: run.${option}` : callerName(option);
  const target = targetOf(options, named);
  const concurrency = concurrencyOf(options, named);
  const keysText = readText(options.keys, named('keys'), 'give the key ring file of the server, which "aksept serve" names');
  const ring = loadKeyRing(keysText, options.keys);
  const wire = terminalWire(options.codec ?? LOAD_DEFAULTS.codec, ring, options.keys, named('codec'));
  const cards = cardsOf(options, named, onCards);
  const durationMs = durationOf(options.duration ?? LOAD_DEFAULTS.duration, named('duration'), 100);
  const connections = parseWhole(String(options.connections ?? LOAD_DEFAULTS.connections), named('connections'), 1, CONNECTIONS_MAX);
  const rate = rateOf(options, durationMs, mix, named);
  const inFlightMax = parseWhole(String(options.inFlight ?? LOAD_DEFAULTS.inFlight), named('inFlight'), 1, IN_FLIGHT_MAX);
  return {
    target,
    wire,
    cards,
    ring,
    keysText,
    keysName: options.keys,
    mix,
    workloadName: typeof caller.workload === 'string' ? caller.workload : caller.workload === undefined ? 'usual' : 'given',
    seed: options.seed ?? LOAD_DEFAULTS.seed,
    concurrency,
    rate,
    rateText: options.rate === undefined ? '' : `${options.rate}${options.day === true ? ' in the busiest hour of a day' : ''}`,
    ratePerSecond: meanPerSecond(rate, durationMs),
    arrivals: arrivalsOf(options.arrivals ?? LOAD_DEFAULTS.arrivals, named('arrivals')),
    connections,
    inFlightMax,
    workers: workersOf(
      options,
      { connections, 'messages in flight': inFlightMax, cards: cards.length, 'flows at a time': concurrency },
      named,
    ),
    warmupMs: durationOf(options.warmup ?? LOAD_DEFAULTS.warmup, named('warmup'), 0),
    durationMs,
    timeoutMs: durationOf(options.timeout ?? LOAD_DEFAULTS.timeout, named('timeout'), 10),
    echoTimeoutMs:
      options.echo === false ? undefined : durationOf(options.echoTimeout ?? LOAD_DEFAULTS.echoTimeout, named('echoTimeout'), 10),
    thresholds: thresholdsOf(options, named),
    books: options.http === undefined ? undefined : booksClient(options.http, readClientTls(options, named), options.httpToken),
  };
}
