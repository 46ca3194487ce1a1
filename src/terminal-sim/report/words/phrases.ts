/**
 * The sentences of reports and parts of them. A name in braces, such as `{count}`, is filled in.
 */
import type { Words } from '../../../protocol/language.ts';

export const PHRASES = {
  // The run.
  started: { en: '{instant}, {time} measured, aksept {version}', nb: '{instant}, målt i {time}, aksept {version}' },
  driven: {
    en: '{loop}; {connections} {connections:connection|connections} to {target}, {codec}; seed {seed}',
    nb: '{loop}; {connections} {connections:tilkobling|tilkoblinger} til {target}, {codec}; frø {seed}',
  },
  flowsAtATime: { en: '{count} {count:flow|flows} at a time', nb: '{count} forløp om gangen' },
  intended: { en: '{rate} intended, {arrivals} arrivals', nb: 'tenkt takt {rate}, {arrivals} ankomster' },
  intendedOnAverage: {
    en: '{rate} intended ({mean}/s on average), {arrivals} arrivals',
    nb: 'tenkt takt {rate} ({mean}/s i snitt), {arrivals} ankomster',
  },
  answeredCount: { en: '{count} {count:message|messages} answered', nb: '{count} {count:melding|meldinger} besvart' },
  inTime: { en: 'in {time}', nb: 'på {time}' },
  inThreads: { en: ' in {workers} {workers:thread|threads}', nb: ' i {workers} {workers:tråd|tråder}' },
  ofWorkload: { en: 'workload {workload}, ', nb: 'arbeidslast {workload}, ' },
  ofSeed: { en: 'seed {seed}', nb: 'frø {seed}' },
  connectionsTo: {
    en: '{connections} {connections:connection|connections} to {target} ({codec})',
    nb: '{connections} {connections:tilkobling|tilkoblinger} til {target} ({codec})',
  },
  panelTime: { en: '{phase} {elapsed} of {total}', nb: '{phase} {elapsed} av {total}' },

  // Latencies and how to read them.
  percentiles: {
    en: 'p99 is the time within which 99 of 100 messages were answered; p50 is the median.',
    nb: 'Innen p99 var 99 av 100 meldinger besvart; p50 er medianen.',
  },
  leftOut: {
    en: 'A percentile is left out when fewer than {beyond} answers lie beyond it: {needs}.',
    nb: 'En persentil utelates når færre enn {beyond} svar ligger over den: {needs}.',
  },
  leftOutInText: {
    en: 'fewer than {beyond} answers lie beyond {names}',
    nb: 'færre enn {beyond} svar ligger over {names}',
  },
  needsAnswers: { en: '{name} needs {count} {count:answer|answers}', nb: '{name} krever {count} svar' },
  fewInInterval: {
    en: 'Here each interval counts by itself, and has too few answers for {names}.',
    nb: 'Her teller hvert tidsrom for seg, og har for få svar til {names}.',
  },
  slowest: { en: 'The dot is the slowest answer.', nb: 'Prikken er det tregeste svaret.' },
  fromSending: { en: 'All latencies are counted from the sending of a message.', nb: 'Alle svartider regnes fra sendingen.' },
  closedLoop: {
    en: 'In a closed loop each message is sent when the last one is answered, so a host that stalls gets fewer messages and these numbers understate its delays. A run with --rate does not.',
    nb: 'I en lukket sløyfe sendes neste melding når den forrige er besvart: en vert som stopper opp, får færre meldinger imens, og disse tallene skåner den. Det gjør ikke en kjøring med oppgitt takt (--rate).',
  },
  twoWays: {
    en: 'Corrected latency is counted from the intended instant of a message, uncorrected latency from its sending.',
    nb: 'Korrigert svartid regnes fra det tenkte tidspunktet, da meldingen skulle vært sendt, ukorrigert fra da den faktisk ble sendt.',
  },
  stalls: {
    en: 'While a host stalls, messages that are due wait to be sent; only corrected latency includes that wait.',
    nb: 'Mens en vert står stille, må meldinger vente på å bli sendt; bare den korrigerte svartiden har med den ventetiden.',
  },
  alike: {
    en: 'Here the two are nearly equal: messages were sent on time.',
    nb: 'Her er de to nesten like: meldingene ble sendt da de skulle.',
  },
  apart: {
    en: 'Here they differ most at {percentile}: {corrected} corrected, {uncorrected} uncorrected.',
    nb: 'Her er de lengst fra hverandre ved {percentile}: {corrected} korrigert, {uncorrected} ukorrigert.',
  },
  othersCorrected: { en: 'All other latencies in this report are corrected.', nb: 'Alle andre svartider i rapporten er korrigerte.' },

  // Verdicts.
  nothingAnswered: { en: 'No message was answered at all.', nb: 'Ikke en eneste melding ble besvart.' },
  ended: {
    en: 'Ended early, after {time}: the threshold {threshold} was broken.',
    nb: 'Avbrutt etter {time}: terskelen {threshold} ble brutt.',
  },
  interrupted: {
    en: 'Interrupted ({by}) after {time} of the {planned} to be measured; the report has what was measured until then.',
    nb: 'Avbrutt ({by}) etter {time} av de {planned} som skulle måles; rapporten har det som ble målt til da.',
  },
  interruptedInWarmup: {
    en: 'Interrupted ({by}) in the warm-up: {time} of the {planned} to be measured were measured.',
    nb: 'Avbrutt ({by}) under oppvarmingen: {time} av de {planned} som skulle måles, ble målt.',
  },
  hostLost: {
    en: 'The host was lost: it answered nothing after {time} of {planned}, and no connection could be made again.',
    nb: 'Verten falt bort: den besvarte ingenting etter {time} av {planned}, og ingen ny tilkobling lyktes.',
  },
  shortByHost: {
    en: 'Only {offered} of {wanted} intended {wanted:message was|messages were} sent, {rate}/s: the host was too slow, and the limit of messages in flight was reached.',
    nb: 'Bare {offered} av {wanted} {wanted:tenkt melding|tenkte meldinger} ble sendt, {rate}/s: verten lot så mange stå ubesvart som det får være underveis.',
  },
  shortByGenerator: {
    en: 'Only {offered} of {wanted} intended {wanted:message was|messages were} sent, {rate}/s: this machine was too slow, by up to {lag}; add --workers, or lower the rate.',
    nb: 'Bare {offered} av {wanted} {wanted:tenkt melding|tenkte meldinger} ble sendt, {rate}/s: denne maskinen var for treg, med opptil {lag}; øk --workers, eller be om mindre.',
  },
  generatorOpen: {
    en: 'Generator: late by p50 {p50}, p99 {p99}, max {max}; {cores} cores used',
    nb: 'Generator: p50 {p50}, p99 {p99}, maks {max} forsinket; {cores} kjerner brukt',
  },
  generatorClosed: {
    en: 'Generator: a message outstanding {busy} of the time; {cores} cores used',
    nb: 'Generator: en melding ute {busy} av tiden; {cores} kjerner brukt',
  },
  generatorLate: {
    en: 'This machine was late: with {late} of lateness at p99, the latencies say as much of the generator as of the host; lower the rate, or use a machine that does less beside.',
    nb: 'Denne maskinen var forsinket: med {late} ved p99 sier svartidene like mye om generatoren som om verten; senk takten, eller bruk en maskin som gjør mindre ved siden av.',
  },
  generatorCpu: {
    en: 'The generator used {cores} cores with --workers {workers}, so it may be slower than the host; add --workers, or use a machine with more cores.',
    nb: 'Generatoren brukte {cores} kjerner med --workers {workers}, så den kan være tregere enn verten; øk --workers, eller bruk en maskin med flere kjerner.',
  },
  generatorIdle: {
    en: 'A message was outstanding in only {busy} of the time, so the rate says less of the host than of the generator; raise --concurrency, or use --rate.',
    nb: 'En melding var ute bare {busy} av tiden, så takten sier mindre om verten enn om generatoren; øk --concurrency, eller bruk --rate.',
  },
  measuredAt: { en: '(measured {measured})', nb: '(målt {measured})' },
  tooFewAnswers: {
    en: 'too few answers: {answered} of the {needed} that the percentile needs',
    nb: 'for få svar: {answered} av de {needed} som persentilen krever',
  },

  // Reconciliation.
  notReconciled: { en: 'not reconciled: {reason}', nb: 'ikke utført: {reason}' },
  noBooks: {
    en: 'no books were given; an aksept server has them at its HTTP side, such as --http http://127.0.0.1:8080.',
    nb: 'det er ikke oppgitt noe regnskap; en aksept-server har det på HTTP-siden sin, for eksempel --http http://127.0.0.1:8080.',
  },
  equal: {
    en: 'equal: on {cards} {cards:card|cards} the terminals and the host both count {amount}.',
    nb: 'i orden: på {cards} kort kommer både terminalene og verten til {amount}.',
  },
  equalHeld: {
    en: 'equal: on {cards} {cards:card|cards} the terminals and the host both count {amount} spent and {held} held.',
    nb: 'i orden: på {cards} kort kommer både terminalene og verten til {amount} brukt og {held} reservert.',
  },
  unequal: {
    en: 'unequal: the terminals count {terminals} and the host {host}; {differing} of {cards} {cards:card|cards} {differing:differs|differ}.',
    nb: 'med avvik: terminalene kommer til {terminals} og verten til {host}; {differing} av {cards} kort avviker.',
  },
  spentHeld: { en: '{amount} (and {held} held)', nb: '{amount} (og {held} reservert)' },
  firstCard: {
    en: 'First: card {pan}, terminals {terminals}, host {host}.',
    nb: 'Det første: kort {pan}, terminalene {terminals}, verten {host}.',
  },
  firstCardHeld: {
    en: 'First: card {pan}, terminals {terminals}, host {host}; held: terminals {terminalsHeld}, host {hostHeld}.',
    nb: 'Det første: kort {pan}, terminalene {terminals}, verten {host}; reservert: terminalene {terminalsHeld}, verten {hostHeld}.',
  },
  unbalanced: {
    en: 'On {cards} {cards:card|cards} the ledger does not equal funded − posted + given back.',
    nb: 'På {cards} kort stemmer ikke saldoen med det som er satt inn, belastet og tilbakeført.',
  },
  inDoubt: {
    en: '{cards} {cards:card is|cards are} in doubt: a message that must be answered never got an answer.',
    nb: 'På {cards} kort er utfallet uavklart: en melding som måtte besvares, fikk aldri svar.',
  },

  // Errors.
  noErrors: { en: 'None.', nb: 'Ingen.' },
  firstError: { en: 'The first: {sentence}', nb: 'Den første: {sentence}' },
  noCardFor: {
    en: 'No card for: {errands}. The card file has none of the kind.',
    nb: 'Ingen kort til: {errands}. Kortfilen har ingen av det slaget.',
  },
  silence: {
    en: 'The host took the messages and answered none within {waited}; check that --codec, with its header, is what the port speaks.',
    nb: 'Verten tok imot meldingene og besvarte ingen innen {waited}; kontroller at --codec, med meldingshodet, er det porten snakker.',
  },
  absence: {
    en: 'The host was gone: {count} {count:attempt|attempts} to connect again failed.',
    nb: 'Verten var borte: {count} forsøk på å koble til igjen mislyktes.',
  },
  neverAnswered: {
    en: 'Never answered: {messages}; a host that does not know them needs a --workload without the flows that send them.',
    nb: 'Aldri besvart: {messages}; en vert som ikke kjenner dem, trenger en --workload uten forløpene som sender dem.',
  },
  silentConnections: {
    en: 'On {silent} of {connections} {connections:connection|connections} nothing was ever answered; if the host serves fewer at a time, give --connections {answered}.',
    nb: 'På {silent} av {connections} {connections:tilkobling|tilkoblinger} kom det aldri noe svar; hvis verten betjener færre om gangen, oppgi --connections {answered}.',
  },
  unknownCodes: {
    en: 'DE39 {codes} is not a code of {codec} and counts as systemMalfunction; "responseCodeOverrides" of a dialect file gives it a name.',
    nb: 'DE39 {codes} finnes ikke i {codec} og regnes som systemMalfunction; "responseCodeOverrides" i en dialektfil gir koden et navn.',
  },
  differingRepeats: {
    en: '{count} {count:repeat|repeats} got another outcome or approval code than {count:its|their} original: the host decided {count:it|them} again, and may have posted {count:it|them} twice.',
    nb: '{count} {count:gjentakelse|gjentakelser} fikk et annet utfall eller en annen godkjenningskode enn originalen: verten avgjorde {count:den|dem} på nytt og kan ha ført {count:den|dem} to ganger.',
  },

  // Descriptions of charts, for readers who do not see them.
  rateBetween: {
    en: 'Answered messages per second, between {lowest} and {highest}.',
    nb: 'Besvarte meldinger per sekund, mellom {lowest} og {highest}.',
  },
  stretches: {
    en: 'Percentiles and maximum of each interval; the slowest answer took {worst}.',
    nb: 'Persentiler og maksimum for hvert tidsrom; det tregeste svaret tok {worst}.',
  },
  stretchesCorrected: {
    en: 'Percentiles and maximum of each interval, corrected; the slowest answer took {worst}.',
    nb: 'Persentiler og maksimum for hvert tidsrom, korrigert; det tregeste svaret tok {worst}.',
  },
  medianAndP99: {
    en: 'The median is {p50}, {name} is {high}.',
    nb: 'Medianen er {p50}, og {name} er {high}.',
  },
  mediansAndP99s: {
    en: 'The median is {p50}, {name} is {high}; uncorrected they are {sentP50} and {sentHigh}.',
    nb: 'Medianen er {p50}, og {name} er {high}; ukorrigert er de {sentP50} og {sentHigh}.',
  },
  bothRates: {
    en: 'Answered messages per second: {here} in this run, {there} in the other.',
    nb: 'Besvarte meldinger per sekund: {here} i denne kjøringen, {there} i den andre.',
  },
  bothPercentiles: {
    en: 'Overall, {here} in this run, {there} in the other.',
    nb: 'I alt {here} i denne kjøringen, {there} i den andre.',
  },
  bothMedians: {
    en: 'The medians are {here} in this run and {there} in the other.',
    nb: 'Medianen er {here} i denne kjøringen og {there} i den andre.',
  },

  // Comparison.
  otherRun: { en: 'The other: {instant}, {target}, {codec}.', nb: 'Den andre: {instant}, {target}, {codec}.' },
  otherStarted: { en: 'The other: {instant}', nb: 'Den andre: {instant}' },
  otherSettings: { en: 'Other settings: {settings}', nb: 'Andre innstillinger: {settings}' },
  otherSetting: { en: '{name} {here} (other: {there})', nb: '{name} {here}, der {there}' },
  sameSettings: { en: 'None: both runs had the same settings.', nb: 'Ingen: begge kjøringene hadde samme innstillinger.' },
} as const satisfies Readonly<Record<string, Words>>;
