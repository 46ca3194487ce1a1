/** Where the cards commands get their answers: a server's HTTP side, or straight from a store. */
import { z } from 'zod';
import { CARD_ENTRY } from '../../cards/card-entry.ts';
import { CARD_STATUSES } from '../../cards/status.ts';
import { EXPLAINED } from '../../http/schema/explanation.ts';
import type { CardOffice, IssuedCards, ShownCard, ShownPage } from '../../issuing/card-service.ts';
import type { CardQuestion } from '../../issuing/explain-card.ts';
import type { CardOrder } from '../../issuing/issue-cards.ts';
import type { ExplainedUse } from '../../limits/explain/question.ts';
import type { CardChange } from '../../limits/state/card.ts';
import type { LimitHeadroom } from '../../protocol/explanation.ts';
import type { HttpClient } from '../http-client.ts';
import { CommandError } from '../output.ts';

/** `card` is a PAN or a token everywhere; a card that is not on file is undefined. */
export interface CardDesk {
  issue(order: CardOrder, seed: string): Promise<IssuedCards>;
  show(card: string): Promise<ShownCard | undefined>;
  list(cursor: string, pageSize: number): Promise<ShownPage>;
  fund(card: string, amountMinor: number): Promise<ShownCard | undefined>;
  change(card: string, change: CardChange): Promise<ShownCard | undefined>;
  headroom(card: string): Promise<readonly LimitHeadroom[] | undefined>;
  explain(card: string, question: CardQuestion): Promise<ExplainedUse | undefined>;
}

const CARD: z.ZodType<ShownCard> = z.object({
  token: z.string(),
  maskedPan: z.string(),
  expiry: z.string(),
  expiresAtMs: z.number(),
  status: z.enum(CARD_STATUSES),
  profile: z.string(),
  pinTriesUsed: z.number(),
  ledgerMinor: z.number(),
  holdsMinor: z.number(),
  fundedMinor: z.number(),
  postedMinor: z.number(),
  givenBackMinor: z.number(),
  clockMs: z.number(),
});
const ISSUED = z.object({ cards: z.array(CARD_ENTRY), created: z.number() });
const PAGE = z.object({ cards: z.array(CARD), cursor: z.string() });
const QUERIED = z.object({ cards: z.array(CARD.nullable()).length(1) });
const HEADROOM = z.object({
  headroom: z.array(
    z.object({
      name: z.string(),
      amountMinor: z.number(),
      usedMinor: z.number(),
      leftMinor: z.number(),
      countMax: z.number(),
      countUsed: z.number(),
    }),
  ),
});

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new CommandError('The server answered in another form than this release expects; use the same release on both sides.');
}

export class HttpDesk implements CardDesk {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  async issue(order: CardOrder, seed: string): Promise<IssuedCards> {
    return parse(ISSUED, await this.#http.post('/v1/cards', { ...order, seed }));
  }

  async show(card: string): Promise<ShownCard | undefined> {
    const named = card.length === 32 ? { tokens: [card] } : { pans: [card] };
    return parse(QUERIED, await this.#http.post('/v1/cards/query', named)).cards[0] ?? undefined;
  }

  async list(cursor: string, pageSize: number): Promise<ShownPage> {
    return parse(PAGE, await this.#http.get(`/v1/cards?${new URLSearchParams({ cursor, limit: String(pageSize) })}`));
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
    return parse(HEADROOM, await this.#http.get(`/v1/cards/${found.token}/headroom`)).headroom;
  }

  async explain(card: string, question: CardQuestion): Promise<ExplainedUse | undefined> {
    if ((await this.show(card)) === undefined) return undefined;
    return parse(EXPLAINED, await this.#http.post('/v1/cards/explain', { card, ...question }));
  }

  async #post(card: string, what: string, body: unknown): Promise<ShownCard | undefined> {
    const found = await this.show(card);
    if (found === undefined) return undefined;
    return parse(CARD, await this.#http.post(`/v1/cards/${found.token}/${what}`, body));
  }
}

/** The office is a desk already. */
export function storeDesk(office: CardOffice): CardDesk {
  return office;
}
