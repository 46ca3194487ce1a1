import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/config/duration.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { EMPTY_REQUEST } from '../../src/protocol/protobuf/transaction.ts';
import { openVirtualHost, type VirtualHost } from '../../src/scenario/virtual-host.ts';

const START_MS = Date.UTC(2026, 2, 2, 7);
const PAN = '9578990000000005';
const CARD = { pan: PAN, expiry: '2811', pin: '1234', balanceMinor: 2_000_000 };

function withdrawal(host: VirtualHost, stan: number, atMs: number, amountMinor: number, pin = '1234'): TransactionRequest {
  return {
    ...EMPTY_REQUEST,
    class: 'financial',
    type: 'cash',
    stan,
    transmissionTimeMs: atMs,
    terminalId: 'ATM00001',
    terminalType: 'atm',
    mcc: 6011,
    terminalCountry: 578,
    amountMinor,
    pan: PAN,
    pinBlock: host.pinBlock(PAN, pin),
  };
}

describe('a virtual host', () => {
  test('decides at the message time: a window of 96 h passes at once', async () => {
    const host = await openVirtualHost({ startMs: START_MS });
    await host.issue(CARD);
    const outcomes: string[] = [];
    for (const [stan, hours] of [0, 95, 96].entries()) {
      const response = await host.authorize(withdrawal(host, stan + 1, START_MS + hours * HOUR_MS, 990_000));
      outcomes.push(response.outcome);
      expect(response.decidedAtMs).toBe(START_MS + hours * HOUR_MS);
    }
    expect(outcomes).toEqual(['approved', 'exceedsAmountLimit', 'approved']);
    expect((await host.store.cards.get(host.tokenOf(PAN)))?.ledgerMinor).toBe(20_000);
    expect(host.nowMs).toBe(START_MS + 96 * HOUR_MS);
    await host.close();
  });

  test('its clock goes forward only, and is that of the office', async () => {
    const host = await openVirtualHost({ startMs: START_MS });
    await host.issue(CARD);
    host.advanceTo(START_MS + HOUR_MS);
    host.advanceTo(START_MS);
    await host.store.cards.fund(host.tokenOf(PAN), 100);
    expect([...(await host.store.journal(1))][0]).toMatchObject({ event: 'fund', atMs: START_MS + HOUR_MS });
    await host.close();
  });

  test('checks PINs under the ring, format 4 too', async () => {
    const host = await openVirtualHost({ startMs: START_MS });
    await host.issue(CARD);
    expect((await host.authorize(withdrawal(host, 1, START_MS, 10_000, '4321'))).outcome).toBe('incorrectPin');
    const pinBlock = host.pinBlock(PAN, '1234', 'iso4');
    expect((await host.authorize({ ...withdrawal(host, 2, START_MS, 10_000), pinBlock })).outcome).toBe('approved');
    await host.close();
  });

  test('refuses a card twice, and an unknown profile', async () => {
    const host = await openVirtualHost({ startMs: START_MS });
    await host.issue(CARD);
    await expect(host.issue(CARD)).rejects.toThrow('The card 957899******0005 is on file already');
    await expect(host.issue({ ...CARD, profile: 'gold' })).rejects.toThrow(
      'There is no limit profile "gold"; choose one of kronekort, nested.',
    );
    await host.close();
  });

  test('takes rules, PAN prefixes and a store, which it leaves open', async () => {
    const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => START_MS });
    const host = await openVirtualHost({ startMs: START_MS, store, panPrefixes: ['4'], rules: { assumedCountry: 578 } });
    await host.issue(CARD);
    expect((await host.authorize(withdrawal(host, 1, START_MS, 10_000))).outcome).toBe('noSuchIssuer');
    await host.close();
    expect(await store.cards.get(host.tokenOf(PAN))).toBeDefined();
  });
});
