/** The control side of the Redis store: cards, funding, headroom, journal. */
import { Cluster } from 'ioredis';
import { withoutCardData } from '../../../cards/card-data/card-data.ts';
import { BALANCE_MINOR_MAX } from '../../../cards/status.ts';
import { eventRow } from '../../rules/event.ts';
import { commandRefusal, fundingAnswerKey, fundingFingerprint, isFundingRefusal } from '../../rules/funding.ts';
import type { ProfileSet } from '../../rules/profile.ts';
import { type CardChange, type CardRecord, changedCard, changeRefusal, type NewCard } from '../../state/card.ts';
import type { CardSnapshot } from '../../state/card-snapshot.ts';
import { type CardPage, type CardStore, type FundedCard, type HistoryPiece, type HistoryQuery, StoreError } from '../../store.ts';
import { fundingError } from '../funding-error.ts';
import type { InstantOf } from './arguments.ts';
import { type RedisClient, toStoreError } from './client.ts';
import { historyPiece, streamFromMs } from './history.ts';
import type { KeySpace } from './keys.ts';
import { cardFromHash, cardToHash, changeToHash, parseFunding, parseSnapshot, type RunningOf } from './records.ts';
import type { RunScript } from './script.ts';

export interface RedisCardsOptions {
  readonly client: RedisClient;
  readonly address: string;
  readonly keys: KeySpace;
  readonly profiles: ProfileSet;
  readonly journalMax: string;
  /** How long answers are kept. */
  readonly retentionMs: number;
  readonly run: RunScript;
  readonly instantOf: InstantOf;
  /** Keys and arguments of end-holds.lua. */
  readonly endHolds: (token: string) => readonly (string | number)[];
  readonly running: RunningOf;
}

const BATCH = 500;
export class RedisCards implements CardStore {
  readonly #options: RedisCardsOptions;

  constructor(options: RedisCardsOptions) {
    this.#options = options;
  }

  async create(cards: readonly NewCard[]): Promise<number> {
    const { run, journalMax, instantOf } = this.#options;
    let created = 0;
    for (let from = 0; from < cards.length; from += BATCH) {
      const replies = cards.slice(from, from + BATCH).map((card) => {
        const { token, balanceMinor } = card;
        return run('create', [...this.#names(token), token, journalMax, instantOf(0), balanceMinor, ...cardToHash(card)]);
      });
      for (const reply of await Promise.all(replies)) created += reply === 1 ? 1 : 0;
    }
    return created;
  }

  async get(token: string): Promise<CardRecord | undefined> {
    const hash = await this.#reach(this.#options.client.hgetall(this.#options.keys.card(token)));
    return cardFromHash(token, hash);
  }

  async getAll(tokens: readonly string[]): Promise<readonly (CardRecord | undefined)[]> {
    const found: (CardRecord | undefined)[] = [];
    for (let from = 0; from < tokens.length; from += BATCH) {
      found.push(...(await Promise.all(tokens.slice(from, from + BATCH).map((token) => this.get(token)))));
    }
    return found;
  }

  /**
   * The cursor is `<node index>-<SCAN cursor>`; as with SCAN, a page may hold fewer cards than
   * asked for, or more.
   */
  async list(cursor: string, pageSize: number): Promise<CardPage> {
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
    const cards = await this.getAll([...tokens]);
    return { cards: cards.filter((card) => card !== undefined), cursor: node < nodes.length ? `${node}-${scan}` : '' };
  }

  async fund(token: string, amountMinor: number, key = ''): Promise<FundedCard | undefined> {
    const { run, journalMax, keys, retentionMs, instantOf } = this.#options;
    const command = { amountMinor, key };
    const refusal = commandRefusal(command);
    if (refusal !== undefined) throw fundingError(refusal);
    const answerKey = key === '' ? '' : fundingAnswerKey(key);
    const reply = await run('fund', [
      ...this.#names(token),
      keys.answer(token, answerKey),
      token,
      answerKey,
      withoutCardData(key),
      fundingFingerprint(command),
      amountMinor,
      eventRow('fund').effect,
      BALANCE_MINOR_MAX,
      retentionMs,
      journalMax,
      keys.answer(token, ''),
      instantOf(0),
    ]);
    if (isFundingRefusal(reply)) throw fundingError(reply);
    const card = reply === null ? undefined : await this.get(token);
    return card && { funding: parseFunding(reply), card };
  }

  async change(token: string, change: CardChange): Promise<CardRecord | undefined> {
    const { run, journalMax, profiles, instantOf } = this.#options;
    const refusal = changeRefusal('active', change);
    if (refusal !== '') throw new StoreError('refused', refusal);
    if (change.profile !== undefined && !profiles.has(change.profile)) {
      throw new StoreError('faulty', `Profile "${change.profile}" of card ${token} is not configured; add it to the profiles.`);
    }
    const what = Object.keys(change).join(',');
    try {
      await run('change', [
        ...this.#names(token),
        token,
        journalMax,
        instantOf(0),
        what,
        change.status ?? '',
        ...changeToHash(changedCard(change)),
      ]);
    } catch (error) {
      throw String(error).includes('CHANGE closed') ? new StoreError('refused', changeRefusal('closed', change)) : error;
    }
    return this.get(token);
  }

  async endHolds(token: string): Promise<void> {
    await this.#options.run('end-holds', this.#options.endHolds(token));
  }

  async snapshot(token: string, instantMs: number): Promise<CardSnapshot | undefined> {
    const { keys, run, running, instantOf } = this.#options;
    const reply = await run('snapshot', [keys.card(token), keys.spends(token), keys.holds(token), instantOf(instantMs)]);
    return Array.isArray(reply) ? parseSnapshot(reply, token, running) : undefined;
  }

  async history(token: string, query: HistoryQuery): Promise<HistoryPiece | undefined> {
    const { client, keys } = this.#options;
    return this.#reach(historyPiece(client, keys, token, query));
  }

  async historyFromMs(token: string): Promise<number | undefined> {
    const { client, keys } = this.#options;
    return this.#reach(streamFromMs(client, keys, token));
  }

  /** Every control script names its keys alike, whether it uses them or not. */
  #names(token: string): string[] {
    const { keys } = this.#options;
    return [keys.card(token), keys.spends(token), keys.holds(token), keys.journal(token)];
  }

  async #reach<T>(reply: Promise<T>): Promise<T> {
    try {
      return await reply;
    } catch (error) {
      throw toStoreError(error, this.#options.address);
    }
  }
}
