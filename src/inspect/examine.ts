/** One message examined: in which way it is read, whether that is right, and if not, why not. */

import type { HeaderKind } from '../protocol/frame.ts';
import type { Dialect } from '../protocol/iso8583/dialect.ts';
import { diagnose, type Finding } from './diagnosis.ts';
import { claimedLength, fittingHeaders, frontWords } from './front.ts';
import type { HiddenBytes } from './hidden-bytes.ts';
import { type Listing, listingOf } from './listing.ts';
import { type Plausibility, plausibilityOf } from './plausibility.ts';
import { expectedWords, foundWords } from './problem-words.ts';
import { nameOf, type Reading, readAs } from './reading.ts';
import { hideSuspected } from './secret-text.ts';
import { hiddenOf, knownOf } from './secrets.ts';
import type { LayoutBook } from './variants.ts';

/** How a message is to be read; what is undefined is found out. */
export interface Manner {
  readonly dialect: Dialect | undefined;
  /** Every message has this header in front; 'none': none has. */
  readonly header: HeaderKind | 'none' | undefined;
  readonly tpdu: boolean | undefined;
}

export interface ExamineOptions {
  readonly manner: Manner;
  /** All that may be tried. */
  readonly dialects: readonly Dialect[];
  readonly book: LayoutBook;
  /** Which year dates without one are seen from; Unix milliseconds. */
  readonly nearMs: number;
  /** Whether to look for what broke a message, which takes some fifty milliseconds. */
  readonly diagnoses: boolean;
}

export interface BrokenAt {
  /** 0: the message as such, 1: the bitmap. */
  readonly element: number;
  readonly name: string;
  readonly offset: number;
  readonly kind: string;
  readonly reason: string;
  readonly expected: string;
  readonly found: string;
}

export interface Examined {
  readonly reading: Reading;
  readonly plausibility: Plausibility;
  readonly listing: Listing;
  /** Undefined: the message is in order. */
  readonly broken: BrokenAt | undefined;
  /** Best first. */
  readonly findings: readonly Finding[];
  /** The listing as the best finding reads it, where that is something to look at. */
  readonly better: { readonly reading: Reading; readonly listing: Listing } | undefined;
  readonly header: HeaderKind | undefined;
}

interface Candidate {
  readonly reading: Reading;
  readonly plausibility: Plausibility;
  readonly dialect: Dialect;
  readonly header: HeaderKind | undefined;
}

/** Length headers that may stand in front; undefined: none. */
function headersOf(bytes: Buffer, header: Manner['header']): readonly (HeaderKind | undefined)[] {
  if (header === 'none') return [undefined];
  return header === undefined ? [undefined, ...fittingHeaders(bytes)] : [header];
}

/** The most believable of the readings that were asked for; of equal ones the one that supposes least. */
function chosen(bytes: Buffer, options: ExamineOptions): Candidate | undefined {
  const { manner, dialects, book } = options;
  let best: Candidate | undefined;
  for (const dialect of manner.dialect === undefined ? dialects : [manner.dialect]) {
    for (const header of headersOf(bytes, manner.header)) {
      for (const tpdu of manner.tpdu === undefined ? [dialect.tpdu, !dialect.tpdu] : [manner.tpdu]) {
        const reading = readAs(bytes, Math.min(header?.bytes ?? 0, bytes.length), book.of(dialect, [], tpdu));
        const plausibility = plausibilityOf(reading);
        if (best === undefined || plausibility.score > best.plausibility.score) best = { reading, plausibility, dialect, header };
      }
    }
  }
  return best;
}

/** True for bytes that read whole and make sense, in the manner that was asked for. */
export function isSoundMessage(bytes: Buffer, options: ExamineOptions): boolean {
  const candidate = chosen(bytes, options);
  return candidate?.reading.isWhole === true && candidate.plausibility.isTrusted;
}

