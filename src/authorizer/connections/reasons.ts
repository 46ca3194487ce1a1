/**
 * Why connections end and messages are refused: one row for each reason. The names are labels of
 * metrics and members of log lines; docs/operating.md explains them.
 */

export interface ReasonRow {
  readonly name: string;
  /** The first words of the log line; empty: it is not logged, because no peer broke a rule. */
  readonly event: string;
  /** What to do, when the bytes that came do not tell. */
  readonly advice: string;
}

const LOOK = 'aksept inspect shows what such bytes are.';
const ENDED = 'Connection ended';
const REFUSED = 'Connection refused';

export const CONNECTION_END_ROWS = [
  { name: 'peer', event: '', advice: '' },
  { name: 'badHeader', event: ENDED, advice: LOOK },
  { name: 'frameTooLong', event: ENDED, advice: `Check the length header of the peer, or raise frameBytesMax. ${LOOK}` },
  { name: 'unreadable', event: ENDED, advice: LOOK },
  {
    name: 'halfFrame',
    event: ENDED,
    advice: 'Check that the length header counts what is sent, and is of the kind that this listener reads.',
  },
  {
    name: 'cutFrame',
    event: ENDED,
    advice: 'Check that the length header counts what is sent, and is of the kind that this listener reads.',
  },
  { name: 'idle', event: ENDED, advice: 'Send an echo, or a frame of length 0, before that; or raise idleTimeoutMs.' },
  { name: 'notReading', event: ENDED, advice: 'The peer must read its answers; or raise unreadBytesMax or notReadingTimeoutMs.' },
  { name: 'tooMany', event: REFUSED, advice: 'Close connections that are not used, or raise connectionsMax.' },
  { name: 'notTls', event: REFUSED, advice: 'Use TLS in the client; or, on a wire, exempt this listener from TLS.' },
  { name: 'tlsHandshake', event: REFUSED, advice: 'docs/tls.md lists the causes.' },
  { name: 'tlsTimeout', event: REFUSED, advice: 'Look at the client and the network; or raise tlsHandshakeTimeoutMs.' },
  {
    name: 'clientCertificate',
    event: REFUSED,
    advice: 'Give the client a valid certificate of a CA in the file of tlsClientCa (HTTP: httpTlsClientCa).',
  },
  { name: 'fault', event: ENDED, advice: 'The log has the fault.' },
  { name: 'injectedFault', event: '', advice: '' },
  { name: 'drained', event: '', advice: '' },
] as const satisfies readonly ReasonRow[];

/** The connection goes on. */
export const REFUSED_MESSAGE_ROWS = [
  { name: 'malformed', event: 'Message answered 30', advice: 'Correct the message.' },
  {
    name: 'notForHost',
    event: 'Message ignored',
    advice: 'Send requests and advices only; more such messages of this connection are counted, not logged.',
  },
  {
    name: 'otherTerminal',
    event: 'Message declined',
    advice: 'Give the terminal a certificate that names it, or correct what tlsTerminals says.',
  },
  { name: 'inFlightMax', event: 'Reading paused', advice: 'Use more connections, or raise inFlightMax.' },
] as const satisfies readonly ReasonRow[];

export type ConnectionEnd = (typeof CONNECTION_END_ROWS)[number]['name'];
export type RefusalReason = ConnectionEnd | (typeof REFUSED_MESSAGE_ROWS)[number]['name'];

const ROWS: ReadonlyMap<string, ReasonRow> = new Map([...CONNECTION_END_ROWS, ...REFUSED_MESSAGE_ROWS].map((row) => [row.name, row]));

export function reasonRow(reason: RefusalReason): ReasonRow {
  const row = ROWS.get(reason);
  if (row === undefined) throw new TypeError(`There is no reason ${reason}.`);
  return row;
}
