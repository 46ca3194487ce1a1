/**
 * Checks what aksept itself would answer to a request that parses: a mandatory element may be
 * missing, or its type unknown.
 */
import type { Codec } from '../../protocol/codec.ts';
import { createIsoCodec } from '../../protocol/iso8583/codec/codec.ts';
import type { Layout } from '../../protocol/iso8583/codec/layout.ts';
import { isNeverAnswered } from '../../protocol/iso8583/elements/mti.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';

export class HostCheck {
  readonly #codecs = new Map<Layout, Codec>();
  #nowMs = 0;

  /**
   * One sentence if aksept would refuse the request. `nowMs`: dates without a year get the year
   * nearest to it.
   */
  remarks({ layout, unpacked, bytes, prefixBytes }: ParseAttempt, nowMs: number): readonly string[] {
    if (isNeverAnswered(Number(unpacked.mti))) return [];
    this.#nowMs = nowMs;
    let codec = this.#codecs.get(layout);
    if (codec === undefined) {
      codec = createIsoCodec(layout.dialect, { nowMs: () => this.#nowMs });
      this.#codecs.set(layout, codec);
    }
    // A copy, because a codec may overwrite the PIN block that it has read.
    const decoded = codec.decodeRequest(Buffer.from(bytes.subarray(prefixBytes)));
    if (decoded.kind === 'malformed') return [`aksept would answer formatError: ${decoded.reason}`];
    if (decoded.kind === 'unreadable' || decoded.kind === 'ignored') return [`aksept would not answer it: ${decoded.reason}`];
    const isUnknown = decoded.kind === 'message' && 'type' in decoded.message && decoded.message.type === 'unknown';
    return isUnknown ? ['aksept would answer invalidTransaction: it has no such transaction type.'] : [];
  }
}
