/** Words for the names that reports and the panel show: one table for each kind of name. */
import type { Words } from '../../../protocol/language.ts';
import type { NoAnswerReason } from '../../link/transport.ts';
import type { MessageKind, MessageName } from '../../measure/message-kinds.ts';
import type { LoadPhase } from '../../run/engine/load-mode.ts';
import type { Report, ReportSettings } from '../report.ts';

type Named<Name extends string> = Readonly<Record<Name, Words>>;

export const KIND_WORDS: Named<MessageKind> = {
  pos: { en: 'shop', nb: 'butikk' },
  atm: { en: 'cash machine', nb: 'minibank' },
  unattended: { en: 'unattended', nb: 'ubetjent' },
  ecommerce: { en: 'web shop', nb: 'nettbutikk' },
  network: { en: 'network messages', nb: 'selve linjen' },
};

export const MESSAGE_WORDS: Named<MessageName> = {
  authorization: { en: 'authorizations', nb: 'autorisasjoner' },
  authorizationRepeat: { en: 'repeats of authorizations', nb: 'gjentatte autorisasjoner' },
  financial: { en: 'financial requests', nb: 'finansielle forespørsler' },
  financialRepeat: { en: 'repeats of financial requests', nb: 'gjentatte finansielle forespørsler' },
  advice: { en: 'advices', nb: 'adviser' },
  adviceRepeat: { en: 'repeats of advices', nb: 'gjentatte adviser' },
  reversal: { en: 'reversals', nb: 'reverseringer' },
  reversalRepeat: { en: 'repeats of reversals', nb: 'gjentatte reverseringer' },
  networkManagement: { en: 'network messages', nb: 'nettverksmeldinger' },
  networkManagementRepeat: { en: 'repeats of network messages', nb: 'gjentatte nettverksmeldinger' },
};

export const PHASE_WORDS: Named<LoadPhase> = {
  warmup: { en: 'warming up', nb: 'oppvarming' },
  measure: { en: 'measuring', nb: 'måling' },
  settle: { en: 'settling', nb: 'avslutning' },
  done: { en: 'done', nb: 'ferdig' },
};

export const SETTING_WORDS: Named<keyof ReportSettings> = {
  command: { en: 'command', nb: 'kommando' },
  target: { en: 'target', nb: 'adresse' },
  codec: { en: 'codec', nb: 'meldingsformat' },
  mode: { en: 'loop', nb: 'sløyfe' },
  concurrency: { en: 'flows at a time', nb: 'forløp om gangen' },
  rate: { en: 'intended rate', nb: 'tenkt takt' },
  ratePerSecond: { en: 'mean rate per second', nb: 'i snitt per sekund' },
  arrivals: { en: 'arrivals', nb: 'ankomster' },
  workers: { en: 'threads', nb: 'tråder' },
  connections: { en: 'connections', nb: 'tilkoblinger' },
  inFlightMax: { en: 'in flight at most', nb: 'underveis, høyst' },
  terminals: { en: 'terminals', nb: 'terminaler' },
  cards: { en: 'cards', nb: 'kort' },
  seed: { en: 'seed', nb: 'frø' },
  workload: { en: 'workload', nb: 'arbeidslast' },
  warmupMs: { en: 'warm-up', nb: 'oppvarming' },
  durationMs: { en: 'duration', nb: 'ønsket varighet' },
  timeoutMs: { en: 'terminal time-out', nb: 'tidsavbrudd på terminalen' },
  skippedErrands: { en: 'skipped flows (no card)', nb: 'ingen kort til' },
};

/**
 * Words for the values of settings, by setting and value. A value that is not here is shown as
 * given.
 */
export const VALUE_WORDS: Readonly<Partial<Record<keyof ReportSettings, Readonly<Record<string, Words>>>>> = {
  mode: { open: { en: 'open', nb: 'åpen' }, closed: { en: 'closed', nb: 'lukket' } },
  arrivals: { constant: { en: 'constant', nb: 'jevne' }, poisson: { en: 'poisson', nb: 'Poisson-fordelte' } },
  workload: { usual: { en: 'usual', nb: 'vanlig' }, given: { en: 'given', nb: 'oppgitt' } },
};

