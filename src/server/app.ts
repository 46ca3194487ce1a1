/** Wires a server: builds its parts, starts them in order and stops them in reverse order. */

import { Authorizer } from '../authorizer/authorize.ts';
import { authorizeRulesOf } from '../authorizer/authorize-rules.ts';
import { AuthorizerState } from '../authorizer/authorizer-state.ts';
import { Faults } from '../authorizer/faults/faults.ts';
import { OutageStore } from '../authorizer/faults/store-outage.ts';
import { inDoubtLimitsFor } from '../authorizer/in-doubt.ts';
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { SettingSources } from '../config/settings.ts';
import { SETTINGS, type Settings } from '../config/settings-table.ts';
import { processMemory } from '../limits/stores/memory/process-memory.ts';
import { withSpans } from './authorization-spans.ts';
import { logDecisions } from './decision-log.ts';
import { faultPlanOf } from './fault-setting.ts';
import { httpAccessOf } from './http-access.ts';
import { type HttpAudit, httpAuditOf } from './http-audit.ts';
import { isoListeners } from './iso-listeners.ts';
import { type Listeners, openListeners } from './listeners.ts';
import { type LoadedCards, loadCardFile } from './load-card-file.ts';
import { createLog, type Log, START_SENTENCE } from './log.ts';
import type { MessageShow } from './message-show.ts';
import { Metrics } from './metrics/metrics.ts';
import type { Ports } from './ports.ts';
import { Recording } from './recording.ts';
import { RunningLogLevel } from './running-log-level.ts';
import { plainWireWarnings, startWarnings } from './start-warnings.ts';
import { type CardParts, openCards } from './stores.ts';
import { ServerTls } from './tls/server-tls.ts';

const SETTING_NAMES = SETTINGS.map(({ name }) => name);

export interface AppOptions {
  readonly log?: Log;
  /** Shows each message as it passes; undefined: none. */
  readonly show?: MessageShow | undefined;
  /** Whether refused messages and ended connections are logged now; undefined: always. */
  readonly logsRefusals?: (() => boolean) | undefined;
  /** Where the settings come from, as GET /v1/settings tells; undefined: from a program. */
  readonly sources?: SettingSources | undefined;
}

export interface App extends CardParts {
  readonly settings: Settings;
  readonly log: Log;
  readonly ports: Ports;
  /** The card file of the setting `cards`; undefined when there is none. */
  readonly loaded: LoadedCards | undefined;
  /**
   * Reads the TLS files again; new connections use them. False when they are wrong: then the earlier
   * ones stay in use, and the log says why.
   */
  reloadTls(): boolean;
  /** Opens the file of the audit again, after it was renamed. */
  reopenAudit(): void;
  /** Stops accepting, waits for requests in flight, closes the store. Can be called again. */
  stop(): Promise<void>;
}

interface Running {
  readonly settings: Settings;
  readonly log: Log;
  readonly cards: CardParts;
  readonly state: AuthorizerState;
  readonly listeners: Listeners;
  readonly recording: Recording;
  readonly tls: ServerTls;
  readonly audit: HttpAudit;
}

interface AuthorizerNeeds {
  readonly settings: Settings;
  readonly cards: CardParts;
  readonly metrics: Metrics;
  readonly recording: Recording;
  readonly log: Log;
  readonly logLevel: RunningLogLevel;
}

async function createAuthorizer({ settings, cards, metrics, recording, log, logLevel }: AuthorizerNeeds): Promise<Authorizer> {
  const { tokenOf, profiles } = cards;
  const { timings } = metrics;
  const store = timings.timeStore(cards.store);
  const pinVerifier = timings.timePins(recording.watchPins(cards.pinVerifier));
  const observer = await withSpans(recording.observe(logDecisions(log, logLevel, metrics)));
  const inDoubtLimits = inDoubtLimitsFor(processMemory().heapBytes);
  const faults = new Faults(metrics);
  const outages = new OutageStore(store, faults);
  const state = new AuthorizerState({ store: outages, observer, faults, inDoubtLimits });
  return new Authorizer({ store: outages, tokenOf, pinVerifier, rules: authorizeRulesOf(settings), profiles, observer, state });
}

/**
 * Starts the server. When it rejects, nothing stays open; the message of the error is one sentence.
 */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  requireArgument(hasMembers(settings, ...SETTING_NAMES), 'startApp', 'settings', 'all settings, which settingsWith makes');
  const log = options.log ?? createLog(settings.logLevel);
  const iso = isoListeners(settings);
  const faultPlan = faultPlanOf(settings);
  const tls = new ServerTls(settings, log);
  const access = httpAccessOf(settings, log);
  const audit = httpAuditOf(settings.httpAudit, log);
  const recording = new Recording(settings, log);
  const cards = await openCards(settings, log, (opened, ring) => recording.watchStore(opened, ring));
  try {
    const loaded = settings.cards === '' ? undefined : await loadCardFile(settings.cards, cards.cards, log);
    const metrics = new Metrics(log);
    const logLevel = new RunningLogLevel(log);
    const authorizer = await createAuthorizer({ settings, cards, metrics, recording, log, logLevel });
    const { state } = authorizer;
    state.faults.set(faultPlan, settings.magicAmounts);
    const listeners = await openListeners({
      settings,
      iso,
      cards,
      authorizer,
      metrics,
      log,
      logLevel,
      tls,
      access,
      audit,
      show: options.show,
      sources: options.sources,
      logsRefusals: options.logsRefusals,
    });
    metrics.gauges = {
      connections: () => state.connections,
      inFlight: () => state.inFlight,
      inDoubt: () => state.inDoubt.count,
      inDoubtMax: () => state.inDoubt.attemptsMax,
      heldAnswers: () => state.faults.held,
      storeReady: () => cards.store.ready(),
      storeUsage: () => cards.store.usage(),
    };
    // Only now: a start that fails must not cost an earlier recording.
    recording.begin();
    tls.follow(settings.tlsReloadMs);
    const { ports } = listeners;
    for (const sentence of [...startWarnings(settings), ...plainWireWarnings(settings, iso)]) log.warn(sentence);
    log.info(
      {
        store: cards.store.description,
        keys: cards.ring.describe(),
        protobufPort: ports.protobuf,
        iso8583: ports.iso8583,
        httpPort: ports.http,
      },
      START_SENTENCE,
    );
    const running = { settings, log, cards, state, listeners, recording, tls, audit };
    let stopped: Promise<void> | undefined;
    const stopOnce = (): Promise<void> => {
      stopped ??= stop(running);
      return stopped;
    };
    return { ...cards, settings, log, ports, loaded, reloadTls: () => tls.reload(), reopenAudit: () => audit.reopen(), stop: stopOnce };
  } catch (error) {
    tls.close();
    cards.clock.close();
    await cards.store.close();
    await recording.close();
    await audit.close();
    throw error;
  }
}

async function stop({ settings, log, cards, state, listeners, recording, tls, audit }: Running): Promise<void> {
  const { drainTimeoutMs } = settings;
  state.faults.stop();
  tls.close();
  const answered = await listeners.closeWires(drainTimeoutMs);
  if (!answered) log.warn(`Some requests were unanswered after ${drainTimeoutMs} ms; their connections were cut.`);
  await listeners.closeHttp();
  await audit.close();
  const settled = await state.inDoubt.settle(drainTimeoutMs);
  if (!settled) log.error({ doubts: state.inDoubt.count }, 'Unanswered attempts could not be taken back before the stop.');
  cards.clock.close();
  await cards.store.close();
  log.info('aksept has stopped.');
  await recording.close();
}
