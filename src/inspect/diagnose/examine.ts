/** One message examined: in which way it is read, whether that is right, and if not, why not. */

import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { counted } from '../input/notes.ts';
import { type Listing, listingOf, type Withholds } from '../listing/listing.ts';
import { hideSuspected } from '../mask/card-data-in-text.ts';
import { hiddenOf, knownOf } from '../mask/element-mask.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { nameOf, type Reading, readAs } from '../read/parse-attempt.ts';
import { claimedLength, cutHeaders, fittingHeaders, frontWords } from '../read/prefix.ts';
import { diagnose, type Finding } from './diagnosis.ts';
import type { HostView } from './host-check.ts';
import { encodingWords, type LayoutBook } from './hypotheses/dialect-variants.ts';
import { type Plausibility, plausibilityOf } from './plausibility.ts';
import { expectedWords, foundWords } from './problem-words.ts';

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
  readonly host: HostView;
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
  /** Of a message in order: what is to be said of it all the same. */
  readonly remarks: readonly string[];
}

/** By so much another reading must make more sense to be told of a message that reads whole. */
const CLEARLY = 10;

interface Candidate {
  readonly reading: Reading;
  readonly plausibility: Plausibility;
  readonly dialect: Dialect;
  readonly header: HeaderKind | undefined;
}

/** Length headers that may stand in front; undefined: none. */
function headersOf(bytes: Buffer, header: Manner['header']): readonly (HeaderKind | undefined)[] {
  if (header === 'none') return [undefined];
  return header === undefined ? [undefined, ...fittingHeaders(bytes), ...cutHeaders(bytes)] : [header];
}

/** Compared from the first on that differs; the higher the better. What supposes less comes first and stays on a draw. */
function merits({ reading, plausibility, header, dialect }: Candidate): readonly number[] {
  const { isSound, isTrusted, isMtiKnown, score } = plausibility;
  const isUsual = header === undefined && reading.layout.headBytes > 0 === dialect.tpdu;
  const isCounted = header !== undefined && claimedLength(header, reading.bytes) === reading.bytes.length - header.bytes;
  if (!isMtiKnown) return [0, 0, 0, 0, Number(isUsual)];
  const hasBitmap = reading.unpacked.problem?.element !== 1;
  return [Number(isSound), Number(isTrusted), 1, Number(hasBitmap), isTrusted ? score : Number(isUsual) + 2 * Number(isCounted), score];
}

function isBetterThan(one: Candidate, other: Candidate): boolean {
  const [ours, theirs] = [merits(one), merits(other)];
  const at = ours.findIndex((merit, index) => merit !== theirs[index]);
  return at >= 0 && (ours[at] ?? 0) > (theirs[at] ?? 0);
}

/** The most believable of the readings that were asked for; of equal ones the one that supposes least. */
function chosen(bytes: Buffer, options: ExamineOptions): Candidate | undefined {
  const { manner, dialects, book } = options;
  let best: Candidate | undefined;
  for (const dialect of manner.dialect === undefined ? dialects : [manner.dialect]) {
    for (const header of headersOf(bytes, manner.header)) {
      for (const tpdu of manner.tpdu === undefined ? [dialect.tpdu, !dialect.tpdu] : [manner.tpdu]) {
        const reading = readAs(bytes, Math.min(header?.bytes ?? 0, bytes.length), book.of(dialect, [], tpdu));
        const candidate = { reading, plausibility: plausibilityOf(reading), dialect, header };
        if (best === undefined || isBetterThan(candidate, best)) best = candidate;
      }
    }
  }
  return best;
}

/** True for bytes that read whole and make sense, in the manner that was asked for. */
export function isSoundMessage(bytes: Buffer, options: ExamineOptions): boolean {
  const candidate = chosen(bytes, options);
  return candidate?.plausibility.isSound === true;
}

/** The dialect in which bytes read best, and how well. */
export function bestDialect(bytes: Buffer, options: ExamineOptions): { readonly dialect: Dialect; readonly score: number } | undefined {
  const candidate = chosen(bytes, options);
  if (candidate === undefined || !candidate.plausibility.isTrusted) return undefined;
  return { dialect: candidate.dialect, score: candidate.plausibility.score };
}

/** Digits in the place of the MTI that are none: what follows is not worth reading. */
function unknownMti({ dialect, layout }: Reading, hidden: HiddenBytes, offset: number): BrokenAt {
  const year = dialect.version === '1' ? 1993 : 1987;
  return {
    element: 0,
    name: '',
    offset,
    kind: 'unknownMti',
    reason: `The message: the MTI is none of ISO 8583:${year}.`,
    expected: `an MTI such as ${dialect.mtis.financial}, ${encodingWords(dialect.mti)}`,
    found: hidden.hex(offset, offset + layout.mtiBytes),
  };
}

