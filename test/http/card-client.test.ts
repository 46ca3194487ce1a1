import { afterAll, beforeAll, expect, test } from 'vitest';
import { CardClient } from '../../src/http/card-client.ts';
import { HttpClient } from '../../src/http/client.ts';
import { StoreError } from '../../src/limits/store.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let client: CardClient;
beforeAll(async () => {
  server = await startTestApp();
  client = new CardClient(new HttpClient(server.http));
});
afterAll(() => server.stop());

const order = { count: 1_200, balanceMinor: 5, profile: 'kronekort', status: 'active' } as const;

test('an order over HTTP gives the same cards as in the server, and its progress', async () => {
  const progress: number[] = [];
  const { cards, created } = await client.issue(order, 'same', (issued) => progress.push(issued));
  expect([cards.length, created]).toEqual([1_200, 1_200]);
  expect(progress).toEqual(Array.from({ length: 1_200 }, (_, n) => n + 1));
  expect(await server.app.cards.issue(order, 'same')).toEqual({ cards, created: 0 });
});

test('an order that is refused rejects with the sentence of the server', async () => {
  await expect(client.issue({ ...order, count: 0 }, '')).rejects.toThrow('In the body, count:');
  await expect(client.issue({ ...order, profile: 'gold' }, '')).rejects.toThrow('There is no limit profile "gold"');
});

test('an order that breaks off says how many cards were issued', async () => {
  const create = server.app.store.cards.create.bind(server.app.store.cards);
  let calls = 0;
  server.app.store.cards.create = async (batch) => {
    calls += 1;
    if (calls === 3) throw new StoreError('unreachable', 'The store is gone.');
    return create(batch);
  };
  await expect(client.issue(order, '')).rejects.toThrow('The store is gone. 200 cards of the order were issued before.');
  server.app.store.cards.create = create;
});
