/** Explains the errors of a run, in one sentence each, for the text report and the HTML report. */
import type { Language } from '../../../protocol/language.ts';
import type { MessageName } from '../../measure/message-kinds.ts';
import { formatCount, formatLatency } from '../number-text.ts';
import type { Report } from '../report.ts';
import { MESSAGE_WORDS } from './names.ts';
import { phrase } from './say.ts';

type Sentence = (language: Language, report: Report) => string;

/**
 * Sent only when the first message got no answer, so a repeat without an answer says nothing new.
 */
const ONLY_AFTER_SILENCE: ReadonlySet<string> = new Set<MessageName>(['adviceRepeat', 'reversalRepeat']);

/** The host took the messages and answered none. */
const silence: Sentence = (language, { messages, errors, settings }) => {
  if (messages.answered > 0 || errors.timeout === 0 || errors.firstSentence !== '') return '';
  return phrase(language, 'silence', { waited: formatLatency(language, settings.timeoutMs) });
};

/** Reconnecting failed. Messages left unanswered after that need no explanation of their own. */
const absence: Sentence = (language, { errors }) => {
  return errors.connectsFailed === 0 ? '' : phrase(language, 'absence', { count: formatCount(language, errors.connectsFailed) });
};

/** The host answered something, and no attempt to reconnect failed. */
function wasThere({ messages, errors }: Report): boolean {
  return messages.answered > 0 && errors.connectsFailed === 0;
}

/**
 * A host need not know all messages. Not told when connections are silent: messages go unanswered
 * there for another reason.
 */
const neverAnswered: Sentence = (language, report) => {
  if (!wasThere(report) || report.errors.silentConnections > 0) return '';
  const never = Object.entries(report.classes).filter(([name, { answered, unanswered }]) => {
    return answered === 0 && unanswered > 0 && !ONLY_AFTER_SILENCE.has(name);
  });
  if (never.length === 0) return '';
  const messages = never.map(
    ([name, { unanswered }]) => `${MESSAGE_WORDS[name as MessageName][language]} (${formatCount(language, unanswered)})`,
  );
  return phrase(language, 'neverAnswered', { messages: messages.join(', ') });
};

/** A host with one thread for each connection serves only as many connections as it has threads. */
const silentConnections: Sentence = (language, report) => {
  const { errors, settings } = report;
  const { silentConnections: silent } = errors;
  const answered = settings.connections - silent;
  if (!wasThere(report) || silent === 0 || answered <= 0) return '';
  const connections = formatCount(language, settings.connections);
  return phrase(language, 'silentConnections', { silent: formatCount(language, silent), connections, answered: String(answered) });
};

const unknownCodes: Sentence = (language, { unknownCodes: counts, settings }) => {
  const codes = Object.entries(counts).map(([code, count]) => `${code} (${formatCount(language, count)})`);
  return codes.length === 0 ? '' : phrase(language, 'unknownCodes', { codes: codes.join(', '), codec: settings.codec });
};

const differingRepeats: Sentence = (language, { findings }) => {
  const { differingRepeats: count } = findings;
  return count === 0 ? '' : phrase(language, 'differingRepeats', { count: formatCount(language, count) });
};

/**
 * The most likely cause first. The first sentence comes from a link, and is English in both
 * languages.
 */
const SENTENCES: readonly Sentence[] = [
  (_language, { errors }) => errors.firstSentence,
  absence,
  silence,
  neverAnswered,
  silentConnections,
  unknownCodes,
  differingRepeats,
];

export function errorSentences(language: Language, report: Report): readonly string[] {
  return SENTENCES.map((sentence) => sentence(language, report)).filter((sentence) => sentence !== '');
}
