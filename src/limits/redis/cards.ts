/** The control side of the Redis store: cards, funding, headroom, journal. */
import { Cluster } from 'ioredis';
import type { LimitHeadroom } from '../../protocol/message.ts';
import { BALANCE_MINOR_MAX, type CardRecord, type CardStatus, type NewCard } from '../card.ts';
import { limitHeadroom } from '../headroom.ts';
import type { ProfileSet } from '../profile.ts';
import { type CardPage, type ControlStore, type JournalEntry, StoreError } from '../store.ts';
import { type Spend, usageOf } from '../window.ts';
import { type RedisClient, toStoreError } from './client.ts';
import { type KeySpace, PARTITIONS } from './keys.ts';
import { cardFromHash, cardToHash, journalEntry } from './records.ts';
import type { RunScript } from './script.ts';

export interface RedisCardsOptions {
  readonly client: RedisClient;
  readonly address: string;
  readonly keys: KeySpace;
  readonly profiles: ProfileSet;
  readonly journalMax: string;
  readonly run: RunScript;
}

const BATCH = 500;
const FUND_REFUSALS: readonly (readonly [string, string])[] = [
  ['FUND high', `The balance would pass the highest that is kept, ${BALANCE_MINOR_MAX} minor units.`],
  ['FUND low', 'The balance would go below zero.'],
];

export class RedisCards implements ControlStore {
  readonly #options: RedisCardsOptions;

  constructor(options: RedisCardsOptions) {
    this.#options = options;
  }

  async createCards(cards: readonly NewCard[]): Promise<number> {
    const { keys, run, journalMax } = this.#options;
    let created = 0;
    for (let from = 0; from < cards.length; from += BATCH) {
      const replies = cards.slice(from, from + BATCH).map((card) => {
        const { token, balanceMinor } = card;
        return run('create', [keys.card(token), keys.journal(token), token, 0, journalMax, balanceMinor, ...cardToHash(card)]);
      });
      for (const reply of await Promise.all(replies)) created += reply === 1 ? 1 : 0;
    }
    return created;
  }

  async card(token: string): Promise<CardRecord | undefined> {
    const hash = await this.#reach(this.#options.client.hgetall(this.#options.keys.card(token)));
    return cardFromHash(token, hash);
  }

  async cards(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]> {
    const found: (CardRecord | undefined)[] = [];
    for (let from = 0; from < tokens.length; from += BATCH) {
      found.push(...(await Promise.all(tokens.slice(from, from + BATCH).map((token) => this.card(token)))));
    }
    return found;
  }

  /** The cursor is `<node index>-<SCAN cursor>`; as with SCAN, a page may hold fewer cards than asked for, or more. */
  async listCards(cursor: string, pageSize: number): Promise<CardPage> {
    const { client, keys } = this.#options;
    const nodes = client instanceof Cluster ? client.nodes('master') : [client];
    const [nodeText = '0', scanText = '0'] = (cursor || '0-0').split('-');
    let node = Number(nodeText);
    let scan = scanText;
    const tokens = new Set<string>();
    while (node < nodes.length && tokens.size < pageSize) {
      const [next, names] = await this.#reach(
        nodes[node]?.scan(scan, 'MATCH', keys.cardPattern, 'COUNT', 1_000) ?? Promise.resolve(['0', []]),
      );
      for (const name of names) tokens.add(keys.tokenOf(name));
      scan = next;
      if (scan === '0') node += 1;
    }
    const cards = await this.cards([...tokens]);
    return { cards: cards.filter((card) => card !== undefined), cursor: node < nodes.length ? `${node}-${scan}` : '' };
  }

  async fund(token: string, amountMinor: number): Promise<CardRecord | undefined> {
    const { keys, run, journalMax } = this.#options;
    if (!Number.isSafeInteger(amountMinor) || amountMinor === 0) {
      throw new StoreError('refused', 'The amount to fund must be a whole number of minor units, not 0.');
    }
    try {
      await run('fund', [keys.card(token), keys.journal(token), token, amountMinor, journalMax, BALANCE_MINOR_MAX]);
    } catch (error) {
      const refusal = FUND_REFUSALS.find(([reply]) => String(error).includes(reply));
      throw refusal === undefined ? error : new StoreError('refused', refusal[1]);
    }
    return this.card(token);
  }

  async setStatus(token: string, status: CardStatus): Promise<CardRecord | undefined> {
    const { keys, run, journalMax } = this.#options;
    await run('status', [keys.card(token), keys.journal(token), token, status, journalMax]);
    return this.card(token);
  }

  async headroom(token: string, instantMs: number): Promise<readonly LimitHeadroom[] | undefined> {
    const { client, keys, profiles } = this.#options;
    const card = await this.card(token);
    if (card === undefined) return undefined;
    const profile = profiles.get(card.profile);
    if (profile === undefined)
      throw new StoreError('faulty', `Profile "${card.profile}" of card ${token} is not configured; add it to the profiles.`);
    const [seconds, microseconds] = await this.#reach(client.time());
    const nowMs = Math.max(instantMs || Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000), card.clockMs);
    const members = await this.#reach(client.zrangebyscore(keys.spends(token), '-inf', '+inf', 'WITHSCORES'));
    const spends = parseSpends(members);
    return profile.limits.map((limit) => limitHeadroom(limit, usageOf(spends, limit, nowMs)));
  }

  async journal(entriesMax: number): Promise<readonly JournalEntry[]> {
    const { client, keys } = this.#options;
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => keys.journalOf(partition));
    const streams = await this.#reach(Promise.all(partitions.map((name) => client.xrevrange(name, '+', '-', 'COUNT', String(entriesMax)))));
    const entries = streams.flat().map(([id, fields]) => journalEntry(id, fields));
    return entries.sort((a, b) => compareStreamIds(a.id, b.id)).slice(-entriesMax);
  }

  async #reach<T>(reply: Promise<T>): Promise<T> {
    try {
      return await reply;
    } catch (error) {
      throw toStoreError(error, this.#options.address);
    }
  }
}

function parseSpends(members: readonly string[]): readonly Spend[] {
  const spends: Spend[] = [];
  for (let at = 0; at + 1 < members.length; at += 2) {
    const [id, amount, type, channel, mcc] = (members[at] ?? '').split(':');
    const numbers = { id: Number(id), amountMinor: Number(amount), mcc: Number(mcc), instantMs: Number(members[at + 1]) };
    spends.push({ ...numbers, type: type as Spend['type'], channel: channel as Spend['channel'] });
  }
  return spends;
}

/** Stream ids are `<ms>-<n>`. */
function compareStreamIds(a: string, b: string): number {
  const [aMs = '', aN = ''] = a.split('-');
  const [bMs = '', bN = ''] = b.split('-');
  return Number(aMs) - Number(bMs) || Number(aN) - Number(bN);
}
