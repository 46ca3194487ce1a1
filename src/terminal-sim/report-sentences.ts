/** What a run's troubles mean, one sentence each: of the text report and the HTML report. */
import type { Report } from './report.ts';
import type { MessageName } from './tally.ts';
import { formatCount, formatMs } from './words.ts';

export const MESSAGE_WORDS: Readonly<Record<MessageName, string>> = {
  authorization: 'authorizations',
  authorizationRepeat: 'repeats of authorizations',
  financial: 'financial requests',
  financialRepeat: 'repeats of financial requests',
  advice: 'advices',
  adviceRepeat: 'repeats of advices',
  reversal: 'reversals',
  reversalRepeat: 'repeats of reversals',
  networkManagement: 'network messages',
  networkManagementRepeat: 'repeats of network messages',
};

/** Sent only when the first one got no answer: that no repeat got one either says nothing new. */
const ONLY_AFTER_SILENCE: ReadonlySet<string> = new Set<MessageName>(['adviceRepeat', 'reversalRepeat']);

/** Whoever listens there took the messages and said nothing. */
function silence({ messages, errors, settings }: Report): string {
  if (messages.answered > 0 || errors.timeout === 0 || errors.firstSentence !== '') return '';
  const waited = `${formatMs(settings.timeoutMs)} ms`;
  return `The host took the messages and answered none within ${waited}; check that --codec, with its header, is what the port speaks.`;
}

/** What it then left unanswered says nothing more. */
function absence({ errors }: Report): string {
  if (errors.connectsFailed === 0) return '';
  return `The host was gone: ${formatCount(errors.connectsFailed)} attempts to connect again failed.`;
}

/** It answered something, and was there. */
function wasThere({ messages, errors }: Report): boolean {
  return messages.answered > 0 && errors.connectsFailed === 0;
}

/** A host need not know all that terminals can say. On a silent connection reversals go unanswered for another reason. */
function neverAnswered(report: Report): string {
  if (!wasThere(report) || report.errors.silentConnections > 0) return '';
  const { classes } = report;
  const never = Object.entries(classes).filter(([name, { answered, unanswered }]) => {
    return answered === 0 && unanswered > 0 && !ONLY_AFTER_SILENCE.has(name);
  });
  if (never.length === 0) return '';
  const names = never.map(([name, { unanswered }]) => `${MESSAGE_WORDS[name as MessageName]} (${formatCount(unanswered)})`);
  return `Never answered: ${names.join(', ')}; a host that does not know them needs a --workload without the errands that send them.`;
}

/** A host with a thread for each connection serves as many as it has threads. */
function silentConnections(report: Report): string {
  const { errors, settings } = report;
  const { silentConnections: silent } = errors;
  const heard = settings.connections - silent;
  if (!wasThere(report) || silent === 0 || heard <= 0) return '';
  return `On ${formatCount(silent)} of ${formatCount(settings.connections)} connections nothing was ever answered; if the host serves fewer at a time, give --connections ${heard}.`;
}

function unknownCodes({ unknownCodes: counts, settings }: Report): string {
  const codes = Object.entries(counts).map(([code, count]) => `${code} (${formatCount(count)})`);
  if (codes.length === 0) return '';
  return `DE39 ${codes.join(', ')} is none of ${settings.codec}, and counts as systemMalfunction; "responseCodeOverrides" of a dialect file gives it a name.`;
}

function differingRepeats({ findings }: Report): string {
  if (findings.differingRepeats === 0) return '';
  return `${formatCount(findings.differingRepeats)} repeats got another outcome or approval code than their original: the host decided them again, and may have posted them twice.`;
}

/** In the order in which to look at them. */
export function troubleSentences(report: Report): readonly string[] {
  const sentences = [
    report.errors.firstSentence,
    absence(report),
    silence(report),
    neverAnswered(report),
    silentConnections(report),
    unknownCodes(report),
    differingRepeats(report),
  ];
  return sentences.filter((sentence) => sentence !== '');
}
