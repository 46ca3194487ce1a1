import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import { KEY_LENGTH_MAX } from '../../../src/http/idempotency/idempotency.ts';
import { ANSWER_BYTES_MAX, ANSWERS_BYTES_MAX, KEY_AGE_MS_MAX, KEYS_MAX, KeptAnswers } from '../../../src/http/idempotency/kept-answers.ts';
import { read } from '../../support/sources.ts';

const BODY = Buffer.alloc(ANSWER_BYTES_MAX);
const answer = { status: 200, type: 'application/json', body: BODY };

describe('kept answers', () => {
  test('are forgotten by age, but not while the request runs', () => {
    let nowMs = 0;
    const answers = new KeptAnswers(() => nowMs);
    const [done, running] = [answers.begin('done', 'f'), answers.begin('running', 'f')];
    answers.end(done, answer);
    nowMs = KEY_AGE_MS_MAX - 1;
    expect(answers.find('done')).toBe(done);
    nowMs += 1;
    expect(answers.find('done')).toBeUndefined();
    expect(answers.find('running')).toBe(running);
    expect([answers.size, answers.bytes]).toEqual([1, 0]);
  });

  test('hold at most so many keys: the oldest that is answered goes', () => {
    const answers = new KeptAnswers(() => 0);
    const running = answers.begin('running', 'f');
    for (let n = 0; n < KEYS_MAX + 5; n += 1) answers.end(answers.begin(`key-${n}`, 'f'), 'tooLong');
    expect(answers.size).toBe(KEYS_MAX);
    expect(answers.find('running')).toBe(running);
    expect(answers.find('key-5')).toBeUndefined();
    expect(answers.find('key-6')).toBeDefined();
  });

  test('hold at most so many bytes', () => {
    const answers = new KeptAnswers(() => 0);
    const count = ANSWERS_BYTES_MAX / ANSWER_BYTES_MAX;
    for (let n = 0; n <= count; n += 1) answers.end(answers.begin(`key-${n}`, 'f'), answer);
    expect(answers.bytes).toBe(ANSWERS_BYTES_MAX);
    expect(answers.find('key-0')).toBeUndefined();
    expect(answers.find('key-1')).toBeDefined();
  });

  test('a key that was forgotten and begun anew is not touched by the first request', () => {
    const answers = new KeptAnswers(() => 0);
    const first = answers.begin('key', 'f');
    answers.forget(first);
    const second = answers.begin('key', 'f');
    answers.forget(first);
    expect(answers.find('key')).toBe(second);
  });
});

test('the limits stand in docs/operating.md', () => {
  const text = read('docs/operating.md');
  expect(text).toContain(`${KEYS_MAX.toLocaleString('en-US')} keys and ${ANSWERS_BYTES_MAX / 1_048_576} MiB`);
  expect(text).toContain(`more than ${ANSWER_BYTES_MAX.toLocaleString('en-US')} bytes`);
  expect(text).toContain(`1 to ${KEY_LENGTH_MAX} visible ASCII characters`);
  expect(KEY_AGE_MS_MAX).toBe(DAY_MS);
});
