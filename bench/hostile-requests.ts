/** What one HTTP client can send to take the event loop from the terminals: the names and bodies of the suite `hostile`. */
import { connect } from 'node:net';
import { luhnCheckDigit } from '../src/cards/pan.ts';

export interface Hostile {
  readonly name: string;
  /** Clients that do it at the same time. */
  readonly clients: number;
  /** Once; again and again until the measurement ends. */
  readonly send: (port: number) => Promise<unknown>;
}

const MEGABYTE = 1_000_000;
const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';

/** Writes a request and reads answers until the connection closes, or until `until` bytes have come. */
function exchange(port: number, parts: readonly (string | Buffer)[], until = Number.POSITIVE_INFINITY): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes >= until) socket.destroy();
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve());
  });
}

function post(path: string, body: Buffer, type = JSON_TYPE): (port: number) => Promise<void> {
  const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return (port) => exchange(port, [head, body]);
}

function get(path: string): (port: number) => Promise<void> {
  return (port) => exchange(port, [`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`]);
}

function cardText(n: number, pin: string): string {
  const payload = `957897${String(n).padStart(9, '0')}`;
  const pan = payload + luhnCheckDigit(payload);
  return JSON.stringify({ pan, expiry: '2811', pin, balanceMinor: 1, status: 'active', profile: 'kronekort' });
}

function list(open: string, item: (n: number) => string, count: number, close: string): Buffer {
  return Buffer.from(open + Array.from({ length: count }, (_, n) => item(n)).join(',') + close);
}

const objects = list('{"cards":[', () => '{}', (15 * MEGABYTE) / 3, ']}');
const pans = (count: number): Buffer => list('{"pans":[', (n) => `"9578990${String(n).padStart(9, '0')}"`, count, ']}');
const badRules = list('{"rules":[', () => '{"name":1,"match":{"share":2},"do":{"delay":[]}}', 100, ']}');
const pipelined = Buffer.from('GET /v1/cards?limit=1000 HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(1_000));
const cards = list('{"cards":[', (n) => cardText(n, '1234'), 100_000, ']}');
const wrongLine = Buffer.from(Array.from({ length: 100_000 }, (_, n) => cardText(n, n === 99_999 ? '' : '1234')).join('\n'));
const chunk = Buffer.concat([Buffer.from('ffff\r\n'), Buffer.alloc(65_535, 0x20), Buffer.from('\r\n')]);

// biome-ignore format: a table, one request a line
export const HOSTILE: readonly Hostile[] = [
  { name: '15 MB of {} as an import', clients: 1, send: post('/v1/cards/import', objects) },
  { name: '15 MB of {} as a query', clients: 1, send: post('/v1/cards/query', objects) },
  { name: '14 MB of brackets as a transaction', clients: 1, send: post('/v1/transactions', Buffer.alloc(14 * MEGABYTE, '[')) },
  { name: '14 MB of brackets as an import', clients: 1, send: post('/v1/cards/import', Buffer.alloc(14 * MEGABYTE, '[')) },
  { name: 'a body of no claimed length, without end', clients: 1, send: (port) => exchange(port, ['POST /v1/cards HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n', ...Array.from({ length: 1_000 }, () => chunk)]) },
  { name: 'import of 100,000 cards, JSON', clients: 1, send: post('/v1/cards/import', cards) },
  { name: 'import of 100,000 lines, the last wrong', clients: 4, send: post('/v1/cards/import', wrongLine, NDJSON_TYPE) },
  { name: 'queries of 100,000 PANs', clients: 10, send: post('/v1/cards/query', pans(100_000)) },
  { name: 'queries of 1,000 PANs', clients: 10, send: post('/v1/cards/query', pans(1_000)) },
  { name: '1,000 PANs that are none', clients: 10, send: post('/v1/cards/query', list('{"pans":[', () => '"x"', 1_000, ']}')) },
  { name: 'orders of 100,000 cards', clients: 4, send: post('/v1/cards', Buffer.from('{"count":100000,"seed":"hostile"}')) },
  { name: '100 wrong fault rules', clients: 4, send: post('/v1/faults', badRules) },
  { name: 'pages of 1,000 cards', clients: 4, send: get('/v1/cards?limit=1000&cursor=50000') },
  { name: 'journals of 10,000 entries', clients: 4, send: get('/v1/journal?limit=10000') },
  { name: 'verifications', clients: 4, send: get('/v1/verify') },
  { name: 'metrics', clients: 4, send: get('/metrics') },
  { name: '1,000 requests in one packet', clients: 4, send: (port) => exchange(port, [pipelined]) },
  { name: 'short requests on 200 connections', clients: 200, send: get('/healthz') },
  { name: 'half a body, then hanging up', clients: 8, send: (port) => exchange(port, ['POST /v1/cards HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9999\r\nexpect: 100-continue\r\n\r\n{'], 1) },
];
