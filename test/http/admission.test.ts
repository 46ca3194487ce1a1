import type { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Admission, PIPELINED_MAX, REQUESTS_PER_TURN } from '../../src/http/admission.ts';

function requestOn(socket: Socket): [IncomingMessage, ServerResponse] {
  const request = new IncomingMessage(socket);
  return [request, new ServerResponse(request)];
}

test('so many requests start in a turn; the others follow in order', async () => {
  const started: IncomingMessage[] = [];
  const admission = new Admission((request) => started.push(request));
  const requests = Array.from({ length: 2 * REQUESTS_PER_TURN + 1 }, () => requestOn(new Socket()));
  for (const [request, response] of requests) admission.admit(request, response);
  expect(started).toHaveLength(REQUESTS_PER_TURN);
  expect(admission.waiting).toBe(REQUESTS_PER_TURN + 1);
  await nextTurn();
  expect(started).toHaveLength(2 * REQUESTS_PER_TURN);
  await nextTurn();
  expect(started).toEqual(requests.map(([request]) => request));
  await nextTurn();
  const [request, response] = requestOn(new Socket());
  admission.admit(request, response);
  expect(started.at(-1)).toBe(request);
});

test('a connection with too many unanswered requests is cut, and none of them starts later', async () => {
  const socket = new Socket();
  const started: EventEmitter[] = [];
  let refused = 0;
  const admission = new Admission(
    (request) => started.push(request),
    () => {
      refused += 1;
    },
  );
  for (let n = 0; n < PIPELINED_MAX + 5; n += 1) admission.admit(...requestOn(socket));
  expect(socket.destroyed).toBe(true);
  expect(refused).toBe(1);
  for (let turn = 0; turn < PIPELINED_MAX; turn += 1) await nextTurn();
  expect(started).toHaveLength(REQUESTS_PER_TURN);
});

test('an answered request makes room for another', () => {
  const socket = new Socket();
  const admission = new Admission(() => {});
  for (let n = 0; n < 2 * PIPELINED_MAX; n += 1) {
    const [request, response] = requestOn(socket);
    admission.admit(request, response);
    expect(admission.unanswered(socket)).toBe(1);
    response.emit('close');
  }
  expect(socket.destroyed).toBe(false);
});
