/** Numbered events that are kept, on real connections. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { EVENT_LOG_LIMITS, EventLog } from '../../../src/http/events/event-log.ts';
import { EventClient } from '../event-client.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function start(limits: Partial<typeof EVENT_LOG_LIMITS> = {}) {
  let dropped = 0;
  const log = new EventLog(
    () => {
      dropped += 1;
    },
    { ...EVENT_LOG_LIMITS, ...limits },
  );
  const server = createServer((request, response) => log.open(response, { is: 'start' }, Number(request.headers['last-event-id'] ?? 0)));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { log, port, url: `http://127.0.0.1:${port}/`, dropped: () => dropped };
}

function numbersOf(client: EventClient): readonly unknown[] {
  return client.named('progress').map(({ number }) => number);
}

test('a client gets what was before and what comes, to the end', async () => {
  const { log, url } = await start();
  for (const number of [1, 2]) log.add('progress', { number });
  const client = await EventClient.open(url);
  await client.until(({ events }) => events.length === 3);
  log.add('progress', { number: 3 });
  log.end('end', { is: 'end' });
  await client.ended();
  expect(numbersOf(client)).toEqual([1, 2, 3]);
  expect(client.events.at(-1)).toEqual({ name: 'end', data: { is: 'end' } });
  const late = await EventClient.open(url, '2');
  await late.ended();
  expect(numbersOf(late)).toEqual([3]);
  expect(late.events.at(-1)?.name).toBe('end');
});

test('what is no longer kept is a gap; a number that was never given gets all', async () => {
  const { log, url } = await start({ keptMax: 2 });
  for (const number of [1, 2, 3, 4, 5]) log.add('progress', { number });
  log.end('end', {});
  const after = async (id: string): Promise<EventClient> => {
    const client = await EventClient.open(url, id);
    await client.ended();
    return client;
  };
  const first = await after('1');
  expect([first.named('gap'), numbersOf(first)]).toEqual([[{ missed: 2 }], [4, 5]]);
  const none = await after('5');
  expect([none.named('gap'), numbersOf(none)]).toEqual([[], []]);
  const never = await after('99');
  expect(numbersOf(never)).toEqual([4, 5]);
});

test('a client that never reads is cut off, and others are not held up', async () => {
  const { log, port, url, dropped } = await start({ bufferBytesMax: 65_536 });
  const deaf = connect(port, '127.0.0.1');
  deaf.on('error', () => {});
  deaf.pause();
  deaf.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const client = await EventClient.open(url);
  while (log.streams < 2) await new Promise(setImmediate);
  const text = 'x'.repeat(100_000);
  for (let number = 1; dropped() === 0; number += 1) {
    log.add('progress', { number, text });
    await client.until((each) => numbersOf(each).at(-1) === number);
  }
  while (log.streams > 1) await new Promise(setImmediate);
  expect(dropped()).toBe(1);
  deaf.destroy();
  client.close();
});
