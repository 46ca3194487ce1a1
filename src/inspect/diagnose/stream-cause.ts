/**
 * What the inspector would say of the first message of a stream whose framing and dialect are as the
 * listener has them: which element is wrong, or what stands in front of an MTI that is not where it
 * should be.
 */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { nameFront } from '../read/front.ts';
import { type ParseAttempt, parseAs } from '../read/parse-attempt.ts';
import { claimedLength } from '../read/prefix.ts';
import { headerDefect } from './defect.ts';
import { diagnose } from './diagnosis.ts';
import type { LayoutCache } from './hypotheses/dialect-variants.ts';
import { otherFronts } from './hypotheses/fronts.ts';
import { plausibilityOf } from './plausibility.ts';

export interface StreamCause {
  /** One or two sentences, without options of the inspector. */
  readonly sentence: string;
  /** Undefined: the listener's own parse. */
  readonly attempt: ParseAttempt;
}

export interface CauseOptions {
  readonly header: HeaderKind;
  readonly dialect: Dialect;
  readonly dialects: readonly Dialect[];
  readonly layouts: LayoutCache;
}

/** Options of the inspector, which a listener does not have. */
const INSPECTOR_OPTIONS = /; use --[^.;]*/g;
/** A header that counts more than this many times what came is no length. */
const CUT_FACTOR = 4;

function withoutOptions(sentence: string): string {
  return sentence.replace(INSPECTOR_OPTIONS, '');
}

/** The MTI stands elsewhere, and everything in front of it has a name. */
function frontCause(bytes: Buffer, parsed: ParseAttempt, { dialect, dialects, layouts }: CauseOptions): StreamCause | undefined {
  const ranked = otherFronts({ parsed, dialect, dialects, layouts, isCounted: false })
    .filter(({ attempt }) => attempt.prefixBytes > 0 && nameFront(bytes, attempt.prefixBytes).unknownBytes === 0)
    .map((hypothesis) => ({ ...hypothesis, plausibility: plausibilityOf(hypothesis.attempt) }))
    .filter(({ plausibility }) => plausibility.isSound)
    .sort((a, b) => b.plausibility.score - b.cost - (a.plausibility.score - a.cost));
  const [best] = ranked;
  return best === undefined ? undefined : { sentence: withoutOptions(best.sentence), attempt: best.attempt };
}

/** The first frame in the listener's framing and dialect; undefined if the header is no length. */
function ownAttempt(bytes: Buffer, { header, dialect, layouts }: CauseOptions): ParseAttempt | undefined {
  const claimed = claimedLength(header, bytes);
  const follow = bytes.length - header.bytes;
  if (claimed < 0 || claimed > follow * CUT_FACTOR) return undefined;
  return parseAs(bytes.subarray(0, header.bytes + Math.min(claimed, follow)), header.bytes, layouts.of(dialect));
}

/** The cause within the message, or undefined when none is likely. */
function messageCause(parsed: ParseAttempt, { header, dialect, layouts }: CauseOptions): StreamCause | undefined {
  const { isMtiKnown, isSound } = plausibilityOf(parsed);
  if (!isMtiKnown) return undefined;
  // Other dialects were tried before; without them this takes about ten milliseconds.
  const findings = isSound
    ? headerDefect(header, parsed.bytes)?.findings
    : diagnose({ parsed, dialect, dialects: [dialect], layouts }, header);
  const [best] = findings ?? [];
  return best === undefined ? undefined : { sentence: withoutOptions(best.sentence), attempt: parsed };
}

/** `bytes`: what came, from the header of the refused frame on. */
export function streamCause(bytes: Buffer, options: CauseOptions): StreamCause | undefined {
  const { header, dialect, layouts } = options;
  const own = ownAttempt(bytes, options);
  const inMessage = own === undefined ? undefined : messageCause(own, options);
  if (inMessage !== undefined) return inMessage;
  const bare = parseAs(bytes, 0, layouts.of(dialect));
  const front = frontCause(bytes, bare, options);
  if (front !== undefined) return front;
  const withoutHeader = messageCause(bare, options);
  if (withoutHeader === undefined) return undefined;
  return { ...withoutHeader, sentence: `No length header where +${header.name} is set. ${withoutHeader.sentence}` };
}
