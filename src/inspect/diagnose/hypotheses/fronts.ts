/**
 * Hypotheses about what stands in front of the MTI, whatever it is: at each offset at which an MTI
 * may stand, the message is read in each dialect and bundle of settings.
 */
import type { Layout } from '../../../protocol/iso8583/codec/layout.ts';
import { type Front, nameFront } from '../../read/front.ts';
import { isMtiAt } from '../../read/message-start.ts';
import { type ParseAttempt, parseAs } from '../../read/parse-attempt.ts';
import { nameOfRest } from '../../read/rest.ts';
import { bundleLayouts } from './bundles.ts';
import type { BrokenMessage, Hypothesis } from './hypothesis.ts';

const FRONT_BYTES_MAX = 64;
const ETX = 0x03;
/** ETX and a check character. */
const END_BYTES_MAX = 2;
const COSTS = { named: 0.5, unknown: 2.5, otherDialect: 1, bundle: 2 } as const;

interface Tried {
  readonly layout: Layout;
  readonly words: string;
  readonly cost: number;
}

function layoutsOf({ dialect, dialects, layouts }: BrokenMessage): readonly Tried[] {
  const plain = dialects.map((other): Tried => {
    const isSame = other.name === dialect.name;
    const words = isSame ? '' : `It is in the dialect ${other.name}; use --dialect ${other.name}${other.tpdu ? ' --no-tpdu' : ''}.`;
    return { layout: layouts.of(other, [], false), words, cost: isSame ? 0 : COSTS.otherDialect };
  });
  return [...plain, ...bundleLayouts(dialects).map(({ layout, words }): Tried => ({ layout, words, cost: COSTS.bundle }))];
}

/** ETX, with or without its check character, behind a message that begins with STX. */
function withoutEnd(bytes: Buffer, frontBytes: number): readonly { readonly bytes: Buffer; readonly words: string }[] {
  const ends: { bytes: Buffer; words: string }[] = [{ bytes, words: '' }];
  for (let count = 1; count <= END_BYTES_MAX; count += 1) {
    const end = bytes.length - count;
    if (end <= frontBytes || bytes[end] !== ETX) continue;
    const message = bytes.subarray(frontBytes, end);
    ends.push({ bytes: bytes.subarray(0, end), words: nameOfRest(bytes.subarray(end), message) });
  }
  return ends;
}

/** Nothing, a length header, or a TPDU behind it: other hypotheses say which option reads that. */
function isUsual({ words }: Front): boolean {
  return words.every((part, index) => part === 'a TPDU' || (index === 0 && part.endsWith(' follow')));
}

function sentenceOf(front: Front, frontBytes: number, end: string, dialectWords: string): string {
  const before =
    front.words.length === 0
      ? 'Nothing stands in front of the MTI'
      : `In front of the MTI, at offset ${frontBytes}, there is ${front.words.join(', then ')}`;
  const behind = end === '' ? '' : `; behind the message there is ${end}`;
  return `${before}${behind}.${dialectWords === '' ? '' : ` ${dialectWords}`}`;
}

/** Something else than the length header and TPDU that were tried stands in front of the MTI. */
export function otherFronts(message: BrokenMessage): readonly Hypothesis[] {
  const { bytes } = message.parsed;
  const tried = layoutsOf(message);
  const hypotheses: Hypothesis[] = [];
  for (let frontBytes = 0; frontBytes <= Math.min(FRONT_BYTES_MAX, bytes.length); frontBytes += 1) {
    if (!isMtiAt(bytes, frontBytes)) continue;
    for (const end of withoutEnd(bytes, frontBytes)) {
      for (const { layout, words, cost } of tried) {
        const attempt: ParseAttempt = parseAs(end.bytes, frontBytes, layout);
        if (!attempt.isComplete) continue;
        const front = nameFront(bytes, frontBytes);
        if (isUsual(front) && end.words === '' && cost < COSTS.bundle) continue;
        const sentence = sentenceOf(front, frontBytes, end.words, words);
        const frontCost = front.unknownBytes === 0 ? COSTS.named : COSTS.unknown;
        hypotheses.push({ cause: 'front', cost: cost + frontCost, attempt, sentence, isOwnBytes: true });
      }
    }
  }
  return hypotheses;
}
