/** Manages the cards of a running server over HTTP. */

import { CARD_ENTRY, type CardEntry } from '../cards/card-entry.ts';
import { MINUTE_MS } from '../config/duration.ts';
import type {
  CardApi,
  CardHistory,
  HistoryRequest,
  IssuedCards,
  IssueProgress,
  ShownCard,
  ShownFunding,
  ShownHold,
  ShownPage,
} from '../issuing/card-api.ts';
import type { CardQuestion } from '../issuing/explain-card.ts';
import type { CardOrder } from '../issuing/issue-cards.ts';
import type { ExplainedUse } from '../limits/explain/question.ts';
import type { CardChange } from '../limits/state/card.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import { pluralize } from '../protocol/plural.ts';
import { type HttpClient, HttpClientError, parseAnswer } from './client.ts';
import { CARD, CARD_PAGE, FUNDED, HEADROOM, HISTORY, HOLDS, ORDER_END, QUERIED } from './schema/card.ts';
import { EXPLAINED, explainedUseOf } from './schema/explanation.ts';
import { PROBLEM } from './schema/problem.ts';

const TOKEN_DIGITS = 32;

/** For an order of as many cards as an order may have. */
const ISSUE_TIMEOUT_MS = 10 * MINUTE_MS;

/** Of the last line of an order: the count, or the error that ended the order early. */
function createdOf(line: unknown, issued: number): number {
  const problem = PROBLEM.safeParse(line);
  if (!problem.success) return parseAnswer(ORDER_END, line).created;
  throw new HttpClientError(
    'refused',
    `${problem.data.detail} ${pluralize(issued, 'card')} of the order ${issued === 1 ? 'was' : 'were'} issued before.`,
  );
}

/** Methods reject with an HttpClientError. */
export class CardClient implements CardApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  async issue(order: CardOrder, seed: string, onProgress?: IssueProgress): Promise<IssuedCards> {
    const cards: CardEntry[] = [];
    for await (const line of this.#http.postLines('/v1/cards', { ...order, seed }, ISSUE_TIMEOUT_MS)) {
      const card = CARD_ENTRY.safeParse(line);
      if (!card.success) return { cards, created: createdOf(line, cards.length) };
      cards.push(card.data);
      onProgress?.(cards.length);
    }
    throw new HttpClientError(
      'unreachable',
      `The server broke off its answer; at least ${pluralize(cards.length, 'card')} ${cards.length === 1 ? 'is' : 'are'} on file.`,
    );
  }

  async show(card: string): Promise<ShownCard | undefined> {
    const named = card.length === TOKEN_DIGITS ? { tokens: [card] } : { pans: [card] };
    const { cards } = await this.#http.post('/v1/cards/query', named, QUERIED);
    return cards[0] ?? undefined;
  }

  list(cursor: string, pageSize: number): Promise<ShownPage> {
    return this.#http.get(`/v1/cards?${new URLSearchParams({ cursor, limit: String(pageSize) })}`, CARD_PAGE);
  }

  async fund(card: string, amountMinor: number, key = ''): Promise<ShownFunding | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    const headers = key === '' ? {} : { 'idempotency-key': key };
    return this.#http.post(`/v1/cards/${found.token}/fund`, { amountMinor }, FUNDED, headers);
  }

  change(card: string, change: CardChange): Promise<ShownCard | undefined> {
    return this.#post(card, 'change', change);
  }

  async headroom(card: string): Promise<readonly LimitHeadroom[] | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    return (await this.#http.get(`/v1/cards/${found.token}/headroom`, HEADROOM)).headroom;
  }

  async holds(card: string): Promise<readonly ShownHold[] | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    return (await this.#http.get(`/v1/cards/${found.token}/holds`, HOLDS)).holds;
  }

  async history(card: string, { cursor, limit, sinceMs }: HistoryRequest): Promise<CardHistory | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    const query = new URLSearchParams({ cursor, limit: String(limit), since: String(sinceMs) });
    return this.#http.get(`/v1/cards/${found.token}/history?${query}`, HISTORY);
  }

  async explain(card: string, question: CardQuestion): Promise<ExplainedUse | undefined> {
    if ((await this.show(card)) === undefined) return undefined;
    return explainedUseOf(await this.#http.post('/v1/cards/explain', { card, ...question }, EXPLAINED));
  }

  async #post(card: string, what: string, body: unknown): Promise<ShownCard | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    return this.#http.post(`/v1/cards/${found.token}/${what}`, body, CARD);
  }
}
