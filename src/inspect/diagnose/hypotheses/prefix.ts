/** Hypotheses about what stands in front of a message and behind it. */

import type { Layout } from '../../../protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import { counted } from '../../input/notes.ts';
import { type Reading, readAs } from '../../read/parse-attempt.ts';
import { fittingHeaders, frontWords } from '../../read/prefix.ts';
import { type Attempt, attempt, frontsOf, type Suspect } from './hypothesis.ts';

const TPDU_BYTES = 5;
const TRAILING_MAX = 300;
/** MTIs of which the first bytes may be lost. */
const MTIS = ['0100', '0110', '0120', '0130', '0200', '0210', '0220', '0230', '0400', '0410', '0420', '0430', '0800', '0810'] as const;

export function frontSentence(base: Reading, front: number, layout: Layout): string {
  const words = frontWords(base.bytes, front, undefined);
  const what = front === 0 ? 'no length header stands in front of it' : `in front of it: ${words}`;
  const off = Math.abs(front - base.frontBytes);
  const tpdu = layout.headBytes > 0 ? ', then a TPDU' : '';
  const kind = fittingHeaders(base.bytes).find(({ bytes }) => bytes === front)?.name;
  const advice = front === 0 ? '; use --header none' : kind === undefined ? '' : `; use --header ${kind}`;
  return `The message begins ${counted(off, 'byte')} ${front > base.frontBytes ? 'later' : 'earlier'} than it was read, at offset ${front}: ${what}${tpdu}${advice}.`;
}

/** What a header explains is likelier than any number of bytes. */
export function frontCost({ bytes, frontBytes }: Reading, front: number): number {
  if (front === frontBytes) return 0;
  return front === 0 || fittingHeaders(bytes).some((kind) => kind.bytes === front) ? 1 : 2;
}

export function otherFronts({ base, dialect, book }: Suspect): readonly Attempt[] {
  const layout = book.of(dialect, [], base.layout.headBytes > 0);
  return frontsOf(base)
    .filter((front) => front !== base.frontBytes)
    .map((front) => attempt('front', frontCost(base, front), readAs(base.bytes, front, layout), frontSentence(base, front, layout)));
}

export function otherTpdu({ base, dialect, book }: Suspect): readonly Attempt[] {
  const hasTpdu = base.layout.headBytes > 0;
  const layout = book.of(dialect, [], !hasTpdu);
  const sentence = hasTpdu
    ? 'There is no TPDU in front of the MTI; use --no-tpdu.'
    : `${TPDU_BYTES} bytes of TPDU stand in front of the MTI; use --tpdu.`;
  return frontsOf(base).map((front) => {
    const where = front === base.frontBytes ? '' : ` ${frontSentence(base, front, layout)}`;
    return attempt('tpdu', 1 + frontCost(base, front), readAs(base.bytes, front, layout), `${sentence}${where}`);
  });
}

/** The first bytes of the MTI went with a header that was taken for longer than it is. */
export function missingFront({ base, dialects, book }: Suspect): readonly Attempt[] {
  return dialects.flatMap((dialect) => {
    const layout = book.of(dialect, [], false);
    return MTIS.flatMap((mti1987) => {
      const mti = `${dialect.version}${mti1987.slice(1)}`;
      const encoded = mtiBytes(mti, dialect.mti);
      return Array.from({ length: encoded.length - 1 }, (_none, index) => index + 1).flatMap((lost) => {
        if (!base.bytes.subarray(0, encoded.length - lost).equals(encoded.subarray(lost))) return [];
        const reading = readAs(Buffer.concat([encoded.subarray(0, lost), base.bytes]), 0, layout);
        const sentence = `The first ${counted(lost, 'byte')} of the MTI ${lost === 1 ? 'is' : 'are'} missing: what cut the message out took a length header for ${counted(lost, 'byte')} longer than it is (dialect ${dialect.name}).`;
        return [attempt('missingFront', 2, reading, sentence, false)];
      });
    });
  });
}

function mtiBytes(mti: string, encoding: Dialect['mti']): Buffer {
  if (encoding === 'bcdLeft') return Buffer.from(mti, 'hex');
  return encoding === 'ascii' ? Buffer.from(mti, 'latin1') : Buffer.from([...mti].map((digit) => 0xf0 + Number(digit)));
}

const LINE_END = /^(?:\r\n|\n|\r)+$/;

function trailingWords(rest: Buffer): string {
  const size = counted(rest.length, 'byte');
  if (LINE_END.test(rest.toString('latin1'))) return `${size}, a line end`;
  if (rest.every((byte) => byte === 0)) return `${size} of zeros`;
  if (rest[0] === 0x03 && rest.length <= 2) return rest.length === 2 ? `${size}, ETX and a check character` : `${size}, ETX`;
  return rest.length === 8 ? `${size}, as many as a MAC that no bit announces` : size;
}

/** The message is whole, and more follows. */
export function trailing({ base, dialects, book, dialect }: Suspect): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const other of [dialect, ...dialects.filter(({ name }) => name !== dialect.name)]) {
    const layout = other.name === dialect.name ? base.layout : book.of(other);
    const { unpacked } = readAs(base.bytes, base.frontBytes, layout);
    const end = base.frontBytes + unpacked.endOffset;
    const rest = base.bytes.subarray(end);
    if (unpacked.problem?.kind !== 'trailing' || rest.length > TRAILING_MAX) continue;
    const sentence = `The message ends at offset ${end}, and behind it there is more: ${trailingWords(rest)}. Leave that out, or cut the stream by its length header.`;
    attempts.push(
      attempt('trailing', other.name === dialect.name ? 3 : 5, readAs(base.bytes.subarray(0, end), base.frontBytes, layout), sentence),
    );
  }
  return attempts;
}
