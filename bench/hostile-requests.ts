/** What one HTTP client can send to take the event loop from the terminals: the bytes of the suite `hostile`. */
import { luhnCheckDigit } from '../src/cards/pan.ts';

export interface Hostile {
  readonly name: string;
  /** Clients that do it at the same time, each again and again. */
  readonly clients: number;
  /** Written one after another on a connection of its own. */
  readonly parts: readonly (string | Buffer)[];
  /** The client hangs up as soon as this many bytes of an answer have arrived; otherwise it reads to the end. */
  readonly hangsUpAfterBytes?: number;
}

/** In the head of a request: each attack writes a key of its own. */
export const KEY_PLACE = '{key}';
const MEGABYTE = 1_000_000;
const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';

function post(path: string, body: Buffer, type = JSON_TYPE): readonly (string | Buffer)[] {
  const key = type === NDJSON_TYPE ? `idempotency-key: ${KEY_PLACE}\r\n` : '';
  const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: ${type}\r\n${key}content-length: ${body.length}\r\n\r\n`;
  return [head, body];
}

function get(path: string): readonly string[] {
  return [`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`];
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
const goodRules = list('{"rules":[', (n) => `{"name":"rule-${n}","match":{"terminal":"NOBODY"},"do":{"delay":100}}`, 100, ']}');
const pipelined = Buffer.from('GET /v1/cards?limit=1000 HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(1_000));
const cards = list('{"cards":[', (n) => cardText(n, '1234'), 100_000, ']}');
const wrongLine = Buffer.from(Array.from({ length: 100_000 }, (_, n) => cardText(n, n === 99_999 ? '' : '1234')).join('\n'));
const chunk = Buffer.concat([Buffer.from('ffff\r\n'), Buffer.alloc(65_535, 0x20), Buffer.from('\r\n')]);
const endless = [
  'POST /v1/cards HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  ...Array.from({ length: 1_000 }, () => chunk),
];
const halfBody =
  'POST /v1/cards HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9999\r\nexpect: 100-continue\r\n\r\n{';

// biome-ignore format: a table, one request a line
export const HOSTILE: readonly Hostile[] = [
  { name: '15 MB of {} as an import', clients: 1, parts: post('/v1/cards/import', objects) },
  { name: '15 MB of {} as a query', clients: 1, parts: post('/v1/cards/query', objects) },
  { name: '14 MB of brackets as a transaction', clients: 1, parts: post('/v1/transactions', Buffer.alloc(14 * MEGABYTE, '[')) },
  { name: '14 MB of brackets as an import', clients: 1, parts: post('/v1/cards/import', Buffer.alloc(14 * MEGABYTE, '[')) },
  { name: 'a body of no claimed length, without end', clients: 1, parts: endless },
  { name: 'import of 100,000 cards, JSON', clients: 1, parts: post('/v1/cards/import', cards) },
  { name: 'import of 100,000 lines, the last wrong', clients: 4, parts: post('/v1/cards/import', wrongLine, NDJSON_TYPE) },
  { name: 'queries of 100,000 PANs', clients: 10, parts: post('/v1/cards/query', pans(100_000)) },
  { name: 'queries of 1,000 PANs', clients: 10, parts: post('/v1/cards/query', pans(1_000)) },
  { name: '1,000 PANs that are none', clients: 10, parts: post('/v1/cards/query', list('{"pans":[', () => '"x"', 1_000, ']}')) },
  { name: 'orders of 100,000 cards', clients: 4, parts: post('/v1/cards', Buffer.from('{"count":100000,"seed":"hostile"}')) },
  { name: '100 wrong fault rules', clients: 4, parts: post('/v1/faults', badRules) },
  { name: '100 fault rules', clients: 4, parts: post('/v1/faults', goodRules) },
  { name: 'pages of 1,000 cards', clients: 4, parts: get('/v1/cards?limit=1000&cursor=50000') },
  { name: 'journals of 10,000 entries', clients: 4, parts: get('/v1/journal?limit=10000') },
  { name: 'verifications', clients: 4, parts: get('/v1/verify') },
  { name: 'metrics', clients: 4, parts: get('/metrics') },
  { name: '1,000 requests in one packet', clients: 4, parts: [pipelined] },
  { name: 'short requests on 200 connections', clients: 200, parts: get('/healthz') },
  { name: 'half a body, then hanging up', clients: 8, parts: [halfBody], hangsUpAfterBytes: 1 },
];
