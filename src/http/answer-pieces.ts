/** Long answers as text in pieces, made between turns of the event loop and as the client reads. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Turns } from '../issuing/turns.ts';
import { JSON_TYPE } from './body/content-types.ts';

/** Shorter lists are answered at once. */
const LIST_ITEMS_MAX = 20;
/** The items between two looks at the clock. */
const STEP_ITEMS = 10;
/** A piece is sent when it is as long, or when the slice is over. */
const PIECE_CHARACTERS = 32_768;

/** An array, or something that makes an item when it is its turn. */
interface List<T> {
  readonly length: number;
  entries(): Iterable<readonly [number, T]>;
}

export interface ListOptions<T> {
  readonly turns: Turns;
  /** An item as it is sent; called when it is its turn. */
  readonly show?: (item: T) => unknown;
}

/** JSON of the object, whose list NAME is made a piece at a time. */
export async function* listPieces<T, N extends string>(
  name: N,
  answer: Readonly<Record<N, List<T>>>,
  { turns, show = (item) => item }: ListOptions<T>,
): AsyncGenerator<string> {
  const { [name]: items, ...rest } = answer;
  const slice = turns.slice();
  let piece = `{${JSON.stringify(name)}:[`;
  for (const [index, item] of items.entries()) {
    piece += `${index === 0 ? '' : ','}${JSON.stringify(show(item))}`;
    if (index % STEP_ITEMS > 0) continue;
    const isOver = slice.isOver;
    if (!isOver && piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
    if (isOver) await slice.next();
  }
  const others = JSON.stringify(rest).slice(1);
  yield piece + (others === '}' ? ']}' : `],${others}`);
}

/** Sends pieces as the client reads them. */
export function sendPieces(reply: FastifyReply, pieces: AsyncIterable<string>, type: string = JSON_TYPE): FastifyReply {
  return reply.type(`${type}; charset=utf-8`).send(Readable.from(pieces));
}

/** Answers with an object that holds a list, in pieces when the list is long. */
export function sendList<T, N extends string>(
  reply: FastifyReply,
  name: N,
  answer: Readonly<Record<N, List<T>>> & object,
  options: ListOptions<T>,
): FastifyReply {
  const items: List<T> = answer[name];
  if (items.length > LIST_ITEMS_MAX) return sendPieces(reply, listPieces(name, answer, options));
  const { show = (item) => item } = options;
  return reply.send({ ...answer, [name]: Array.from(items.entries(), ([, item]) => show(item)) });
}
