/** Long answers as text in pieces, made between turns of the event loop and as the client reads. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Turns } from '../issuing/turns.ts';
import { JSON_TYPE } from './body/content-types.ts';

/** The items of one piece; shorter lists are answered at once. */
const PIECE_ITEMS = 100;

/** JSON of the object, whose list NAME is made a piece at a time. */
export async function* listPieces<N extends string>(
  name: N,
  answer: Readonly<Record<N, readonly unknown[]>>,
  turns: Turns,
): AsyncGenerator<string> {
  const { [name]: items, ...rest } = answer;
  const slice = turns.slice();
  yield `{${JSON.stringify(name)}:[`;
  for (let start = 0; start < items.length; start += PIECE_ITEMS) {
    if (slice.isOver) await slice.next();
    const texts = items.slice(start, start + PIECE_ITEMS).map((item) => JSON.stringify(item));
    yield `${start === 0 ? '' : ','}${texts.join(',')}`;
  }
  const others = JSON.stringify(rest).slice(1);
  yield others === '}' ? ']}' : `],${others}`;
}

/** Sends pieces as the client reads them. */
export function sendPieces(reply: FastifyReply, pieces: AsyncIterable<string>, type: string = JSON_TYPE): FastifyReply {
  return reply.type(`${type}; charset=utf-8`).send(Readable.from(pieces));
}

/** Answers with an object that holds a list, in pieces when the list is long. */
export function sendList<N extends string, A extends Readonly<Record<N, readonly unknown[]>>>(
  reply: FastifyReply,
  name: N,
  answer: A,
  turns: Turns,
): A | FastifyReply {
  return answer[name].length <= PIECE_ITEMS ? answer : sendPieces(reply, listPieces(name, answer, turns));
}
