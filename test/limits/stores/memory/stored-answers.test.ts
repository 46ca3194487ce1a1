import { expect, test } from 'vitest';
import type { StoredAnswer } from '../../../../src/limits/state/stored-answer.ts';
import { BRIEF_MAX, StoredAnswers } from '../../../../src/limits/stores/memory/stored-answers.ts';

const MINUTE_MS = 60_000;

function answerUntil(keptUntilMs: number): StoredAnswer {
  return { keptUntilMs } as StoredAnswer;
}

test('what is known of PANs that are not on file goes after its time, although longer-lived answers stand before it', () => {
  const answers = new StoredAnswers(1_000_000);
  answers.keep('card', 'long', answerUntil(1_000 * MINUTE_MS), { purgeAtMs: 1, isNew: true, isBrief: false });
  for (let n = 0; n < 20_000; n += 1) {
    const nowMs = n * 100;
    const keptUntilMs = nowMs + 5 * MINUTE_MS;
    answers.keep(`unknown${n}`, 'k', answerUntil(keptUntilMs), { purgeAtMs: nowMs, isNew: true, isBrief: true });
    answers.point(`unknown${n}`, 'r/1', { key: 'k', keptUntilMs, purgeAtMs: nowMs, isNew: true, isBrief: true });
  }
  // Five minutes of ten a second, each with a name, and what the last purge left.
  expect(answers.size).toBeLessThan(2 * (3_000 + 256) + 2);
  expect(answers.get('card', 'long', 0)).toBeDefined();
  expect(answers.get('unknown19999', 'k', 0)).toBeDefined();
});

test('on a message clock they are limited by their number', () => {
  const answers = new StoredAnswers(1_000_000);
  answers.keep('card', 'long', answerUntil(1_000 * MINUTE_MS), { purgeAtMs: 0, isNew: true, isBrief: false });
  for (let n = 0; n < BRIEF_MAX + 1_000; n += 1) {
    answers.keep(`unknown${n}`, 'k', answerUntil(5 * MINUTE_MS), { purgeAtMs: 0, isNew: true, isBrief: true });
  }
  expect(answers.size).toBe(BRIEF_MAX + 1);
  expect(answers.get('card', 'long', 0)).toBeDefined();
});

test('an answer that is kept again once the card is on file stays', () => {
  const answers = new StoredAnswers(1_000_000);
  answers.keep('card', 'k', answerUntil(5), { purgeAtMs: 1, isNew: true, isBrief: true });
  answers.keep('card', 'k', answerUntil(1_000), { purgeAtMs: 2, isNew: false, isBrief: false });
  for (let n = 0; n < 300; n += 1) answers.keep('card', `other${n}`, answerUntil(1_000), { purgeAtMs: 10, isNew: true, isBrief: false });
  expect(answers.get('card', 'k', 10)).toEqual(answerUntil(1_000));
});
