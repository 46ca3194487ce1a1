/**
 * A program against the types that openapi-typescript makes of /openapi.json: it issues cards, buys,
 * reads the history, and follows the activity. It has no types of its own for what it sends and gets.
 */
export const PROGRAM = `
import type { paths } from './api.js';

type Method<P extends keyof paths> = keyof paths[P] & ('get' | 'post');
type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never;
type Body<O> = O extends { requestBody: infer R } ? Json<R> : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : Record<never, never>;
type Answer<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201)]> : never;

const [base = ''] = process.argv.slice(2);

async function call<P extends keyof paths, M extends Method<P>>(
  method: M,
  path: P,
  sent: { body?: Body<paths[P][M]>; query?: Query<paths[P][M]>; path?: Record<string, string> } = {},
): Promise<Answer<paths[P][M]>> {
  const filled = path.replace(/\\{(\\w+)\\}/g, (_, name: string) => sent.path?.[name] ?? '');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(sent.query ?? {})) query.set(name, String(value));
  const response = await fetch(base + filled + '?' + query, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json' },
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer<paths[P][M]>;
}

type Activity = Answer<paths['/v1/activity']['get']>;

/** The first entry behind a position, as a server-sent event. */
async function firstEntry(after: string): Promise<Activity['entries'][number]> {
  const response = await fetch(base + '/v1/activity?after=' + after, { headers: { accept: 'text/event-stream' } });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const [, data] = /^event: entry\\n(?:.*\\n)*?data: (.*)\\n\\n/m.exec(text) ?? [];
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error('The stream ended: ' + text);
}

const { cards, created } = await call('post', '/v1/cards', { body: { count: 2, balanceMinor: 100_000, seed: 'client' } });
const [card] = cards;
if (card === undefined) throw new Error('No card.');
const { position } = await call('get', '/v1/activity');
const answer = await call('post', '/v1/transactions', {
  body: { type: 'purchase', amountMinor: 25_000, stan: 7, terminalId: 'CLIENT01', terminalType: 'pos', terminalCountry: 578, mcc: 5411, pan: card.pan, pin: card.pin },
});
const queried = await call('post', '/v1/cards/query', { body: { pans: [card.pan] } });
const token = queried.cards[0]?.token ?? '';
const history = await call('get', '/v1/cards/{token}/history', { path: { token }, query: { limit: 10 } });
const entry = await firstEntry(position);
console.log(JSON.stringify({ created, outcome: answer.outcome, history: history.entries.map(({ event }) => event), streamed: [entry.event, entry.terminalId] }));
process.exit(0);
`;

/** Words of the program, each with a misspelling that must not compile. */
export const MISSPELLINGS: readonly (readonly [word: string, misspelt: string])[] = [
  ['balanceMinor: 100_000', 'balance: 100_000'],
  ["type: 'purchase'", "type: 'purchases'"],
  ['amountMinor: 25_000', "amountMinor: '250.00'"],
  ['answer.outcome', 'answer.outcomes'],
  ["'/v1/transactions'", "'/v1/transaction'"],
  ["call('get', '/v1/activity')", "call('post', '/v1/activity')"],
  ['query: { limit: 10 }', 'query: { max: 10 }'],
  ['({ event }) => event', '({ events }) => events'],
  ['entry.terminalId', 'entry.terminal'],
];
