/**
 * Says what the first bytes are that a listener cannot take: another protocol, or messages behind
 * another header, TPDU or prefix, or in another dialect. For the log of a server, so it must be quick
 * and show no card data.
 */
import { HEADER_4B, type HeaderKind } from '../../protocol/framing/frame.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { protobufCodec } from '../../protocol/protobuf/codec.ts';
import { hideCertainCardData, revealHead } from '../mask/element-mask.ts';
import { HiddenBytes } from '../mask/hidden-bytes.ts';
import { hideUnknownBytes } from '../mask/unknown-bytes.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';
import { claimedLength } from '../read/prefix.ts';
import { foreignSentence } from './foreign.ts';
import { differenceWords, encodingWords, LayoutCache } from './hypotheses/dialect-variants.ts';
import { SIGNATURES } from './signatures.ts';
import { streamCause } from './stream-cause.ts';
import { type Expected, type Reading, readStream } from './stream-reading.ts';

export interface StreamStart {
  /** The likeliest cause and what to do, in one sentence; empty when none is likely. */
  readonly sentence: string;
  /** The first bytes in hexadecimal, stars for hidden half bytes: `00 7A 30 32`. */
  readonly received: string;
}

/** Bytes that are searched for a cause. */
const STREAM_BYTES_MAX = 2_048;
export const SHOWN_BYTES_MAX = 16;
/** Field and length of the body, behind the length header. */
const ENVELOPE_HEAD_BYTES = 2;

/** The option of the setting iso8583 that gives a header: `+4a`, `+2b+inclusive`. */
function optionOf({ name }: HeaderKind): string {
  return `+${name}`;
}

const LOW_BYTE_FIRST = /^\dle\b/;

function headerWords(header: HeaderKind | undefined, expected: HeaderKind): string {
  if (header === undefined) return `no length header where ${optionOf(expected)} is set`;
  if (header.bytes === expected.bytes && LOW_BYTE_FIRST.test(header.name) && !LOW_BYTE_FIRST.test(expected.name)) {
    return `the length has its low byte first: ${optionOf(header)}`;
  }
  return `a ${header.description} where ${optionOf(expected)} is set`;
}

