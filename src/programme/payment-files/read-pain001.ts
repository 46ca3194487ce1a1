/**
 * Reads pain.001.001.03 and .09 while the bytes arrive. Only one payment is in memory at a time.
 *
 * Payments come before the file is known to be whole: the sums are known at its end. A caller keeps
 * what it does with them open until the generator ends, and drops it when a FileFault is thrown.
 */
import { PAYMENT_FILE_LIMITS, type PaymentFileLimits } from './limits.ts';
import { Pain001Collector } from './pain001-collector.ts';
import type { Pain001Event } from './pain001-event.ts';
import { StructureWalk } from './structure-walk.ts';
import { XmlReader } from './xml-reader.ts';

/** A large chunk is read in pieces, so that its events do not pile up. */
const PIECE_BYTES = 16_384;

/** Throws a FileFault for a file that is refused; errors of `chunks` pass through. */
export async function* readPain001(
  chunks: AsyncIterable<Uint8Array>,
  limits: PaymentFileLimits = PAYMENT_FILE_LIMITS,
): AsyncGenerator<Pain001Event, void, undefined> {
  const collector = new Pain001Collector(limits);
  const reader = new XmlReader(limits, new StructureWalk(collector));
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      reader.write(chunk.subarray(at, at + PIECE_BYTES));
      for (const event of collector.take()) yield event;
    }
  }
  reader.end();
  for (const event of collector.take()) yield event;
}
