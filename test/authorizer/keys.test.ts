import { describe, expect, test } from 'vitest';
import { AttemptIds } from '../../src/authorizer/attempt-ids.ts';
import { approvalCodeOf, fingerprintOf, idempotencyKey, originalReference, sentAs } from '../../src/authorizer/keys.ts';
import { RecentKeys } from '../../src/authorizer/recent-keys.ts';
import { cameBefore } from '../../src/limits/rules/attempt-order.ts';
import type { MessageEvent } from '../../src/limits/rules/event.ts';
import { purchase, reversalOf, tokenOf } from './fixture.ts';

describe('what names a message', () => {
  test('the key is terminal, STAN, transmission time and class; a repeat has the same', () => {
    const request = purchase({ stan: 12, transmissionTimeMs: 34 });
    expect(idempotencyKey(request)).toBe('TERM0001.12.34.f');
    expect(idempotencyKey({ ...request, repeat: true })).toBe('TERM0001.12.34.f');
    expect(idempotencyKey({ ...request, class: 'reversal' })).toBe('TERM0001.12.34.r');
  });

  test('a reversal names the key that its original had', () => {
    for (const messageClass of ['authorization', 'financial', 'advice'] as const) {
      const request = purchase({ class: messageClass });
      expect(originalReference(reversalOf(request), 'reversal')?.key).toBe(idempotencyKey(request));
    }
  });

  test('terminal ids with dots give no ambiguous keys', () => {
    const one = idempotencyKey(purchase({ terminalId: 'A.1', stan: 2, transmissionTimeMs: 3 }));
    const other = idempotencyKey(purchase({ terminalId: 'A', stan: 1, transmissionTimeMs: 2 }));
    expect(one).not.toBe(other);
  });

  test('content: type, amount, cashback, currency; a currency left out is 578', () => {
    expect(fingerprintOf(purchase({ cashbackMinor: 5, currency: 0 }))).toBe('purchase.10000.5.578');
    expect(fingerprintOf(purchase({ currency: 978 }))).toBe('purchase.10000.0.978');
  });

  test('content: the purpose, and of a reversal the amount that stands, where there is one', () => {
    const increment = { class: 'authorization', purpose: 'increment' } as const;
    expect(fingerprintOf(purchase(increment))).toBe('purchase.10000.0.578.increment');
    expect(fingerprintOf(reversalOf(purchase()))).toBe('purchase.10000.0.578');
    expect(fingerprintOf(reversalOf(purchase(), { replacementAmountMinor: 40 }))).toBe('purchase.10000.0.578.40');
    expect(fingerprintOf(purchase({ replacementAmountMinor: 40 }))).toBe('purchase.10000.0.578');
  });

  test('approval codes: six of 0-9 A-Z, the same for the same message, spread', () => {
    const token = tokenOf('9578990000000005');
    const codes = new Set<string>();
    for (let stan = 1; stan <= 2_000; stan += 1) codes.add(approvalCodeOf(token, `T.${stan}.1.f`));
    expect(codes.size).toBeGreaterThan(1_990);
    for (const code of codes) expect(code).toMatch(/^[0-9A-Z]{6}$/);
    expect(approvalCodeOf(token, 'T.1.1.f')).toBe(approvalCodeOf(token, 'T.1.1.f'));
  });
});

describe('one key on two cards', () => {
  test('is caught, and the first card keeps it', () => {
    const keys = new RecentKeys();
    const claims = ['a', 'b', 'a'].map((card) => keys.claim('T.1.5.f', card, false));
    expect(claims).toEqual(['new', 'otherCard', 'known']);
  });

  test('is remembered until another key falls into its slot: nearly all of the last tenth of the table', () => {
    const keys = new RecentKeys(4_096);
    const names = Array.from({ length: 400 }, (_, index) => `POS00001.${index + 1}.1780000000000.f`);
    for (const name of names) expect(keys.claim(name, 'a', false)).toBe('new');
    const caught = names.filter((name) => keys.claim(name, 'b', false) === 'otherCard').length;
    expect(caught).toBeGreaterThan(350);
  });

  test('never takes one key for another', () => {
    const keys = new RecentKeys(1);
    const claims = (['k a', 'l b', 'k b', 'k a'] as const).map((pair) => {
      const [key = '', card = ''] = pair.split(' ');
      return keys.claim(`${key}.1.5.f`, card, false);
    });
    expect(claims).toEqual(['new', 'new', 'new', 'otherCard']);
  });
});

describe('a repeat with a new transmission time', () => {
  test('is led to the last message of its terminal, STAN, class and card, whose place it does not take', () => {
    const keys = new RecentKeys();
    keys.claim('T.1.5.f', 'a', false);
    expect([keys.lastOf('T.1.9.f', 'a'), keys.claim('T.1.9.f', 'a', true), keys.lastOf('T.1.12.f', 'a')]).toEqual([
      'T.1.5.f',
      'known',
      'T.1.5.f',
    ]);
  });

  test.each([
    ['terminal', 'U.1.9.f', 'a'],
    ['STAN', 'T.2.9.f', 'a'],
    ['class', 'T.1.9.r', 'a'],
    ['card', 'T.1.9.f', 'b'],
  ])('of another %s is led nowhere', (_what, key, card) => {
    // One slot: the messages meet in it.
    const keys = new RecentKeys(1);
    keys.claim('T.1.5.f', 'a', false);
    expect(keys.lastOf(key, card)).toBe('');
  });

  test('is looked for by local date, or the day of its time and the day before, by RRN, and as a repeat', () => {
    const sent = purchase({ repeat: true, stan: 7, transmissionTimeMs: Date.UTC(2026, 0, 1, 0, 5) });
    const names = (changes: object, event: MessageEvent = 'spend') => sentAs({ ...sent, ...changes }, event, 'TERM0001.7.9.f', '');
    expect(names({})).toEqual(['s/TERM0001.7.0101', 's/TERM0001.7.1231', 'x/TERM0001.7.f']);
    expect(names({ localTime: '20251231235900', rrn: 'R' })).toEqual(['s/TERM0001.7.1231', 'r/R', 'x/TERM0001.7.f']);
    expect(names({ localTime: '20251231235900' }, 'reversal')).toEqual(['f/TERM0001.7.f.1231235900', 'x/TERM0001.7.f']);
    expect(names({ repeat: false })).toEqual([]);
    expect(names({ repeat: false }, 'completion')).toEqual(['f/TERM0001.7.f.0']);
    expect(sentAs(sent, 'spend', 'TERM0001.7.9.f', 'TERM0001.7.5.f').at(-1)).toBe('k/TERM0001.7.5.f');
  });
});

test('attempt ids sort by arrival, many in a millisecond and when the clock is set back', () => {
  let wallMs = Date.UTC(2026, 0, 1);
  const ids = new AttemptIds(() => wallMs);
  const made: string[] = [];
  for (let n = 0; n < 3_000; n += 1) made.push(ids.next());
  wallMs -= 60_000;
  made.push(ids.next());
  wallMs += 120_000;
  made.push(ids.next());
  for (let n = 1; n < made.length; n += 1) expect(cameBefore(made[n - 1] ?? '', made[n] ?? '')).toBe(true);
});
