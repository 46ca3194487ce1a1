/** Reads request bodies within their limits, and within a time. */
import type { IncomingMessage } from 'node:http';
import type { Turns } from '../../issuing/turns.ts';
import { ClientGoneError, HttpError, isClientGone } from '../error.ts';
import type { BodyLimit } from './body-limits.ts';
import { type JsonExcess, JsonScan } from './json-scan.ts';

/** 413. Names the limit and what to do. */
export function bodyTooLarge({ bytesMax, advice }: Pick<BodyLimit, 'bytesMax' | 'advice'>): HttpError {
  return new HttpError('bodyTooLarge', `The body is longer than the ${bytesMax} bytes that this path accepts; ${advice}.`);
}

/** 413. */
export function bodyExcess(excess: JsonExcess, { valuesMax, depthMax, advice }: BodyLimit): HttpError {
  if (excess === 'tooDeep') {
    return new HttpError('bodyTooDeep', `The body nests lists and objects more than ${depthMax} deep; send plain JSON of the path.`);
  }
  return new HttpError('bodyTooLarge', `The body holds more than the ${valuesMax} values that this path accepts; ${advice}.`);
}

function tooSlow(timeoutMs: number): HttpError {
  return new HttpError('bodyTooSlow', `The rest of the body did not arrive within ${timeoutMs} ms; send the request again.`);
}

/** Throws the 413 of a Content-Length above the limit. */
export function checkClaimedLength({ headers }: Pick<IncomingMessage, 'headers'>, limit: BodyLimit): void {
  if (Number(headers['content-length'] ?? 0) > limit.bytesMax) throw bodyTooLarge(limit);
}

/** What is read and scanned in one turn of the event loop; the next turn belongs to others. */
export const READ_BYTES_PER_TURN = 16_384;

export interface ReadOptions {
  /** For the whole body. */
  readonly timeoutMs: number;
  readonly turns: Turns;
}

/**
 * The whole body as text. Rejects with an HttpError as soon as a limit is exceeded, and with a
 * ClientGoneError when the client leaves.
 */
export function readBody(payload: IncomingMessage, limit: BodyLimit, { timeoutMs, turns }: ReadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const scan = new JsonScan(limit);
    let bytes = 0;
    let bytesInTurn = 0;
    let isOver = false;
    const end = (settle: () => void): void => {
      isOver = true;
      clearTimeout(timer);
      payload.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      settle();
    };
    const fail = (error: Error): void => {
      payload.pause();
      end(() => reject(error));
    };
    const inNextTurn = async (): Promise<void> => {
      payload.pause();
      await turns.next();
      bytesInTurn = 0;
      if (!isOver) payload.resume();
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      bytesInTurn += chunk.length;
      // The length comes first: bytes beyond it are not even scanned.
      const excess = bytes > limit.bytesMax ? undefined : scan.push(chunk);
      if (bytes > limit.bytesMax) fail(bodyTooLarge(limit));
      else if (excess !== undefined) fail(bodyExcess(excess, limit));
      else {
        chunks.push(chunk);
        if (bytesInTurn >= READ_BYTES_PER_TURN) void inNextTurn();
      }
    };
    const onEnd = (): void =>
      end(() => resolve((chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, bytes)).toString('utf8')));
    const onGone = (): void => fail(new ClientGoneError());
    const timer = setTimeout(() => fail(tooSlow(timeoutMs)), timeoutMs);
    payload.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

/**
 * The body in the pieces in which it arrives. Reading pauses while a piece is worked on, and
 * `timeoutMs` is for each piece. Throws like readBody.
 */
export async function* bodyChunks(
  payload: IncomingMessage,
  limit: Pick<BodyLimit, 'bytesMax' | 'advice'>,
  timeoutMs: number,
): AsyncGenerator<Buffer> {
  const chunks = payload.iterator({ destroyOnReturn: false });
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await nextWithin(chunks, timeoutMs);
      if (done === true) return;
      bytes += value.length;
      if (bytes > limit.bytesMax) throw bodyTooLarge(limit);
      yield value;
    }
  } catch (error) {
    throw isClientGone(error) ? new ClientGoneError() : error;
  } finally {
    // Not awaited: after a timeout it would wait for the next piece.
    void chunks.return?.();
  }
}

async function nextWithin(chunks: NodeJS.AsyncIterator<Buffer>, timeoutMs: number): Promise<IteratorResult<Buffer, undefined>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([chunks.next(), late]);
  } finally {
    clearTimeout(timer);
  }
}
