/** A sample of a profile counts for the step on whose behalf the code ran. */
import { expect, test } from 'vitest';
import { stepShares } from '../../bench/profile-steps.ts';

const ROOT = 'file:///any/src';

function node(id: number, functionName: string, url: string, children: readonly number[] = []) {
  return { id, callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 }, children: [...children] };
}

const NODES = [
  node(1, '(root)', '', [2, 3, 4, 5]),
  node(2, '(idle)', ''),
  node(3, '(garbage collector)', ''),
  node(4, 'decide', `${ROOT}/limits/stores/memory/store.js`, [6, 7]),
  node(5, 'flush', `${ROOT}/authorizer/connections/answer-writer.js`, [9]),
  node(6, 'find', `${ROOT}/limits/stores/memory/card-view.js`, [8]),
  node(7, 'keep', `${ROOT}/limits/stores/memory/card-view.js`, [10]),
  node(8, 'find', `${ROOT}/limits/stores/memory/answer-index.js`),
  node(9, 'writev', ''),
  node(10, 'find', `${ROOT}/limits/stores/memory/answer-index.js`),
  node(11, 'parse', ''),
];

test('the innermost frame with a step counts; idle time does not', () => {
  const shares = stepShares({
    nodes: NODES,
    startTime: 0,
    endTime: 0,
    samples: [2, 3, 4, 8, 10, 9, 11],
    timeDeltas: [99, 10, 5, 20, 30, 25, 10],
  });
  expect(shares).toEqual([
    { step: 'keeping answers and names', share: 0.3 },
    { step: 'socket writes', share: 0.25 },
    { step: 'finding stored answers', share: 0.2 },
    { step: 'garbage collection', share: 0.1 },
    { step: 'Node and other', share: 0.1 },
    { step: 'store, the rest', share: 0.05 },
  ]);
});
