import { afterEach, describe, expect, test } from 'vitest';
import { AuthorizerState } from '../../src/authorizer/authorizer-state.ts';
import type { WireServer } from '../../src/authorizer/connections/wire-server.ts';
import { Faults } from '../../src/authorizer/faults/faults.ts';
import { SILENT } from '../../src/authorizer/observer.ts';
import { StoreError } from '../../src/limits/store.ts';
import { planOf } from './faults/rules.ts';
import { answer, authorizerOn, memoryStore, OTHER_PAN, pinBlock, purchase, serve } from './fixture.ts';
import { Peer } from './peer.ts';
import { SlowStore, settled } from './slow-store.ts';

const servers: WireServer[] = [];
const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const server of servers.splice(0)) await server.close(0);
});

async function dial(server: WireServer): Promise<Peer> {
  const peer = await Peer.connect(server.port);
  peers.push(peer);
  return peer;
}

/** The same key on another card. */
function onOtherCard(request: ReturnType<typeof purchase>): ReturnType<typeof purchase> {
  return { ...request, pan: OTHER_PAN, pinBlock: pinBlock(OTHER_PAN) };
}

describe('two authorizers in one process share nothing but their store', () => {
  test('keys seen recently', async () => {
    const store = await memoryStore();
    const [one, other] = [authorizerOn(store), authorizerOn(store)];
    const request = purchase();
    const again = onOtherCard(request);
    expect((await answer(one, request)).outcome).toBe('approved');
    expect((await answer(one, { ...again, pinBlock: pinBlock(OTHER_PAN) })).outcome).toBe('duplicateTransmission');
    expect((await answer(other, again)).outcome).toBe('approved');
  });

  test('attempts in doubt', async () => {
    const store = new SlowStore();
    const [one, other] = [authorizerOn(store), authorizerOn(store)];
    store.takeBackErrors.push(new StoreError('unreachable', 'gone'));
    const lost = answer(one, purchase());
    store.last().fail(new StoreError('unreachable', 'gone'));
    expect((await lost).outcome).toBe('issuerInoperative');
    await settled();
    expect([one.state.inDoubt.count, other.state.inDoubt.count]).toEqual([1, 0]);
    expect(await one.state.inDoubt.settle(5_000)).toBe(true);
  });

  test('fault rules', async () => {
    const store = await memoryStore();
    const [faults, none] = [new Faults(), new Faults()];
    const [one, other] = [await serve(store, { faults }), await serve(store, { faults: none })];
    servers.push(one, other);
    faults.set(planOf([{ do: { outcome: 'lostCard' } }]), false);
    expect((await (await dial(one)).ask(purchase())).outcome).toBe('lostCard');
    expect((await (await dial(other)).ask(purchase())).outcome).toBe('approved');
  });

  test('gauges', async () => {
    const store = new SlowStore();
    const [one, other] = [new AuthorizerState({ store, observer: SILENT }), new AuthorizerState({ store, observer: SILENT })];
    const [first, second] = [await serve(store), await serve(store)];
    servers.push(first, second);
    one.listeners.push(first, second);
    other.listeners.push(second);
    const peer = await dial(first);
    void peer.ask(purchase()).catch(() => {});
    await dial(second);
    while (one.connections < 2 || store.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([one.connections, one.inFlight, other.connections, other.inFlight]).toEqual([2, 1, 1, 0]);
  });
});
