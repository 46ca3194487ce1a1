/**
 * Short texts of reports: headings, column heads, row names and legends. A name in braces, such as
 * `{rows}`, is filled in.
 */
import type { Words } from '../../../protocol/language.ts';

export const HEADINGS = {
  // The page and its sections.
  title: { en: 'aksept {command} report', nb: 'Rapport fra aksept {command}' },
  thresholds: { en: 'Thresholds', nb: 'Terskler' },
  reconciliation: { en: 'Reconciliation', nb: 'Avstemming' },
  latency: { en: 'Latency', nb: 'Svartid' },
  outcomes: { en: 'Outcomes', nb: 'Utfall' },
  byTerminal: { en: 'By kind of terminal', nb: 'Per terminaltype' },
  byMessage: { en: 'By kind of message', nb: 'Per meldingstype' },
  messages: { en: 'What became of the messages', nb: 'Hva det ble av meldingene' },
  errors: { en: 'Errors and broken invariants', nb: 'Feil og brutte invarianter' },
  settings: { en: 'Settings and versions', nb: 'Innstillinger og versjoner' },
  compared: { en: 'Compared with another run', nb: 'Sammenlignet med en annen kjøring' },
  differingSettings: { en: 'Settings that differ', nb: 'Ulike innstillinger' },

  // Only in the text report.
  textLatency: { en: 'Latency, ms', nb: 'Svartid, ms' },
  textByTerminal: { en: 'By terminal', nb: 'Per terminal' },
  textCompared: { en: 'Compared', nb: 'Sammenlignet' },
  textMessages: { en: 'Messages', nb: 'Meldinger' },
  textErrors: { en: 'Errors', nb: 'Feil' },
  textThreshold: { en: 'Threshold', nb: 'Terskel' },
  asIntended: { en: 'corrected', nb: 'korrigert' },
  asSent: { en: 'from sending', nb: 'fra sendingen' },
  asSentBeside: { en: 'uncorrected', nb: 'ukorrigert' },
  ofThese: { en: 'of these', nb: 'av disse' },
  ofTheseUnknown: { en: 'of these, unknown', nb: 'av disse, ukjent' },
  this: { en: 'this', nb: 'denne' },
  other: { en: 'other', nb: 'den andre' },

  // Charts.
  rateChart: { en: 'Throughput over time', nb: 'Gjennomstrømning over tid' },
  latencyChart: { en: 'Latency over time', nb: 'Svartid over tid' },
  distributionChart: { en: 'Distribution of latencies', nb: 'Fordeling av svartider' },
  bothRates: { en: 'Throughput of both', nb: 'Gjennomstrømning i begge' },
  bothLatencies: { en: '{percentile} of both', nb: '{percentile} i begge' },
  bothDistributions: { en: 'Distributions of both', nb: 'Fordelingene i begge' },
  timeAxis: { en: 'time since measuring began', nb: 'tid siden målingen begynte' },
  latencyAxis: { en: 'milliseconds, logarithmic scale', nb: 'millisekunder, logaritmisk skala' },
  rateAxis: { en: 'messages per second', nb: 'meldinger per sekund' },
  percentileAxis: { en: 'percentile of the messages', nb: 'persentil av meldingene' },
  nothingMeasured: { en: 'nothing was measured', nb: 'ingenting ble målt' },

  // Counts and shares.
  answered: { en: 'answered', nb: 'besvart' },
  approved: { en: 'approved', nb: 'godkjent' },
  declined: { en: 'declined', nb: 'avvist' },
  noAnswer: { en: 'no answer', nb: 'uten svar' },
  notSent: { en: 'not sent', nb: 'ikke sendt' },
  sent: { en: 'sent', nb: 'sendt' },
  offered: { en: 'offered', nb: 'tilbudt' },
  inFlight: { en: 'in flight', nb: 'underveis' },
  messagesAnswered: { en: 'messages answered', nb: 'besvarte meldinger' },
  answeredPerSecond: { en: 'answered per second', nb: 'besvart per sekund' },
  sentPerSecond: { en: 'sent per second', nb: 'sendt per sekund' },
  offeredPerSecond: { en: 'offered per second', nb: 'tilbudt per sekund' },
  count: { en: 'count', nb: 'antall' },
  share: { en: 'share', nb: 'andel' },
  new: { en: 'new', nb: 'ny' },
  points: { en: 'points', nb: 'prosentpoeng' },

  // Latencies.
  median: { en: 'median latency', nb: 'median svartid' },
  highLatency: { en: 'latency, {name}', nb: 'svartid, {name}' },
  percentile: { en: 'percentile', nb: 'persentil' },
  milliseconds: { en: 'milliseconds', nb: 'millisekunder' },
  panelLatency: { en: 'latency, ms', nb: 'svartid, ms' },
  inMs: { en: '{latency}, ms', nb: '{latency}, ms' },
  correctedMs: { en: 'corrected, ms', nb: 'korrigert, ms' },
  uncorrectedMs: { en: 'uncorrected, ms', nb: 'ukorrigert, ms' },
  p99UncorrectedMs: { en: 'p99 uncorrected, ms', nb: 'p99 ukorrigert, ms' },

  // Other columns and rows.
  threshold: { en: 'threshold', nb: 'terskel' },
  verdict: { en: 'verdict', nb: 'resultat' },
  measured: { en: 'measured', nb: 'målt' },
  kept: { en: 'kept', nb: 'holdt' },
  broken: { en: 'broken', nb: 'brutt' },
  outcome: { en: 'outcome', nb: 'utfall' },
  approvals: { en: 'Approved: {count}, {share} of the answered', nb: 'Godkjent: {count}, {share} av de besvarte' },
  declines: {
    en: 'Declined: {count}, {share} of the answered; bars compare them with each other',
    nb: 'Avvist: {count}, {share} av de besvarte; søylene måler dem mot hverandre',
  },
  terminal: { en: 'terminal', nb: 'terminal' },
  message: { en: 'message', nb: 'melding' },
  thisRun: { en: 'this run', nb: 'denne kjøringen' },
  theOther: { en: 'the other', nb: 'den andre' },
  change: { en: 'change', nb: 'endring' },
  setting: { en: 'setting', nb: 'innstilling' },
  none: { en: 'none', nb: 'ingen' },
  until: { en: 'until', nb: 'til' },
  settling: { en: 'settling afterwards', nb: 'avslutning etterpå' },
  sentInAll: { en: 'messages sent in total', nb: 'meldinger sendt i alt' },
  platform: { en: 'platform', nb: 'plattform' },

  // Folded tables.
  seriesTable: { en: 'The charts over time as a table', nb: 'Diagrammene over tid som tabell' },
  distributionTable: { en: 'The distribution as a table', nb: 'Fordelingen som tabell' },
  withRows: { en: '{caption}, {rows} {rows:row|rows}', nb: '{caption}, {rows} {rows:rad|rader}' },
} as const satisfies Readonly<Record<string, Words>>;
