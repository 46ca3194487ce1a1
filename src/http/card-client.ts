/** Manages the cards of a running server over HTTP. */
import type { CardApi, IssuedCards, ShownCard, ShownPage } from '../issuing/card-api.ts';
import type { CardQuestion } from '../issuing/explain-card.ts';
import type { CardOrder } from '../issuing/issue-cards.ts';
import type { ExplainedUse } from '../limits/explain/question.ts';
import type { CardChange } from '../limits/state/card.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type { HttpClient } from './client.ts';
import { CARD, CARD_PAGE, HEADROOM, ISSUED, QUERIED } from './schema/card.ts';
import { EXPLAINED, explainedUseOf } from './schema/explanation.ts';

const TOKEN_DIGITS = 32;

/** Methods reject with an HttpClientError. */
export class CardClient implements CardApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  issue(order: CardOrder, seed: string): Promise<IssuedCards> {
    return this.#http.post('/v1/cards', { ...order, seed }, ISSUED);
  }

  async show(card: string): Promise<ShownCard | undefined> {
    const named = card.length === TOKEN_DIGITS ? { tokens: [card] } : { pans: [card] };
    const { cards } = await this.#http.post('/v1/cards/query', named, QUERIED);
    return cards[0] ?? undefined;
  }

  list(cursor: string, pageSize: number): Promise<ShownPage> {
    return this.#http.get(`/v1/cards?${new URLSearchParams({ cursor, limit: String(pageSize) })}`, CARD_PAGE);
  }

  fund(card: string, amountMinor: number): Promise<ShownCard | undefined> {
    return this.#post(card, 'fund', { amountMinor });
  }

  change(card: string, change: CardChange): Promise<ShownCard | undefined> {
    return this.#post(card, 'change', change);
  }

  async headroom(card: string): Promise<readonly LimitHeadroom[] | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    return (await this.#http.get(`/v1/cards/${found.token}/headroom`, HEADROOM)).headroom;
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
