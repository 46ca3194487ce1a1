/** Opens the TCP listeners of a server: protobuf, ISO 8583 and HTTP. Either all open or none. */
import { randomBytes } from 'node:crypto';
import type { Authorizer } from '../authorizer/authorize.ts';
import { WireServer, type WireServerSettings } from '../authorizer/connections/wire-server.ts';
import { faultInterceptor } from '../authorizer/faults/faulty-connection.ts';
import type { SettingSources } from '../config/settings.ts';
import type { Settings } from '../config/settings-table.ts';
import type { HttpAccess } from '../http/access/http-access.ts';
import type { TerminalListener } from '../http/load/own-listeners.ts';
import { type HttpServer, startHttp } from '../http/server.ts';
import type { OwnJournal } from '../http/traces/traces.ts';
import { StreamExplainer } from '../inspect/diagnose/stream-start.ts';
import { hostCodec } from '../pin/mac/iso-codec.ts';
import { createPinEncrypter } from '../pin/pin-verifier.ts';
import type { OpenOffice } from '../programme/core/open-office.ts';
import { HEADER_4B } from '../protocol/framing/frame.ts';
import { DIALECT_NAMES, loadDialect } from '../protocol/iso8583/dialect/dialect-file.ts';
import type { DialectSpec } from '../protocol/iso8583/dialect/dialect-spec.ts';
import { protobufCodec } from '../protocol/protobuf/codec.ts';
import type { HttpAudit } from './http-audit.ts';
import { type IsoListener, onFreePorts } from './iso-listeners.ts';
import type { Log } from './log.ts';
import type { MessageShow, ShownWire } from './message-show.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Ports } from './ports.ts';
import { referenceInstant } from './reference-instant.ts';
import { RefusalLog } from './refusals/refusal-log.ts';
import type { RunningLogLevel } from './running-log-level.ts';
import { serverInfo } from './server-info.ts';
import { type CardParts, folderOf } from './stores.ts';
import { type SecureHttp, secureHttp } from './tls/secure-http.ts';
import { secureWire } from './tls/secure-wires.ts';
import type { ServerTls } from './tls/server-tls.ts';

export interface ListenerParts {
  readonly settings: Settings;
  readonly iso: readonly IsoListener[];
  readonly cards: CardParts;
  readonly backOffice: OpenOffice | undefined;
  readonly authorizer: Authorizer;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly logLevel: RunningLogLevel;
  readonly tls: ServerTls;
  readonly access: HttpAccess;
  readonly audit: HttpAudit;
  readonly show: MessageShow | undefined;
  readonly sources: SettingSources | undefined;
  readonly logsRefusals: (() => boolean) | undefined;
}

export interface Listeners {
  readonly ports: Ports;
  /** Stops accepting and waits for requests in flight; false when some remain unanswered. */
  closeWires(drainTimeoutMs: number): Promise<boolean>;
  closeHttp(): Promise<void>;
}

interface Wire extends Pick<WireServerSettings, 'port' | 'codec' | 'header' | 'handler' | 'freePort'> {
  readonly what?: string;
  /** Undefined: protobuf. */
  readonly spec?: DialectSpec;
  /** Takes no TLS, also when the others do. */
  readonly isPlain: boolean;
  /** The instant near which its times without a year are read; undefined: it has none such. */
  readonly nearMs?: () => number;
}

/** Open listeners, and the logs of what they refuse. */
interface OpenWires {
  readonly servers: readonly WireServer[];
  readonly refusals: readonly RefusalLog[];
}

/** The wire as it is when messages are shown; without, the same wire. */
function shownWire<W extends Wire>(wire: W, show: MessageShow | undefined): W {
  if (show === undefined) return wire;
  const { spec, codec, handler, nearMs } = wire;
  const shown: ShownWire = { name: spec?.text ?? codec.name, dialect: spec?.dialect, nearMs };
  return { ...wire, codec: show.watchCodec(shown, codec), handler: show.watch(shown, handler) };
}

/** The protobuf wire first, then those of ISO 8583 in the order of the setting. */
function wiresOf({ settings, iso, cards, authorizer }: ListenerParts): readonly Wire[] {
  const isoWires = iso.map((listener) => {
    const reference = referenceInstant(settings, cards.clock.nowMs);
    return {
      port: listener.port,
      codec: hostCodec(listener, cards.ring, settings.keys, reference.nowMs),
      header: listener.header,
      handler: reference.watch(authorizer),
      nearMs: reference.nowMs,
      spec: listener,
      isPlain: listener.isPlain,
      what: `${listener.description}; setting iso8583`,
      freePort: `--iso8583 ${onFreePorts(settings.iso8583)}`,
    };
  });
  const protobuf = { port: settings.protobufPort, codec: protobufCodec, header: HEADER_4B, freePort: '--protobuf-port 0' };
  return [{ ...protobuf, handler: authorizer, isPlain: !settings.protobufTls }, ...isoWires];
}

function refusalLogOf({ header, codec, spec }: Wire, { log, logsRefusals }: Pick<ListenerParts, 'log' | 'logsRefusals'>): RefusalLog {
  const shipped = DIALECT_NAMES.map(loadDialect);
  const own = spec === undefined ? [] : [loadDialect(spec.dialectText)];
  const plain = [...own, ...shipped.filter(({ name }) => name !== own[0]?.name)];
  const explainer = new StreamExplainer({ header, dialect: spec?.dialect, dialectText: spec?.dialectText ?? '' }, plain);
  return new RefusalLog({ log, spoken: spec?.text ?? codec.name, explain: (bytes) => explainer.explain(bytes), isWanted: logsRefusals });
}

