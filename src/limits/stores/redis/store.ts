/**
 * The Redis store: one EVALSHA for each message; many authorizers can share one Redis. The rules
 * are in scripts/*.lua.
 */

import { hasMembers, requireArgument } from '../../../config/argument.ts';
import { ConfigError } from '../../../config/config-error.ts';
import type { KeptInstant } from '../../clock/kept-instant.ts';
import { isFollowUpCommand, type StoreCommand, type TakeBack } from '../../rules/command.ts';
import type { Decision } from '../../rules/decision.ts';
import type { ProfileSet } from '../../rules/profile.ts';
import { retentionMs } from '../../rules/retention.ts';
import { RETENTION_MS_MIN, UNKNOWN_CARD_RETENTION_MS } from '../../state/stored-answer.ts';
import { type CardStore, type JournalEntry, type JournalPiece, type JournalRange, type Store, StoreError } from '../../store.ts';
import type { StoreIdentity } from '../identity.ts';
import { ScriptArguments } from './arguments.ts';
import { RedisCards } from './cards.ts';
import { connectClient, createClient, type RedisClient, safeAddress, serverFacts, toStoreError } from './client.ts';
import { clockKey } from './clock-key.ts';
import { openRedisIdentity } from './identity.ts';
import { RedisJournal } from './journal.ts';
import { KeySpace } from './keys.ts';
import { parseReply } from './records.ts';
import { SCRIPTS, type ScriptName, scriptSource } from './script.ts';
import { sweepRedis } from './sweep.ts';

export interface RedisStoreOptions {
  /** `redis://`, `rediss://`, `redis-cluster://` or `unix:/path/to/socket`. */
  readonly url: string;
  readonly profiles: ProfileSet;
  /** Before every key; default `aksept`. */
  readonly prefix?: string;
  /** Newest entries kept per journal stream, about. */
  readonly journalEntriesMax?: number;
  /** How long answers about a PAN that is not on file are kept. */
  readonly unknownCardRetentionMs?: number;
  /**
   * Called with one sentence that the operator should know: persistence is off, the connection is
   * lost or back.
   */
  readonly warn?: (sentence: string) => void;
  /** Checked, or made for a store that has none; undefined: neither. */
  readonly identity?: StoreIdentity;
  /** A simulated clock, in place of the clock of Redis. */
  readonly simulated?: SimulatedTime;
  /** Lets a test put a fault into a script. */
  readonly editScript?: (name: ScriptName, source: string) => string;
}

export interface SimulatedTime {
  readonly nowMs: () => number;
  /** Called before the store asks for the time, with where the instant is kept. */
  begin(kept: KeptInstant): Promise<void>;
}

export const JOURNAL_ENTRIES_MAX = 100_000;
/**
 * Commands that wait for an answer; beyond it new ones are refused at once, so that they do not
 * pile up while Redis hangs.
 */
export const OUTSTANDING_MAX = 20_000;

/**
 * Connects and checks that scripts may be run. Throws StoreError with one sentence that says what
 * to do.
 */
export async function createRedisStore(options: RedisStoreOptions): Promise<Store> {
  requireArgument(
    hasMembers(options, 'url', 'profiles') && typeof options.url === 'string',
    'createRedisStore',
    'options',
    "an object such as { url: 'redis://127.0.0.1:6379/0', profiles: BUILT_IN_PROFILES }",
  );
  const address = safeAddress(options.url);
  const client = createClient(options.url);
  const warn = options.warn ?? (() => {});
  let lastError: unknown;
  client.on('error', (error: unknown) => {
    lastError = error;
  });
  try {
    await connectClient(client);
    const facts = await serverFacts(client, address);
    if (!facts.appendOnly) warn(`Redis at ${address} has no append-only file: approvals are lost when it stops. Set appendonly yes.`);
    const store = new RedisStore(client, address, options);
    await store.probe();
    await store.begin(options);
    client.on('close', () => {
      if (!store.closed) warn(`The connection to Redis at ${address} is lost; requests are answered 91 until it is back.`);
    });
    client.on('ready', () => warn(`The connection to Redis at ${address} is back.`));
    return store;
  } catch (error) {
    client.disconnect();
    // Of the clock that was to begin.
    throw error instanceof ConfigError ? error : toStoreError(lastError ?? error, address);
  }
}

class RedisStore implements Store {
  readonly description: string;
  identity: string | undefined;
  readonly #simulated: SimulatedTime | undefined;
  readonly #client: RedisClient;
  readonly #address: string;
  readonly #keys: KeySpace;
  readonly #arguments: ScriptArguments;
  readonly #scripts = new Map<ScriptName, (...args: readonly (string | number)[]) => Promise<unknown>>();
  readonly cards: CardStore;
  readonly #journal: RedisJournal;
  #outstanding = 0;
  closed = false;

