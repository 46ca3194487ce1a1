/** Where and how a message is defective: what was expected there, and what was found. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { pluralize } from '../input/notes.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { nameOf, type ParseAttempt } from '../read/parse-attempt.ts';
import { claimedLength, matchingHeaders } from '../read/prefix.ts';
import type { Finding } from './diagnosis.ts';
import { encodingWords } from './hypotheses/dialect-variants.ts';
import type { Plausibility } from './plausibility.ts';
import { expectedWords, foundWords } from './problem-words.ts';

/** Members and kinds stand in JSON reports. */
export interface Defect {
  /** 0: the message as a whole, 1: the bitmap. */
  readonly element: number;
  readonly name: string;
  readonly offset: number;
  readonly kind: string;
  readonly reason: string;
  readonly expected: string;
  readonly found: string;
}

const WHOLE_MESSAGE = { element: 0, name: '', offset: 0 } as const;

/** The MTI is invalid in the dialect's version, so the elements are not checked. */
function unknownMti({ dialect, layout }: ParseAttempt, hidden: HiddenBytes, offset: number): Defect {
  const year = dialect.version === '1' ? 1993 : 1987;
  return {
    ...WHOLE_MESSAGE,
    offset,
    kind: 'unknownMti',
    reason: `The message: the MTI is none of ISO 8583:${year}.`,
    expected: `an MTI such as ${dialect.mtis.financial}, ${encodingWords(dialect.mti)}`,
    found: hidden.hex(offset, offset + layout.mtiBytes),
  };
}

/** Why the message could not be parsed; undefined if it could. */
export function parseDefect(attempt: ParseAttempt, hidden: HiddenBytes, { isTrusted, isMtiKnown }: Plausibility): Defect | undefined {
  const { problem, mti, mtiOffset } = attempt.unpacked;
  if (!isMtiKnown && mti !== '') return unknownMti(attempt, hidden, attempt.prefixBytes + mtiOffset);
  if (problem === undefined) return undefined;
  return {
    element: problem.element,
    name: nameOf(attempt.dialect, problem.element),
    offset: attempt.prefixBytes + problem.offset,
    kind: problem.kind,
    reason: problem.reason.replace(/ \(byte \d+\)\.$/, '.'),
    expected: expectedWords(attempt, problem),
    found: foundWords(attempt, problem, hidden, isTrusted),
  };
}

/** The message parses completely but implausibly, and another parse of it is plausible. */
export function implausibleDefect(attempt: ParseAttempt, better: ParseAttempt, doubts: readonly string[]): Defect {
  return {
    ...WHOLE_MESSAGE,
    kind: 'senseless',
    reason: 'The message can be taken apart, but what its elements say makes no sense.',
    expected: `what elements of ${attempt.dialect.name} say`,
    found: `nonsense in: ${doubts.join(', ')}; ${better.dialect.name} makes sense of all`,
  };
}

export interface HeaderDefect {
  readonly broken: Defect;
  readonly findings: readonly Finding[];
}

/** The length header does not count the bytes that follow it; undefined if it does. */
export function headerDefect(header: HeaderKind, bytes: Buffer): HeaderDefect | undefined {
  const [claimed, follow] = [claimedLength(header, bytes), bytes.length - header.bytes];
  if (claimed === follow) return undefined;
  const matching = matchingHeaders(bytes).find((kind) => kind.bytes === header.bytes);
  const off = pluralize(Math.abs(claimed - follow), 'byte');
  const sentence =
    matching === undefined
      ? `The message is whole; its sender counts ${claimed < 0 ? 'otherwise' : `${off} too ${claimed > follow ? 'many' : 'few'}`}.`
      : `The message is whole, and in front of it stands a ${matching.description}; use --header ${matching.name}.`;
  return {
    broken: {
      ...WHOLE_MESSAGE,
      kind: 'header',
      reason: 'The length header does not count what follows it.',
      expected: `a ${header.description} that counts ${follow}`,
      found: claimed < 0 ? `no ${header.description}` : `a count of ${claimed}`,
    },
    findings: [{ cause: 'front', sentence, attempt: undefined, isListable: false, rank: 0 }],
  };
}