function brokenOf(reading: Reading, hidden: HiddenBytes, { isTrusted, isMtiKnown }: Plausibility): BrokenAt | undefined {
  const { problem, mti, mtiOffset } = reading.unpacked;
  if (!isMtiKnown && mti !== '') return unknownMti(reading, hidden, reading.frontBytes + mtiOffset);
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

/** A header that was asked for, and counts something else than what follows. */
function miscounted(header: HeaderKind, bytes: Buffer): { readonly broken: BrokenAt; readonly findings: readonly Finding[] } | undefined {
  const [claimed, follow] = [claimedLength(header, bytes), bytes.length - header.bytes];
  if (claimed === follow) return undefined;
  const fitting = fittingHeaders(bytes).find((kind) => kind.bytes === header.bytes);
  const found = claimed < 0 ? `no ${header.description}` : `a count of ${claimed}`;
  const off = counted(Math.abs(claimed - follow), 'byte');
  const sentence =
    fitting === undefined
      ? `The message is whole; its sender counts ${claimed < 0 ? 'otherwise' : `${off} too ${claimed > follow ? 'many' : 'few'}`}.`
      : `The message is whole, and in front of it stands a ${fitting.description}; use --header ${fitting.name}.`;
  const reason = 'The length header does not count what follows it.';
  return {
    broken: { element: 0, name: '', offset: 0, kind: 'header', reason, expected: `a ${header.description} that counts ${follow}`, found },
    findings: [{ cause: 'front', sentence, reading: undefined, isListable: false, rank: 0 }],
  };
}

function withheld({ isTrusted, isMtiKnown }: Plausibility): Withholds {
  if (isTrusted) return 'doubtful';
  return isMtiKnown ? 'elements' : 'all';
}

/** Examines the bytes of one message, length header included where there is one. */
export function examine(bytes: Buffer, options: ExamineOptions): Examined {
  const candidate = chosen(bytes, options);
  if (candidate === undefined) throw new TypeError('There is no dialect to read a message in.');
  const { reading, plausibility, dialect, header } = candidate;
  const suspect = { base: reading, dialect, dialects: options.dialects, book: options.book };
  const count = plausibility.isSound && header !== undefined ? miscounted(header, bytes) : undefined;
  const findings = plausibility.isSound || !options.diagnoses ? (count?.findings ?? []) : diagnose(suspect, header);
  const [best] = findings;
  const isBetter =
    best?.reading?.isWhole === true && (!reading.isWhole || plausibilityOf(best.reading).score > plausibility.score + CLEARLY);
  const hidden = hiddenOf(reading);
  if (!plausibility.isSound) hideSuspected(hidden, bytes, plausibility.isTrusted ? knownOf(reading) : 'nothing');
  for (const other of findings) if (other.isListable && other.reading !== undefined) hidden.merge(hiddenOf(other.reading));
  const broken =
    brokenOf(reading, hidden, plausibility) ??
    count?.broken ??
    (isBetter && best.reading !== undefined ? senseless(reading, best.reading, plausibility.doubts) : undefined);
  const withholds = broken === undefined || plausibility.isSound ? 'nothing' : withheld(plausibility);
  return {
    reading,
    plausibility,
    header,
    listing: listingOf({ reading, hidden, nearMs: options.nearMs, withholds }, frontWords(bytes, reading.frontBytes, header)),
    broken,
    remarks: broken === undefined && plausibility.isMtiKnown ? options.host.remarks(reading, options.nearMs) : [],
    findings: broken === undefined ? [] : findings,
    better: broken === undefined ? undefined : betterOf(best, options.nearMs, plausibility.isTrusted ? hiddenOf(reading) : undefined),
  };
}

/** `own`: what the message hides as it was read, where that can be believed. */
function betterOf(best: Finding | undefined, nearMs: number, own: HiddenBytes | undefined): Examined['better'] {
  const reading = best?.reading;
  if (best === undefined || reading === undefined || !best.isListable) return undefined;
  const hidden = hiddenOf(reading);
  if (own !== undefined) hidden.merge(own);
  const { isSound } = plausibilityOf(reading);
  if (!isSound) hideSuspected(hidden, reading.bytes, knownOf(reading));
  const shown = { reading, hidden, nearMs, withholds: isSound ? 'nothing' : 'doubtful' } as const;
  return { reading, listing: listingOf(shown, frontWords(reading.bytes, reading.frontBytes, undefined)) };
}