  constructor(client: RedisClient, address: string, options: RedisStoreOptions) {
    this.description = address;
    this.#client = client;
    this.#address = address;
    this.#keys = new KeySpace(options.prefix ?? 'aksept');
    const { simulated } = options;
    this.#simulated = simulated;
    const instantOf = simulated === undefined ? (instantMs: number) => instantMs : (instantMs: number) => instantMs || simulated.nowMs();
    const journalEntriesMax = options.journalEntriesMax ?? JOURNAL_ENTRIES_MAX;
    const keptMs = retentionMs(options.profiles, RETENTION_MS_MIN);
    this.#arguments = new ScriptArguments({
      keys: this.#keys,
      profiles: options.profiles,
      retentionMs: keptMs,
      unknownCardRetentionMs: options.unknownCardRetentionMs ?? UNKNOWN_CARD_RETENTION_MS,
      journalEntriesMax,
      instantOf,
    });
    for (const { name, keys } of SCRIPTS) {
      const lua = scriptSource(name, {
        keysExpire: simulated === undefined,
        edit: (source) => options.editScript?.(name, source) ?? source,
      });
      const command = `aksept_${name}`;
      client.defineCommand(command, { numberOfKeys: keys, lua });
      const run: unknown = Reflect.get(client, command);
      if (typeof run === 'function') this.#scripts.set(name, (...args) => Reflect.apply(run, client, args));
    }
    this.#journal = new RedisJournal(client, address, this.#keys);
    this.cards = new RedisCards({
      client,
      address,
      keys: this.#keys,
      profiles: options.profiles,
      journalMax: String(journalEntriesMax),
      retentionMs: keptMs,
      run: (name, args) => this.#run(name, args),
      running: this.#arguments.running,
      instantOf,
      endHolds: (token) => this.#arguments.endHolds(token),
    });
  }

  /** Checks what the store is, and then asks for the instant of its clock. */
  async begin({ identity }: RedisStoreOptions): Promise<void> {
    const place = { client: this.#client, keys: this.#keys, address: this.#address };
    if (identity !== undefined) this.identity = (await openRedisIdentity(place, identity))?.store;
    await this.#simulated?.begin(clockKey(place, (name, args) => this.#run(name, args)));
  }

  /**
   * Runs every command once, first by EVAL, then by EVALSHA, so that a missing permission shows at
   * the start.
   */
  async probe(): Promise<void> {
    const names = this.#keys.probes;
    await this.#run('probe', names);
    await this.#run('probe', names);
  }

  decide(command: StoreCommand): Promise<Decision> {
    const reply = isFollowUpCommand(command)
      ? this.#run('follow', this.#arguments.follow(command))
      : this.#run('decide', this.#arguments.decide(command));
    return reply.then((parts) => parseReply(parts, command.cardToken, this.#arguments.running));
  }

  async takeBack(attempt: TakeBack): Promise<boolean> {
    return (await this.#run('take-back', this.#arguments.takeBack(attempt))) === 1;
  }

  #run(name: ScriptName, keysAndArgs: readonly (string | number)[]): Promise<unknown> {
    const script = this.#scripts.get(name);
    if (script === undefined) return Promise.reject(new StoreError('faulty', `The script ${name} is not defined.`));
    if (this.#outstanding >= OUTSTANDING_MAX) {
      return Promise.reject(new StoreError('unreachable', `Redis at ${this.#address} leaves ${OUTSTANDING_MAX} commands unanswered.`));
    }
    this.#outstanding += 1;
    return script(...keysAndArgs).then(
      (reply) => {
        this.#outstanding -= 1;
        return reply;
      },
      (error: unknown) => {
        this.#outstanding -= 1;
        throw toStoreError(error, this.#address);
      },
    );
  }

  journal(entriesMax: number): Promise<readonly JournalEntry[]> {
    return this.#journal.newest(entriesMax);
  }

  journalEnd(): Promise<string> {
    return this.#journal.end();
  }

  journalAfter(range: JournalRange): Promise<JournalPiece | undefined> {
    return this.#journal.after(range);
  }

  async sweep(): Promise<void> {
    if (this.#simulated === undefined) return;
    const parts = {
      client: this.#client,
      keys: this.#keys,
      run: this.#run.bind(this),
      endHolds: this.#arguments.endHolds.bind(this.#arguments),
    };
    try {
      await sweepRedis(parts, this.#simulated.nowMs());
    } catch (error) {
      throw toStoreError(error, this.#address);
    }
  }

  /** Redis bounds itself. */
  usage(): undefined {
    return undefined;
  }

  async ready(): Promise<boolean> {
    return this.#client.status === 'ready';
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.#client.status === 'ready') await this.#client.quit().catch(() => undefined);
    this.#client.disconnect();
  }
}
