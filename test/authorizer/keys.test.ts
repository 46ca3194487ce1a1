import { describe, expect, test } from 'vitest';
import { approvalCodeOf, fingerprintOf, idempotencyKey, originalReference } from '../../src/authorizer/keys.ts';

import { RecentKeys } from '../../src/authorizer/recent-keys.ts';
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
    expect([keys.claim('k', 'a'), keys.claim('k', 'b'), keys.claim('k', 'a')]).toEqual([true, false, true]);
  });

  test('is remembered until another key falls into its slot: nearly all of the last tenth of the table', () => {
    const keys = new RecentKeys(4_096);
    const names = Array.from({ length: 400 }, (_, index) => `POS00001.${index + 1}.1780000000000.f`);
    for (const name of names) expect(keys.claim(name, 'a')).toBe(true);
    const caught = names.filter((name) => !keys.claim(name, 'b')).length;
    expect(caught).toBeGreaterThan(350);
  });

  test('never takes one key for another', () => {
    const keys = new RecentKeys(1);
    expect([keys.claim('k', 'a'), keys.claim('l', 'b'), keys.claim('k', 'b'), keys.claim('k', 'a')]).toEqual([true, true, true, false]);
  });
});
