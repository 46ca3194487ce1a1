/** Wires a server: builds its parts, starts them in order and stops them in reverse order. */

import type { Authorizer } from '../authorizer/authorize.ts';
import type { FaultPlan } from '../authorizer/faults/rules/rule.ts';
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { SettingSources } from '../config/settings.ts';
import { SETTINGS, type Settings } from '../config/settings-table.ts';
import type { HttpAccess } from '../http/access/http-access.ts';
import type { OpenOffice } from '../programme/core/open-office.ts';
import { createAuthorizer } from './create-authorizer.ts';
import { faultPlanOf } from './fault-setting.ts';
import { httpAccessOf } from './http-access.ts';
import { type HttpAudit, httpAuditOf } from './http-audit.ts';
import { type IsoListener, isoListeners } from './iso-listeners.ts';
import { type Listeners, openListeners } from './listeners.ts';
import { type LoadedCards, loadCardFile } from './load-card-file.ts';
import { createLog, type Log, START_SENTENCE } from './log.ts';
import type { MessageShow } from './message-show.ts';
import { gaugesOf } from './metrics/gauge-sources.ts';
import { Metrics } from './metrics/metrics.ts';
import { openOfficeOf } from './office.ts';
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
  /** The back office; undefined without the setting `database`. */
  readonly backOffice: OpenOffice | undefined;
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

/** What the settings say, checked, before anything is opened that takes time. */
interface Prepared {
  readonly settings: Settings;
  readonly log: Log;
  readonly iso: readonly IsoListener[];
  readonly faultPlan: FaultPlan;
  readonly tls: ServerTls;
  readonly access: HttpAccess;
  readonly audit: HttpAudit;
  readonly recording: Recording;
}

interface Opened extends Prepared {
  readonly cards: CardParts;
  readonly backOffice: OpenOffice | undefined;
  readonly loaded: LoadedCards | undefined;
}

interface Running extends Opened {
  readonly authorizer: Authorizer;
  readonly listeners: Listeners;
}

function prepare(settings: Settings, log: Log): Prepared {
  return {
    settings,
    log,
    iso: isoListeners(settings),
    faultPlan: faultPlanOf(settings),
    tls: new ServerTls(settings, log),
    access: httpAccessOf(settings, log),
    audit: httpAuditOf(settings.httpAudit, log),
    recording: new Recording(settings, log),
  };
}

/** The store, the cards of the card file, and the back office; when it rejects, none stays open. */
async function open(prepared: Prepared): Promise<Opened> {
  const { settings, log, recording } = prepared;
  const cards = await openCards(settings, log, (opened, ring) => recording.watchStore(opened, ring));
  try {
    const loaded = settings.cards === '' ? undefined : await loadCardFile(settings.cards, cards.cards, log);
    return { ...prepared, cards, loaded, backOffice: await openOfficeOf(settings, cards, log) };
  } catch (error) {
    cards.clock.close();
    await cards.store.close();
    throw error;
  }
}

async function listen(opened: Opened, { show, sources, logsRefusals }: AppOptions): Promise<Running> {
  const { settings, cards, recording, log, faultPlan } = opened;
  const metrics = new Metrics(log);
  const logLevel = new RunningLogLevel(log);
  const authorizer = await createAuthorizer({ settings, cards, metrics, recording, log, logLevel });
  const { state } = authorizer;
  state.faults.set(faultPlan, settings.magicAmounts);
  const listeners = await openListeners({ ...opened, authorizer, metrics, logLevel, show, sources, logsRefusals });
  metrics.gauges = gaugesOf(state, cards.store, opened.backOffice);
  return { ...opened, authorizer, listeners };
}

function tellStart({ settings, iso, cards, backOffice, listeners, log }: Running): void {
  const { ports } = listeners;
  for (const sentence of [...startWarnings(settings), ...plainWireWarnings(settings, iso)]) log.warn(sentence);
  log.info(
    {
      store: cards.store.description,
      keys: cards.ring.describe(),
      ...(backOffice === undefined ? {} : { database: backOffice.office.database.description }),
      protobufPort: ports.protobuf,
      iso8583: ports.iso8583,
      httpPort: ports.http,
    },
    START_SENTENCE,
  );
}

function appOf(running: Running): App {
  const { cards, settings, log, loaded, backOffice, tls, audit, listeners } = running;
  let stopped: Promise<void> | undefined;
  return {
    ...cards,
    settings,
    log,
    ports: listeners.ports,
    loaded,
    backOffice,
    reloadTls: () => tls.reload(),
    reopenAudit: () => audit.reopen(),
    stop: () => {
      stopped ??= stop(running);
      return stopped;
    },
  };
}

/**
 * Starts the server. When it rejects, nothing stays open; the message of the error is one sentence.
 */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  requireArgument(hasMembers(settings, ...SETTING_NAMES), 'startApp', 'settings', 'all settings, which settingsWith makes');
  const log = options.log ?? createLog(settings.logLevel);
  const prepared = prepare(settings, log);
  let opened: Opened | undefined;
  try {
    opened = await open(prepared);
    const running = await listen(opened, options);
    // Only now: a start that fails must not cost an earlier recording.
    prepared.recording.begin();
    prepared.tls.follow(settings.tlsReloadMs);
    tellStart(running);
    return appOf(running);
  } catch (error) {
    prepared.tls.close();
    opened?.cards.clock.close();
    await opened?.backOffice?.close();
    await opened?.cards.store.close();
    await prepared.recording.close();
    await prepared.audit.close();
    throw error;
  }
}

async function stop({ settings, log, cards, backOffice, authorizer, listeners, recording, tls, audit }: Running): Promise<void> {
  const { drainTimeoutMs } = settings;
  const { faults, inDoubt } = authorizer.state;
  faults.stop();
  tls.close();
  const answered = await listeners.closeWires(drainTimeoutMs);
  if (!answered) log.warn(`Some requests were unanswered after ${drainTimeoutMs} ms; their connections were cut.`);
  await listeners.closeHttp();
  await audit.close();
  const settled = await inDoubt.settle(drainTimeoutMs);
  if (!settled) log.error({ doubts: inDoubt.count }, 'Unanswered attempts could not be taken back before the stop.');
  cards.clock.close();
  await backOffice?.close();
  await cards.store.close();
  log.info('aksept has stopped.');
  await recording.close();
}