async function closeAll({ servers, refusals }: OpenWires, drainTimeoutMs: number): Promise<boolean> {
  const answered = await Promise.all(servers.map((server) => server.close(drainTimeoutMs)));
  for (const one of refusals) one.close();
  return answered.every((all) => all);
}

async function openWires(parts: ListenerParts): Promise<OpenWires> {
  const { settings, authorizer, metrics, tls } = parts;
  const { host, connectionsMax } = settings;
  const intercept = faultInterceptor(authorizer.state.faults);
  const servers: WireServer[] = [];
  const refusals: RefusalLog[] = [];
  const opened = { servers, refusals };
  const all = { host, observer: metrics, intercept, limits: settings, connectionsMax };
  try {
    for (const plain of wiresOf(parts)) {
      const wire = shownWire(plain, parts.show);
      const refusalLog = refusalLogOf(wire, parts);
      refusals.push(refusalLog);
      const onRefusal = refusalLog.tell;
      const secure =
        tls.wires === undefined || wire.isPlain ? {} : secureWire({ files: tls.wires, authorizer, observer: metrics, onRefusal });
      servers.push(await WireServer.start({ ...wire, ...all, ...secure, onRefusal }));
    }
  } catch (error) {
    await closeAll(opened, 0);
    throw error;
  }
  return opened;
}

/** These go to another process, and others are secret. */
function journalSettings(all: Settings): OwnJournal['settings'] {
  const { panPrefixes, assumedCountry, svalbardIsDomestic, unknownOriginal, completionToleranceMinor, holdHours, fuelHoldHours, clock } =
    all;
  return { panPrefixes, assumedCountry, svalbardIsDomestic, unknownOriginal, completionToleranceMinor, holdHours, fuelHoldHours, clock };
}

/** What load runs over HTTP connect to. */
function terminalListeners({ settings, iso, tls }: ListenerParts, wires: readonly WireServer[]): readonly TerminalListener[] {
  const protobuf = { codec: protobufCodec.name, isPlain: !settings.protobufTls };
  const all = [protobuf, ...iso.map(({ text, isPlain }) => ({ codec: `iso8583:${text}`, isPlain }))];
  const secured = { certificate: settings.tlsCert, needsClientCertificate: settings.tlsClientCa !== '' };
  return all.map(({ codec, isPlain }, index) => ({
    codec,
    host: settings.host,
    port: wires[index]?.port ?? 0,
    tls: tls.wires === undefined || isPlain ? undefined : secured,
  }));
}

function openHttp(all: ListenerParts, wires: readonly WireServer[], { secure }: SecureHttp, ports: () => Ports): Promise<HttpServer> {
  const { settings, cards: parts, authorizer, metrics, logLevel, show, access, audit } = all;
  const { store, profiles, cards, ring, testCards, clock } = parts;
  const pinEncrypter = ring.isTest ? createPinEncrypter(ring, randomBytes) : undefined;
  const address = { host: settings.httpHost, port: settings.httpPort };
  const { faults, inDoubt } = authorizer.state;
  const handler = show?.watch({ name: 'http' }, authorizer) ?? authorizer;
  const limits = {
    connectionsMax: settings.httpConnectionsMax,
    headersTimeoutMs: settings.httpHeadersTimeoutMs,
    bodyTimeoutMs: settings.httpBodyTimeoutMs,
    idleTimeoutMs: settings.httpIdleTimeoutMs,
  };
  const { keys, allowRemote } = settings;
  const journal = { settings: journalSettings(settings), folder: folderOf(settings) };
  const runs = { listeners: terminalListeners(all, wires), keys, allowRemote, journal };
  const info = serverInfo({ settings, sources: all.sources, tls: all.tls, store, ring, ports });
  const shared = {
    info,
    runs,
    limits,
    store,
    clock,
    profiles,
    cards,
    office: all.backOffice?.office,
    handler,
    pinEncrypter,
    testCards,
    metrics,
    logLevel,
    faults,
    inDoubt,
    secure,
    access,
    audit,
  };
  return startHttp({ ...address, ...shared });
}

function portsOf({ iso, settings, tls }: ListenerParts, wires: readonly WireServer[], http: HttpServer): Ports {
  const [protobuf, ...others] = wires.map(({ port }) => port);
  const isTls = tls.wires !== undefined;
  const iso8583 = iso.map(({ dialect, description, isPlain }, index) => ({
    port: others[index] ?? 0,
    dialect: dialect.name,
    description,
    isTls: isTls && !isPlain,
  }));
  return {
    protobuf: protobuf ?? 0,
    protobufIsTls: isTls && settings.protobufTls,
    iso8583,
    http: http.port,
    httpIsTls: tls.http !== undefined,
  };
}

/** Rejects with a ListenError when an address cannot be opened; then nothing stays open. */
export async function openListeners(parts: ListenerParts): Promise<Listeners> {
  const wires = await openWires(parts);
  parts.authorizer.state.listeners.push(...wires.servers);
  const secure = secureHttp(parts.tls.http, parts.metrics, parts.log);
  let http: HttpServer;
  const ports = (): Ports => portsOf(parts, wires.servers, http);
  try {
    http = await openHttp(parts, wires.servers, secure, ports);
  } catch (error) {
    await closeAll(wires, 0);
    throw error;
  }
  parts.metrics.http.load = () => http.load();
  return {
    ports: ports(),
    closeWires: (drainTimeoutMs) => closeAll(wires, drainTimeoutMs),
    closeHttp: async () => {
      await http.close();
      secure.close();
    },
  };
}
