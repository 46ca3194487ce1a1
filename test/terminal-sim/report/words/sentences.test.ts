/**
 * What the report says of hosts that are not as a terminal expects: one sentence for each thing.
 */
import { expect, test } from 'vitest';
import { noLinkErrors } from '../../../../src/terminal-sim/link/link-errors.ts';
import { MESSAGE_NAMES } from '../../../../src/terminal-sim/measure/message-kinds.ts';
import { reportHtml } from '../../../../src/terminal-sim/report/html/page.ts';
import type { Report } from '../../../../src/terminal-sim/report/report.ts';
import { reportText } from '../../../../src/terminal-sim/report/text.ts';
import { MESSAGE_WORDS } from '../../../../src/terminal-sim/report/words/names.ts';
import { errorSentences } from '../../../../src/terminal-sim/report/words/sentences.ts';
import { smallReport } from '../../support/report-fixture.ts';

const GOOD: Report = smallReport();
const errors = (changes: Partial<Report['errors']>): Report['errors'] => ({ ...GOOD.errors, ...changes });

test('a good host has none', () => {
  expect(errorSentences('en', GOOD)).toEqual([]);
});

test('every class of messages has a word', () => {
  expect(Object.keys(MESSAGE_WORDS)).toEqual([...MESSAGE_NAMES]);
});

test.each<[string, Partial<Report>, string]>([
  ['what a link said', { errors: errors({ firstSentence: 'The host hung up.' }) }, 'The host hung up.'],
  [
    'silence',
    { messages: { ...GOOD.messages, answered: 0 }, errors: errors({ timeout: 9 }) },
    'The host took the messages and answered none within 6,600 ms; check that --codec, with its header, is what the port speaks.',
  ],
  [
    'absence, whatever else was not answered then',
    {
      errors: errors({ connectsFailed: 1_000, silentConnections: 1 }),
      classes: { advice: { answered: 0, unanswered: 4, notSent: 0 } },
    },
    'The host was gone: 1,000 attempts to connect again failed.',
  ],
  [
    'classes that it does not know',
    {
      classes: {
        financial: { answered: 7, unanswered: 1, notSent: 0 },
        financialRepeat: { answered: 0, unanswered: 2, notSent: 0 },
        advice: { answered: 0, unanswered: 1_234, notSent: 0 },
        adviceRepeat: { answered: 0, unanswered: 9, notSent: 0 },
      },
    },
    'Never answered: repeats of financial requests (2), advices (1,234); a host that does not know them needs a --workload without the flows that send them.',
  ],
  [
    'connections that it does not serve',
    { errors: errors({ silentConnections: 1 }), classes: { reversal: { answered: 0, unanswered: 4, notSent: 0 } } },
    'On 1 of 4 connections nothing was ever answered; if the host serves fewer at a time, give --connections 3.',
  ],
  [
    'codes in no table',
    { unknownCodes: { Z9: 1_000, none: 1 } },
    'DE39 Z9 (1,000), none (1) is not a code of protobuf and counts as systemMalfunction; "responseCodeOverrides" of a dialect file gives it a name.',
  ],
  [
    'repeats decided again',
    { findings: { ...GOOD.findings, differingRepeats: 3 } },
    '3 repeats got another outcome or approval code than their original: the host decided them again, and may have posted them twice.',
  ],
])('%s', (_what, changes, sentence) => {
  const report = { ...GOOD, ...changes };
  expect(errorSentences('en', report)).toEqual([sentence]);
  expect(reportText(report, false)).toContain(`\n  ${sentence}\n`);
  expect(reportHtml(report)).toContain(sentence.replaceAll('"', '&quot;'));
});

test('a link’s own sentence explains why nothing was answered', () => {
  const report = { ...GOOD, messages: { ...GOOD.messages, answered: 0 }, errors: { ...errors({ timeout: 9 }), firstSentence: 'Why.' } };
  expect(errorSentences('en', report)).toEqual(['Why.']);
});

test('codes in no table stand below the outcomes, and loose answers among the counts', () => {
  const codes = { responseCodes: { formatError: { Z9: 5 } }, unknownCodes: { Z9: 5 } };
  const text = reportText({ ...GOOD, ...codes, errors: { ...GOOD.errors, ...noLinkErrors(), looseAnswers: 90 } }, false);
  expect(text).toMatch(/\n {4}of these, unknown +Z9 +5 +5\.0 %\n/);
  expect(text).toMatch(/\n {2}matched without DE7 or DE41 +90\n/);
});
