/**
 * Answers network messages: echo, sign-on and the like. There is no session, so each is
 * acknowledged.
 */
import type { NetworkRequest, NetworkResponse } from '../protocol/message.ts';
import { networkProblem } from './check-format.ts';
import { networkResponse } from './respond.ts';

export function answerNetwork(request: NetworkRequest): NetworkResponse {
  if (networkProblem(request) !== '') return networkResponse(request, 'formatError');
  if (request.macCheck === 'wrong' || request.macCheck === 'missing') return networkResponse(request, 'macError');
  return networkResponse(request, request.function === '' ? 'invalidTransaction' : 'approved');
}
