import { expect, test } from 'vitest';
import { type AnswerHead, answerFrame, answerReader } from '../../../src/http/inspections/answer-frame.ts';

function readInPieces(bytes: Buffer, cuts: readonly number[]): readonly (readonly [AnswerHead | undefined, string])[] {
  const answers: (readonly [AnswerHead | undefined, string])[] = [];
  const read = answerReader((head, content) => answers.push([head, content.toString()]));
  for (const [index, cut] of [0, ...cuts].entries()) read(bytes.subarray(cut, cuts[index] ?? bytes.length));
  return answers;
}

test.each(['{\n  "inputs": ["æøå"]\n}\n', ''])('an answer of %j is read in two pieces, cut anywhere', (text) => {
  const bytes = Buffer.from(answerFrame(7, text === '', text));
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    expect(readInPieces(bytes, [cut])).toEqual([[{ id: 7, refused: text === '', bytes: Buffer.byteLength(text) }, text]]);
  }
});

test.each(['warning: something\n', '{"id":1}\n', 'x'.repeat(201), '{"id":1,"refused":false,"bytes":-1}\n'])(
  'what begins with %j is no answer',
  (text) => {
    const [answer, ...others] = readInPieces(Buffer.from(`${text}more`), [3]);
    expect(answer?.[0]).toBeUndefined();
    expect(answer).toBeDefined();
    expect(others).toEqual([]);
  },
);
