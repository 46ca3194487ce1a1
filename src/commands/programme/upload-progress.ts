/** Reads a file to upload, and says on a terminal how much of it is sent. */
import { createReadStream } from 'node:fs';
import { onceEach } from '../../cards/progress.ts';

/** A terminal, or what stands for one in tests. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const PERIOD_MS = 100;
const BYTES_PER_MB = 1_000_000;
const CLEAR_LINE = '\r\x1b[K';

const mb = (bytes: number): string => (bytes / BYTES_PER_MB).toFixed(1);

/** The chunks of a file of `bytes` bytes. Without a terminal it is silent. Rejects with the error of the system. */
export async function* uploadChunks(
  path: string,
  bytes: number,
  output: ProgressOutput,
  nowMs: () => number = () => performance.now(),
): AsyncGenerator<Uint8Array> {
  let isShown = false;
  const tell = onceEach(
    PERIOD_MS,
    (sent, total) => {
      isShown = true;
      output.write(`${CLEAR_LINE}${mb(sent)} of ${mb(total)} MB sent`);
    },
    nowMs,
  );
  let sent = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      yield chunk;
      sent += chunk.length;
      if (output.isTTY === true) tell(sent, bytes);
    }
  } finally {
    if (isShown) output.write(CLEAR_LINE);
  }
}
