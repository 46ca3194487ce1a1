/** Finds the dialect, length header and TPDU with which the bytes of a message parse best. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Layout } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { isWholeFrame } from '../../protocol/iso8583/elements/message-elements.ts';
import { type ParseAttempt, parseAs } from '../read/parse-attempt.ts';
import { claimedLength, longerHeaders, matchingHeaders } from '../read/prefix.ts';
import type { LayoutCache } from './hypotheses/dialect-variants.ts';
import { isSoundParse, isTrustedParse, type Plausibility, plausibilityOf } from './plausibility.ts';

/** How to read a message; undefined members are detected. */
export interface ReadOptions {
  readonly dialect: Dialect | undefined;
  /** The length header in front of each message; `none`: there is no header. */
  readonly header: HeaderKind | 'none' | undefined;
  readonly tpdu: boolean | undefined;
}

export interface ParseOptions {
  readonly readOptions: ReadOptions;
  /** All dialects that may be tried. */
  readonly dialects: readonly Dialect[];
  readonly layouts: LayoutCache;
}

export interface BestAttempt {
  readonly attempt: ParseAttempt;
  readonly plausibility: Plausibility;
  readonly dialect: Dialect;
  readonly header: HeaderKind | undefined;
}

/** Length headers that may stand in front; undefined: none. */
function headersOf(bytes: Buffer, header: ReadOptions['header']): readonly (HeaderKind | undefined)[] {
  if (header === 'none') return [undefined];
  return header === undefined ? [undefined, ...matchingHeaders(bytes), ...longerHeaders(bytes)] : [header];
}

/** Compared number by number, like versions; higher is better. */
function ranking({ attempt, plausibility, header, dialect }: BestAttempt): readonly number[] {
  const { isSound, isTrusted, isMtiKnown, score } = plausibility;
  const isUsual = header === undefined && attempt.layout.tpduBytes > 0 === dialect.tpdu;
  const isCounted = header !== undefined && claimedLength(header, attempt.bytes) === attempt.bytes.length - header.bytes;
  if (!isMtiKnown) return [0, 0, 0, 0, Number(isUsual)];
  const hasBitmap = attempt.unpacked.problem?.element !== 1;
  return [Number(isSound), Number(isTrusted), 1, Number(hasBitmap), isTrusted ? score : Number(isUsual) + 2 * Number(isCounted), score];
}

function isBetterThan(one: BestAttempt, other: BestAttempt): boolean {
  const [ours, theirs] = [ranking(one), ranking(other)];
  const at = ours.findIndex((number, index) => number !== theirs[index]);
  return at >= 0 && (ours[at] ?? 0) > (theirs[at] ?? 0);
}

interface Candidate {
  readonly dialect: Dialect;
  readonly header: HeaderKind | undefined;
  readonly layout: Layout;
  readonly prefixBytes: number;
}

/** All that the options allow to try. */
function* candidatesFor(bytes: Buffer, { readOptions, dialects, layouts }: ParseOptions): Generator<Candidate, void> {
  for (const dialect of readOptions.dialect === undefined ? dialects : [readOptions.dialect]) {
    for (const header of headersOf(bytes, readOptions.header)) {
      for (const tpdu of readOptions.tpdu === undefined ? [dialect.tpdu, !dialect.tpdu] : [readOptions.tpdu]) {
        yield { dialect, header, layout: layouts.of(dialect, [], tpdu), prefixBytes: Math.min(header?.bytes ?? 0, bytes.length) };
      }
    }
  }
}

/**
 * The most plausible of the attempts that the options allow. Among equals the first wins, which
 * assumes least: no header, and a TPDU only if the dialect has one. Undefined if there is no
 * dialect to try.
 */
export function bestAttempt(bytes: Buffer, options: ParseOptions): BestAttempt | undefined {
  let best: BestAttempt | undefined;
  for (const { dialect, header, layout, prefixBytes } of candidatesFor(bytes, options)) {
    const attempt = parseAs(bytes, prefixBytes, layout);
    const candidate = { attempt, plausibility: plausibilityOf(attempt), dialect, header };
    if (best === undefined || isBetterThan(candidate, best)) best = candidate;
  }
  return best;
}

/** True if the bytes parse completely and plausibly as a message. */
export function isSoundMessage(bytes: Buffer, options: ParseOptions): boolean {
  for (const { layout, prefixBytes } of candidatesFor(bytes, options)) {
    const isWhole = isWholeFrame(layout, bytes.subarray(prefixBytes));
    if (isWhole && isSoundParse(parseAs(bytes, prefixBytes, layout))) return true;
  }
  return false;
}

/** True if the bytes parse plausibly as a message, or as the beginning of one. */
export function isPlausibleMessage(bytes: Buffer, options: ParseOptions): boolean {
  for (const { layout, prefixBytes } of candidatesFor(bytes, options)) {
    if (isTrustedParse(parseAs(bytes, prefixBytes, layout))) return true;
  }
  return false;
}

/**
 * The dialect in which the bytes parse best, and how well; undefined if no attempt is plausible.
 */
export function bestDialect(bytes: Buffer, options: ParseOptions): { readonly dialect: Dialect; readonly score: number } | undefined {
  const best = bestAttempt(bytes, options);
  if (best === undefined || !best.plausibility.isTrusted) return undefined;
  return { dialect: best.dialect, score: best.plausibility.score };
}
