/** Reads the original that a request names, and the purpose that follows from it. */
import type { OriginalData, Purpose } from '../../../message.ts';
import { readDe56, readDe90 } from '../../elements/original-data.ts';
import { integerOf, textOf, trimmedTextOf } from '../scan/values.ts';
import { fail, type RequestSource } from './request-source.ts';
import { LONG_LOCAL_TIME } from './time-reader.ts';

const DE90_DIGITS = 42;
const UNNAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };

/** DE90 or DE56; undefined when the request has none. */
function originalElementOf(source: RequestSource): OriginalData | undefined {
  const { plan, scanner } = source;
  const element = plan.fields.original;
  if (element === 0 || !scanner.has(element)) return undefined;
  const text = textOf(scanner, element);
  const original = plan.layout.unitsMax[element] === DE90_DIGITS ? readDe90(text, source.nearMs) : readDe56(text);
  return original ?? fail(source, element, 'it does not name a message: MTI, STAN, date and time, acquirer');
}

/** The local date (MMDD) of the request itself. */
function ownLocalDate({ plan, scanner }: RequestSource): string {
  const { localTime, localDate } = plan.fields;
  if (localDate !== 0) return textOf(scanner, localDate);
  return plan.layout.unitsMax[localTime] === LONG_LOCAL_TIME ? textOf(scanner, localTime).slice(2, 6) : '';
}

/**
 * The original that a follow-up or an increment names. A reversal with neither DE90 (DE56) nor RRN
 * names the message with its own STAN and local date, because the messages of one transaction share
 * their STAN.
 */
export function originalOf(source: RequestSource): OriginalData | undefined {
  const { plan, scanner, messageClass, additional } = source;
  const { fields } = plan;
  // DE90 is in the second bitmap.
  if (messageClass === 'financial' && !scanner.hasSecondary && fields.original > 64) return undefined;
  const named = originalElementOf(source);
  if (messageClass === 'financial' && named === undefined) return undefined;
  const approvalCode = messageClass === 'financial' ? '' : trimmedTextOf(scanner, fields.approvalCode);
  const rrn = additional?.get('originalRrn') ?? '';
  const time = Number(additional?.get('originalTime') ?? 0);
  // The tag with the original's exact time makes the date in DE56 redundant.
  let localDate = additional?.get('originalDate') ?? (time === 0 ? named?.localDate : '') ?? '';
  let stan = named?.stan ?? 0;
  if (named === undefined && rrn === '' && localDate === '' && messageClass === 'reversal' && !scanner.has(fields.rrn)) {
    stan = integerOf(scanner, fields.stan);
    localDate = ownLocalDate(source) || source.localTime.slice(4, 8);
  }
  if (named === undefined && approvalCode === '' && rrn === '' && localDate === '') return undefined;
  const transmissionTimeMs = time === 0 ? (named?.transmissionTimeMs ?? 0) : time;
  return { ...(named ?? UNNAMED), stan, transmissionTimeMs, rrn, approvalCode, localDate };
}

/**
 * The purpose of a message when no code table gives one. An advice after a pre-authorization
 * completes it; an advice after a debit corrects it.
 */
export function impliedPurpose({ plan, scanner, messageClass }: RequestSource, original: OriginalData | undefined): Purpose | '' {
  const named = original?.class ?? '';
  if (messageClass === 'authorization') return named === 'authorization' ? 'increment' : '';
  if (messageClass !== 'advice') return '';
  if (named === 'authorization') return 'completion';
  if (named === 'financial') return 'partialDispense';
  const { rrn, approvalCode, responseCode } = plan.fields;
  return scanner.has(rrn) && scanner.has(approvalCode) && !scanner.has(responseCode) ? 'completion' : '';
}