/** Counts of errors and broken invariants. */
export type ErrorName =
  | Exclude<keyof Report['errors'], 'firstSentence' | 'lateAnswers' | NoAnswerReason>
  | keyof Report['findings']
  | 'unfinished'
  | 'pinsAstray';

/** What became of a message that was due, and why it was not sent or not answered. */
export type FateName =
  | Exclude<keyof Report['messages'], 'sent' | 'sentTotal' | 'unfinished'>
  | NoAnswerReason
  | 'lateAnswers'
  /** No connection was given the message: `shortBy` says why. */
  | 'heldBack';

export const FATE_WORDS: Named<FateName> = {
  due: { en: 'due', nb: 'skulle sendes' },
  answered: { en: 'answered', nb: 'besvart' },
  approved: { en: 'approved', nb: 'godkjent' },
  declined: { en: 'declined', nb: 'avvist' },
  unanswered: { en: 'sent, no answer', nb: 'sendt, uten svar' },
  timeout: { en: 'time-out', nb: 'tidsavbrudd' },
  connectionLost: { en: 'connection lost', nb: 'tilkoblingen brøt' },
  lateAnswers: { en: 'late answers, whole run', nb: 'for sene svar, hele kjøringen' },
  notSent: { en: 'never sent', nb: 'aldri sendt' },
  heldBack: { en: 'still due at the end', nb: 'ikke rukket før slutten' },
  notConnected: { en: 'no connection', nb: 'ingen tilkobling' },
  tooMuchUnsent: { en: 'queue full', nb: 'køen var full' },
  notEncodable: { en: 'no room in the format', nb: 'ikke plass i formatet' },
};

/** In the order in which reports list them. */
export const ERROR_WORDS: Named<ErrorName> = {
  strayAnswers: { en: 'unexpected answers', nb: 'svar ingen ventet på' },
  unreadableAnswers: { en: 'unreadable answers', nb: 'uleselige svar' },
  looseAnswers: { en: 'matched without DE7 or DE41', nb: 'med annen DE7 eller uten DE41' },
  silentConnections: { en: 'connections without answers', nb: 'tilkoblinger uten noe svar' },
  connectionsLost: { en: 'connections lost', nb: 'tapte tilkoblinger' },
  connectsFailed: { en: 'failed connection attempts', nb: 'mislykkede tilkoblingsforsøk' },
  handshakesFailed: { en: 'failed TLS handshakes', nb: 'mislykkede TLS-håndtrykk' },
  unfinished: { en: 'unfinished flows', nb: 'uavsluttede forløp' },
  differingRepeats: { en: 'repeats answered differently', nb: 'gjentakelser med annet svar' },
  declinedReversals: { en: 'reversals declined', nb: 'egne reverseringer avvist' },
  declinedAdvices: { en: 'advices declined', nb: 'adviser avvist' },
  refusedPins: { en: 'correct PINs declined', nb: 'riktig PIN avvist' },
  pinsAstray: { en: 'PINs not changed back', nb: 'PIN ikke byttet tilbake' },
};

/** Latencies other than percentiles, which keep names such as `p99` in every language. */
export const LATENCY_WORDS: Readonly<Record<string, Words>> = {
  min: { en: 'min', nb: 'min' },
  mean: { en: 'mean', nb: 'snitt' },
  max: { en: 'max', nb: 'maks' },
};

/**
 * What the two ways to count a latency are called, by kind of loop. In a closed loop they are the
 * same.
 */
export const COUNTED_FROM_WORDS = {
  open: {
    corrected: { en: 'corrected: from the intended instant', nb: 'korrigert: fra det tenkte tidspunktet' },
    uncorrected: { en: 'uncorrected: from the sending', nb: 'ukorrigert: fra sendingen' },
  },
  closed: {
    corrected: { en: 'from the sending', nb: 'fra sendingen' },
    uncorrected: { en: 'from the sending', nb: 'fra sendingen' },
  },
} as const satisfies Readonly<Record<ReportSettings['mode'], Named<'corrected' | 'uncorrected'>>>;