/** The dialect in which bytes read best, and how well. */
export function bestDialect(bytes: Buffer, options: ExamineOptions): { readonly dialect: Dialect; readonly score: number } | undefined {
  const candidate = chosen(bytes, options);
  if (candidate === undefined || !candidate.plausibility.isTrusted) return undefined;
  return { dialect: candidate.dialect, score: candidate.plausibility.score };
}

function brokenOf(reading: Reading, hidden: HiddenBytes, isTrusted: boolean): BrokenAt | undefined {
  const { problem } = reading.unpacked;
  if (problem === undefined) return undefined;
  return {
    element: problem.element,
    name: nameOf(reading.dialect, problem.element),
    offset: reading.frontBytes + problem.offset,
    kind: problem.kind,
    reason: problem.reason.replace(/ \(byte \d+\)\.$/, '.'),
    expected: expectedWords(reading, problem),
    found: foundWords(reading, problem, hidden, isTrusted),
  };
}

/** A message that reads whole but says nothing that such messages say, while another reading does. */
function senseless(reading: Reading, better: Reading, doubts: readonly string[]): BrokenAt {
  return {
    element: 0,
    name: '',
    offset: 0,
    kind: 'senseless',
    reason: 'The message can be taken apart, but what its elements say makes no sense.',
    expected: `what elements of ${reading.dialect.name} say`,
    found: `nonsense in: ${doubts.join(', ')}; ${better.dialect.name} makes sense of all`,
  };
}

/** Examines the bytes of one message, length header included where there is one. */
export function examine(bytes: Buffer, options: ExamineOptions): Examined {
  const candidate = chosen(bytes, options);
  if (candidate === undefined) throw new TypeError('There is no dialect to read a message in.');
  const { reading, plausibility, dialect, header } = candidate;
  const isSound = reading.isWhole && plausibility.isTrusted;
  const suspect = { base: reading, dialect, dialects: options.dialects, book: options.book };
  const claimed = header === undefined ? -1 : claimedLength(header, bytes);
  const findings = isSound || !options.diagnoses ? [] : diagnose(suspect, claimed < 0 ? undefined : claimed);
  const [best] = findings;
  const isBetter = best?.reading?.isWhole === true && (!reading.isWhole || plausibilityOf(best.reading).score > plausibility.score + 10);
  const hidden = hiddenOf(reading);
  if (!isSound) hideSuspected(hidden, bytes, plausibility.isTrusted ? knownOf(reading) : 'nothing');
  for (const other of findings) if (other.isListable && other.reading !== undefined) hidden.merge(hiddenOf(other.reading));
  const isOdd = reading.isWhole && !isBetter;
  const broken =
    brokenOf(reading, hidden, plausibility.isTrusted) ??
    (isBetter && best.reading !== undefined ? senseless(reading, best.reading, plausibility.doubts) : undefined);
  const shown = {
    reading,
    hidden,
    nearMs: options.nearMs,
    withholds: isOdd ? 'nothing' : plausibility.isTrusted ? 'doubtful' : 'all',
  } as const;
  return {
    reading,
    plausibility,
    header,
    listing: listingOf(shown, frontWords(bytes, reading.frontBytes, header)),
    broken,
    findings: broken === undefined ? [] : findings,
    better: broken === undefined ? undefined : betterOf(best, options.nearMs),
  };
}

function betterOf(best: Finding | undefined, nearMs: number): Examined['better'] {
  const reading = best?.reading;
  if (best === undefined || reading === undefined || !best.isListable) return undefined;
  const hidden = hiddenOf(reading);
  if (!reading.isWhole) hideSuspected(hidden, reading.bytes, knownOf(reading));
  const shown = { reading, hidden, nearMs, withholds: reading.isWhole ? 'nothing' : 'doubtful' } as const;
  return { reading, listing: listingOf(shown, frontWords(reading.bytes, reading.frontBytes, undefined)) };
}
