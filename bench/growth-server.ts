/** A server and its counted load, each in a process of its own. */
import type { Held, Part } from './growth-figures.ts';
import { type Running, start } from './measure.ts';
import type { StepShare } from './profile-steps.ts';
import { PROTOBUF } from './wire.ts';

const CONNECTIONS = 16;
const WINDOW = 16;

export interface LoadedServerOptions {
  /** As in server-process.ts. */
  readonly kind: string;
  readonly folder?: string;
  readonly cards: number;
  /** Records between two snapshots of the file store; 0: as by default. */
  readonly snapshotEvery?: number;
  /** protobuf when not given. */
  readonly wire?: string;
}

interface Sent {
  readonly messages: number;
  readonly approved: number;
  readonly repeated: number;
  readonly seconds: number;
}

interface Usage {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

export interface FirstAgain {
  readonly outcome: string;
  readonly approvalCode: string;
  readonly repeated: boolean;
}

async function ask<Answer>(process: Running, line: string): Promise<Answer> {
  return JSON.parse(await process.ask(line)) as Answer;
}

export function startServer({ kind, folder = '', cards, snapshotEvery = 0, wire = PROTOBUF }: LoadedServerOptions): Promise<Running> {
  return start('server-process', [kind, folder, wire, cards, snapshotEvery]);
}

export class LoadedServer {
  readonly #server: Running;
  readonly #generator: Running;
  readonly #cards: number;

  private constructor(server: Running, generator: Running, cards: number) {
    this.#server = server;
    this.#generator = generator;
    this.#cards = cards;
  }

  static async start(options: LoadedServerOptions): Promise<LoadedServer> {
    const server = await startServer(options);
    try {
      const generator = await start('counted-generator-process', [
        server.firstLine,
        options.cards,
        CONNECTIONS,
        WINDOW,
        options.wire ?? PROTOBUF,
      ]);
      return new LoadedServer(server, generator, options.cards);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Purchases, each a new one, in turn on the cards from `firstCard` on. Throws when one counted as a repeat. */
  async send(messages: number, firstCard = 0, cards = this.#cards): Promise<Part> {
    const before = await ask<Usage>(this.#server, 'usage');
    const { repeated, ...sent } = await ask<Sent>(this.#generator, `${messages} ${firstCard} ${cards}`);
    const after = await ask<Usage>(this.#server, 'usage');
    if (repeated > 0) throw new Error(`${repeated} new messages were answered as repeats.`);
    return { ...sent, cpuSeconds: after.cpuSeconds - before.cpuSeconds, residentBytes: after.residentBytes };
  }

  /** Sends the very first message again; both answers to it. */
  sendFirstAgain(): Promise<{ readonly first: FirstAgain; readonly again: FirstAgain }> {
    return ask(this.#generator, 'first');
  }

  /** Of the card of the first message. */
  async ledgerMinor(): Promise<number> {
    return (await ask<{ readonly ledgerMinor: number }>(this.#server, 'ledger')).ledgerMinor;
  }

  async startProfile(): Promise<void> {
    await ask(this.#server, 'profile');
  }

  /** The steps of the messages since the start of the profile. */
  stopProfile(): Promise<readonly StepShare[]> {
    return ask(this.#server, 'steps');
  }

  held(): Promise<Held> {
    return ask(this.#server, 'held');
  }

  async stop(): Promise<void> {
    await this.#generator.stop();
    await this.#server.stop();
  }
}
