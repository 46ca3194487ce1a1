import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/config/duration.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import type { Store } from '../../../src/limits/store.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import type { Exchange, TracedCard } from '../../../src/trace/format/lines.ts';
import { InProcessHost } from '../../../src/trace/replay/in-process-host.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { CARD, EXCHANGE, HEADER, T0 } from '../support/lines.ts';

function memory(): Store {
  return createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => T0 });
}

function hostOn(store: Store): InProcessHost {
  return new InProcessHost({ store, profiles: BUILT_IN_PROFILES, rules: HEADER.rules });
}

/** With a key of its own. */
function exchange(sequence: number, changes: Partial<Exchange> = {}): Exchange {
  return { ...EXCHANGE, sequence, request: { ...EXCHANGE.request, stan: sequence }, ...changes };
}

describe('a card is brought back as it was', () => {
  const spends: TracedCard['spends'] = [
    { atMs: T0 - 95 * HOUR_MS, amountMinor: 4_000_000, type: 'purchase', channel: 'pos', mcc: 5411 },
    { atMs: T0 - 2 * HOUR_MS, amountMinor: 30_000, type: 'purchase', channel: 'pos', mcc: 5542, hold: 'T.1.1.a' },
    { atMs: T0 - HOUR_MS, amountMinor: 20_000, type: 'purchase', channel: 'pos', mcc: 5542, hold: 'T.1.1.a' },
  ];
  const holds = [{ key: 'T.1.1.a', expiresAtMs: T0 + HOUR_MS, amountMinor: 50_000 }];
  const used: TracedCard = { ...CARD, ledgerMinor: 2_000_000, pinTriesUsed: 2, clockMs: T0 - HOUR_MS, spends, holds };

  test('spends, holds, tries, money', async () => {
    const store = memory();
    expect(await hostOn(store).addCard(used)).toEqual([]);
    const snapshot = await store.cards.snapshot(used.token, T0);
    expect(snapshot?.card).toMatchObject({ ledgerMinor: 2_000_000, holdsMinor: 50_000, pinTriesUsed: 2, status: 'active' });
    expect(snapshot?.spends.map(({ instantMs, amountMinor, mcc }) => [instantMs, amountMinor, mcc])).toEqual(
      spends.map(({ atMs, amountMinor, mcc }) => [atMs, amountMinor, mcc]),
    );
    expect(snapshot?.holds).toMatchObject(holds);
  });

  test('all tries used, blocked and expired', async () => {
    const store = memory();
    const card = { ...used, pinTriesUsed: 3, status: 'blocked', expiry: '2001' } as const;
    expect(await hostOn(store).addCard(card)).toEqual([]);
    expect(await store.cards.get(card.token)).toMatchObject({ pinTriesUsed: 3, status: 'blocked', expiry: '2001' });
  });

  test('a profile that is not there, and a card that is there already: one sentence', async () => {
    await expect(hostOn(memory()).addCard({ ...CARD, profile: 'gold' })).rejects.toThrow(
      'has the limit profile "gold", which is not there',
    );
    const store = memory();
    await hostOn(store).addCard(CARD);
    await expect(hostOn(store).addCard(CARD)).rejects.toThrow('is on file already');
  });
});

describe('exchanges', () => {
  test('are decided at the instant of the trace, not at that of the message', async () => {
    const store = memory();
    const host = hostOn(store);
    await host.addCard(CARD);
    await host.send(exchange(1, { atMs: T0 + 5 }));
    expect((await store.cards.snapshot(CARD.token, T0 + HOUR_MS))?.spends.map(({ instantMs }) => instantMs)).toEqual([T0 + 5]);
  });

  test.each([
    ['wrong', { pin: 1 }, 'incorrectPin'],
    ['absent', { pin: 'absent' }, 'pinRequired'],
    ['malformed', { pin: 'malformed' }, 'pinBlockError'],
    ['right', { pin: 0 }, 'approved'],
    ['of another issuer', { pin: 0, refusal: 'noSuchIssuer' }, 'noSuchIssuer'],
    ['with a wrong check digit', { pin: 0, refusal: 'invalidCardNumber' }, 'invalidCardNumber'],
  ] as const)('PIN or PAN %s', async (_name, decision, outcome) => {
    const host = hostOn(memory());
    await host.addCard(CARD);
    expect(await host.send(exchange(1, { decision: { event: 'spend', ...decision } }))).toMatchObject({ outcome });
  });

  test('a changed PIN is the right one from then on', async () => {
    const host = hostOn(memory());
    await host.addCard(CARD);
    const change = { ...EXCHANGE.request, stan: 9, type: 'pinChange', amountMinor: 0 } as const;
    expect(await host.send(exchange(9, { request: change, decision: { event: 'pinChange', pin: 0, newPin: 1 } }))).toMatchObject({
      outcome: 'approved',
    });
    expect(await host.send(exchange(2, { decision: { event: 'spend', pin: 0 } }))).toMatchObject({ outcome: 'incorrectPin' });
    expect(await host.send(exchange(3, { decision: { event: 'spend', pin: 1 } }))).toMatchObject({ outcome: 'approved' });
  });

  test('what no store had decided is not sent again; what differs is told in order', async () => {
    const undecided = { ...exchange(1), decision: undefined, outcome: 'formatError' } as unknown as Exchange;
    const lower = exchange(2, {
      response: { approvedAmountMinor: 10_000 },
      decision: { event: 'spend', pin: 0, ledgerMinor: 1, availableMinor: 90_000 },
    });
    const declined = exchange(3, { outcome: 'insufficientFunds', response: {}, decision: { event: 'spend', pin: 0 } });
    const trace = { header: HEADER, cards: new Map([[CARD.token, CARD]]), events: [undecided, lower, declined] };
    const { compared, undecided: left, differing, counts } = await replay(trace, hostOn(memory()), { speed: 0 });
    expect({ compared, left }).toEqual({ compared: 2, left: 1 });
    expect(differing.map(({ differences }) => differences)).toEqual([
      [{ what: 'ledgerMinor', recorded: 1, replayed: 90_000 }],
      [
        { what: 'outcome', recorded: 'insufficientFunds', replayed: 'approved' },
        { what: 'approvedAmountMinor', recorded: 0, replayed: 10_000 },
      ],
    ]);
    expect(counts).toMatchObject({ outcome: 1, approvedAmountMinor: 1, ledgerMinor: 1 });
  });

  test('the office’s changes come in their turn', async () => {
    const store = memory();
    const office = { kind: 'office', sequence: 2, atMs: T0, token: CARD.token, change: { status: 'blocked' } } as const;
    const after = exchange(3, { outcome: 'restrictedCard', response: {}, decision: { event: 'spend', pin: 0 } });
    const fund = { kind: 'office', sequence: 4, atMs: T0, token: CARD.token, fundMinor: 5 } as const;
    const events = [exchange(1, { response: { approvedAmountMinor: 10_000 } }), office, after, fund];
    const trace = { header: HEADER, cards: new Map([[CARD.token, CARD]]), events };
    expect((await replay(trace, hostOn(store), { speed: 0 })).differing).toEqual([]);
    expect(await store.cards.get(CARD.token)).toMatchObject({ status: 'blocked', ledgerMinor: 90_005 });
  });
});
