/** Hypotheses about the bytes before a message (length header, TPDU) and after it. */

import type { Layout } from '../../../protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import { pluralize } from '../../input/notes.ts';
import { type ParseAttempt, parseAs } from '../../read/parse-attempt.ts';
import { describePrefix, matchingHeaders } from '../../read/prefix.ts';
import { restWords } from '../../read/rest.ts';
import { type BrokenMessage, type Hypothesis, prefixLengths } from './hypothesis.ts';

const TPDU_BYTES = 5;
const TRAILING_MAX = 300;
/** MTIs whose first bytes may have been cut off. */
const MTIS = ['0100', '0110', '0120', '0130', '0200', '0210', '0220', '0230', '0400', '0410', '0420', '0430', '0800', '0810'] as const;

export function prefixSentence(parsed: ParseAttempt, prefixBytes: number, layout: Layout): string {
  const words = describePrefix(parsed.bytes, prefixBytes, undefined);
  const what = prefixBytes === 0 ? 'no length header stands in front of it' : `in front of it: ${words}`;
  const off = Math.abs(prefixBytes - parsed.prefixBytes);
  const tpdu = layout.tpduBytes > 0 ? ', then a TPDU' : '';
  const kind = matchingHeaders(parsed.bytes).find(({ bytes }) => bytes === prefixBytes)?.name;
  const advice = prefixBytes === 0 ? '; use --header none' : kind === undefined ? '' : `; use --header ${kind}`;
  return `The message begins ${pluralize(off, 'byte')} ${prefixBytes > parsed.prefixBytes ? 'later' : 'earlier'} than it was read, at offset ${prefixBytes}: ${what}${tpdu}${advice}.`;
}

/** A prefix that a length header explains is likelier than other prefixes. */
export function prefixCost(parsed: ParseAttempt, prefixBytes: number): number {
  if (prefixBytes === parsed.prefixBytes) return 0;
  return prefixBytes === 0 || matchingHeaders(parsed.bytes).some((kind) => kind.bytes === prefixBytes) ? 1 : 2;
}

/** The message begins at another offset. */
export function otherPrefixes({ parsed, dialect, layouts }: BrokenMessage): readonly Hypothesis[] {
  const layout = layouts.of(dialect, [], parsed.layout.tpduBytes > 0);
  return prefixLengths(parsed)
    .filter((prefixBytes) => prefixBytes !== parsed.prefixBytes)
    .map((prefixBytes) => ({
      cause: 'front',
      cost: prefixCost(parsed, prefixBytes),
      attempt: parseAs(parsed.bytes, prefixBytes, layout),
      sentence: prefixSentence(parsed, prefixBytes, layout),
      isOwnBytes: true,
    }));
}

/** There is a TPDU where none was expected, or the other way round. */
export function otherTpdu({ parsed, dialect, layouts }: BrokenMessage): readonly Hypothesis[] {
  const hasTpdu = parsed.layout.tpduBytes > 0;
  const layout = layouts.of(dialect, [], !hasTpdu);
  const sentence = hasTpdu
    ? 'There is no TPDU in front of the MTI; use --no-tpdu.'
    : `${TPDU_BYTES} bytes of TPDU stand in front of the MTI; use --tpdu.`;
  return prefixLengths(parsed).map((prefixBytes) => {
    const where = prefixBytes === parsed.prefixBytes ? '' : ` ${prefixSentence(parsed, prefixBytes, layout)}`;
    return {
      cause: 'tpdu',
      cost: 1 + prefixCost(parsed, prefixBytes),
      attempt: parseAs(parsed.bytes, prefixBytes, layout),
      sentence: `${sentence}${where}`,
      isOwnBytes: true,
    };
  });
}

/**
 * The first bytes of the MTI were cut off, because the length header was assumed to be longer than
 * it is.
 */
export function missingMtiBytes({ parsed, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  return dialects.flatMap((dialect) => {
    const layout = layouts.of(dialect, [], false);
    return MTIS.flatMap((mti1987) => {
      const mti = `${dialect.version}${mti1987.slice(1)}`;
      const encoded = mtiBytes(mti, dialect.mti);
      return Array.from({ length: encoded.length - 1 }, (_none, index) => index + 1).flatMap((lost) => {
        if (!parsed.bytes.subarray(0, encoded.length - lost).equals(encoded.subarray(lost))) return [];
        const attempt = parseAs(Buffer.concat([encoded.subarray(0, lost), parsed.bytes]), 0, layout);
        const sentence = `The first ${pluralize(lost, 'byte')} of the MTI ${lost === 1 ? 'is' : 'are'} missing: what cut the message out took a length header for ${pluralize(lost, 'byte')} longer than it is (dialect ${dialect.name}).`;
        return [{ cause: 'missingFront' as const, cost: 2, attempt, sentence, isOwnBytes: false }];
      });
    });
  });
}

function mtiBytes(mti: string, encoding: Dialect['mti']): Buffer {
  if (encoding === 'bcdLeft') return Buffer.from(mti, 'hex');
  return encoding === 'ascii' ? Buffer.from(mti, 'latin1') : Buffer.from([...mti].map((digit) => 0xf0 + Number(digit)));
}

/** The message is complete, and more bytes follow. */
export function trailing({ parsed, dialects, layouts, dialect }: BrokenMessage): readonly Hypothesis[] {
  const hypotheses: Hypothesis[] = [];
  for (const other of [dialect, ...dialects.filter(({ name }) => name !== dialect.name)]) {
    const layout = other.name === dialect.name ? parsed.layout : layouts.of(other);
    const { unpacked } = parseAs(parsed.bytes, parsed.prefixBytes, layout);
    const end = parsed.prefixBytes + unpacked.endOffset;
    const rest = parsed.bytes.subarray(end);
    if (unpacked.problem?.kind !== 'trailing' || rest.length > TRAILING_MAX) continue;
    const sentence = `The message ends at offset ${end}, and behind it there is more: ${restWords(rest, parsed.bytes.subarray(parsed.prefixBytes, end))}. Leave that out, or cut the stream by its length header.`;
    const attempt = parseAs(parsed.bytes.subarray(0, end), parsed.prefixBytes, layout);
    hypotheses.push({ cause: 'trailing', cost: other.name === dialect.name ? 3 : 5, attempt, sentence, isOwnBytes: true });
  }
  return hypotheses;
}