function dialectWords(from: Dialect, to: Dialect): string {
  const plain = (encoding: string): string => encodingWords(encoding).replace(/ \(.*/, '');
  if (from.mti !== to.mti) return `${plain(to.mti)} where ${plain(from.mti)} is set`;
  if (from.version !== to.version) return `ISO 8583:${to.version === '1' ? 1993 : 1987} where ${from.version === '1' ? 1993 : 1987} is set`;
  if (from.bitmap !== to.bitmap) return `a bitmap in ${plain(to.bitmap)} where ${plain(from.bitmap)} are set`;
  return `another dialect (${differenceWords(from, to)})`;
}

/** The options of a listener that reads these messages, without those that the dialect implies. */
function optionsOf({ header, tpdu, prefixBytes }: Reading, plain: Dialect): string {
  const { header: own, headerInclusive } = plain;
  const isOwn = header?.name === (headerInclusive ? `${own}+inclusive` : own);
  const options = [
    header === undefined || isOwn ? '' : optionOf(header),
    tpdu === plain.tpdu ? '' : tpdu ? '+tpdu' : '+notpdu',
    prefixBytes === plain.prefixBytes ? '' : `+pre${prefixBytes}`,
  ];
  return options.join('');
}

/** How the messages differ from what the listener reads; empty when they do not. */
function differencesOf(reading: Reading, header: HeaderKind, dialect: Dialect, plain: Dialect): readonly string[] {
  const isOther = reading.dialect.name !== dialect.name;
  const words: string[] = isOther ? [dialectWords(dialect, reading.dialect)] : [];
  if (reading.header !== header) words.push(headerWords(reading.header, header));
  // What the other dialect has anyway needs no word.
  if (reading.tpdu !== (isOther ? plain.tpdu : dialect.tpdu))
    words.push(reading.tpdu ? 'a TPDU stands in front: +tpdu' : 'no TPDU stands in front: +notpdu');
  if (reading.prefixBytes !== dialect.prefixBytes)
    words.push(`${reading.prefixBytes} bytes stand in front of the MTI: +pre${reading.prefixBytes}`);
  return words;
}

/** Elements are not shown: only what stands in front of them is in question. */
function hideElements(hidden: HiddenBytes, { bytes, prefixBytes, unpacked }: ParseAttempt): void {
  const elements = prefixBytes + unpacked.bitmapOffset + unpacked.bitmapBytes;
  hidden.hideNibbles(elements * 2, (bytes.length - elements) * 2);
}

/** True when the bytes are an envelope of the protobuf wire behind a length header. */
function envelopeOffset(bytes: Buffer, expected: HeaderKind): number {
  return (
    [HEADER_4B.bytes, expected.bytes, 0].find((offset) => {
      const header = offset === HEADER_4B.bytes ? HEADER_4B : offset === 0 ? undefined : expected;
      const length = header === undefined ? bytes.length : claimedLength(header, bytes);
      if (length <= 0 || length > bytes.length - offset) return false;
      const frame = Buffer.from(bytes.subarray(offset, offset + length));
      return protobufCodec.decodeRequest(frame).kind === 'message' || protobufCodec.decodeResponse(frame).kind === 'message';
    }) ?? -1
  );
}

/** Explains the streams that one listener refuses. */
export class StreamExplainer {
  readonly #expected: Expected;
  /** Without the options of a listener. */
  readonly #plain: readonly Dialect[];
  readonly #dialects: readonly Dialect[];
  readonly #layouts = new LayoutCache();

  /** `plain`: the dialects that may be tried, as their files have them, that of the listener too. */
  constructor(expected: Expected, plain: readonly Dialect[]) {
    this.#expected = expected;
    this.#plain = plain;
    const own = expected.dialect === undefined ? [] : [expected.dialect];
    this.#dialects = [...own, ...plain.filter(({ name }) => name !== own[0]?.name)];
  }

  /** `bytes`: what came, from the header of the refused frame on. */
  explain(bytes: Buffer): StreamStart {
    const first = bytes.subarray(0, STREAM_BYTES_MAX);
    const hidden = new HiddenBytes(first);
    const sentence = this.#sentenceOf(first, hidden);
    return { sentence, received: hidden.hex(0, SHOWN_BYTES_MAX) };
  }

  #sentenceOf(bytes: Buffer, hidden: HiddenBytes): string {
    const { header, dialect } = this.#expected;
    const signature = SIGNATURES.find(({ matches }) => matches(bytes));
    if (signature !== undefined) {
      hideUnknownBytes(hidden, bytes);
      return signature.sentence;
    }
    const reading = readStream(bytes, { expected: this.#expected, dialects: this.#dialects, layouts: this.#layouts });
    // 12 00 begins messages of 1993 in BCD, and an envelope with an empty body: sense decides.
    const envelope = reading?.isTrusted === true && reading.attempt.isComplete ? -1 : envelopeOffset(bytes, header);
    if (envelope >= 0) {
      const shown = envelope + ENVELOPE_HEAD_BYTES;
      hidden.hideNibbles(shown * 2, (bytes.length - shown) * 2);
      return dialect === undefined
        ? ''
        : 'This looks like the protobuf wire of aksept: it belongs to the port of the setting protobufPort.';
    }
    if (reading?.isTrusted !== true) hideUnknownBytes(hidden, bytes);
    if (reading !== undefined) hideElements(hidden, reading.attempt);
    if (dialect === undefined) return reading === undefined ? '' : this.#isoSentence(reading);
    const difference = reading === undefined ? '' : this.#differenceSentence(reading, dialect);
    return difference === '' ? this.#causeSentence(bytes, dialect, hidden) : difference;
  }

  #causeSentence(bytes: Buffer, dialect: Dialect, hidden: HiddenBytes): string {
    const [dialects, layouts] = [this.#plain, this.#layouts];
    const cause = streamCause(bytes, { header: this.#expected.header, dialect, dialects, layouts });
    if (cause === undefined) return foreignSentence(bytes);
    revealHead(hidden, cause.attempt);
    hideCertainCardData(hidden, cause.attempt);
    hideElements(hidden, cause.attempt);
    return `Likely cause: ${cause.sentence.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}`;
  }

  #isoSentence({ header, dialect }: Reading): string {
    const behind = header === undefined ? 'without a length header' : `behind a ${header.description}`;
    return `This looks like ISO 8583 in ${dialect.name}, ${behind}: it belongs to a port of the setting iso8583.`;
  }

  #differenceSentence(reading: Reading, dialect: Dialect): string {
    const { header, dialectText } = this.#expected;
    const { name } = reading.dialect;
    const plain = this.#plain.find((other) => other.name === name) ?? reading.dialect;
    const words = differencesOf(reading, header, dialect, plain);
    const text = name === dialect.name ? dialectText : name;
    return words.length === 0 ? '' : `Likely cause: ${words.join(', ')}; try ${text}${optionsOf(reading, plain)}.`;
  }
}
