/** A running host as the target of a replay, over TCP, with its own cards and keys. */

import type { CardEntry } from '../../cards/card-entry.ts';
import type { KeyRing } from '../../pin/keys/key-ring.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { pluralize } from '../../protocol/plural.ts';
import { systemClock } from '../../terminal-sim/clock.ts';
import { TIMEOUT_MS_DEFAULT } from '../../terminal-sim/link/link.ts';
import { LinkPool } from '../../terminal-sim/link/pool.ts';
import { PROTOBUF_WIRE, type TerminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { Target } from '../../tls/client-tls.ts';
import type { Exchange, Trace } from '../format/lines.ts';
import { requestOf, tracedHeadroom } from '../format/request-fields.ts';
import { TraceError } from '../format/trace-error.ts';
import type { TracedRequest } from '../format/traced-request.ts';
import type { ReplayedExchange } from './differences.ts';
import { pinNumberOf } from './pin-number.ts';
import { assignCards, type RemoteCard, RemotePins } from './remote-cards.ts';
import type { ReplayHost } from './replay-host.ts';
import { type RewriteRules, Rewriter } from './rewrite.ts';
import { ofOtherIssuer, syntheticPan, withWrongCheckDigit } from './synthetic-pan.ts';

const NO_BLOCK = Buffer.alloc(0);
/** Synthetic PANs with these numbers are never in a card file made by `aksept trace cards`. */
const UNKNOWN_CARDS_FROM = 500_000;

export interface RemoteHostOptions {
  readonly trace: Trace;
  readonly address: Target;
  readonly connections: number;
  readonly wire: TerminalWire;
  /** The host's key ring. */
  readonly ring: KeyRing;
  /** The host's cards. */
  readonly cards: readonly CardEntry[];
  readonly rewrite: RewriteRules;
}

export class RemoteHost implements ReplayHost {
  readonly #panPrefixes: readonly string[];
  readonly #cards: ReadonlyMap<string, RemoteCard>;
  readonly #pins: RemotePins;
  readonly #links: LinkPool;
  readonly #rewriter: Rewriter;
  /** Only protobuf carries flags, repeats and the amount that a reversal gave back. */
  readonly #isProtobuf: boolean;
  /** Requests without an answer yet, by terminal and STAN. */
  readonly #unanswered = new Map<string, Promise<ReplayedExchange | undefined>>();
  readonly #unknownPans = new Map<string, string>();
  #officeLines = 0;

  constructor({ trace, address, connections, wire, ring, cards, rewrite }: RemoteHostOptions) {
    const { codec, header } = wire;
    this.#panPrefixes = trace.header.rules.panPrefixes;
    this.#cards = assignCards(trace, cards, ring);
    this.#pins = new RemotePins(ring);
    this.#links = new LinkPool({ target: address, codec, header, clock: systemClock, timeoutMs: TIMEOUT_MS_DEFAULT }, connections);
    this.#rewriter = new Rewriter(rewrite);
    this.#isProtobuf = codec.name === PROTOBUF_WIRE.codec.name;
  }

  /** Throws a TraceError with one sentence if the host cannot be reached. */
  async connect(): Promise<void> {
    const problem = await this.#links.open();
    if (problem === undefined) return;
    await this.close();
    throw new TraceError(problem);
  }

  /** The host has its own cards. */
  async addCard(): Promise<readonly string[]> {
    return [];
  }

  async applyOfficeLine(): Promise<void> {
    this.#officeLines += 1;
  }

  get notes(): readonly string[] {
    return this.#officeLines === 0
      ? []
      : [
          `${pluralize(this.#officeLines, 'change')} by the office (funding, blocking) ${this.#officeLines === 1 ? 'was' : 'were'} not made at the target.`,
        ];
  }

  send(exchange: Exchange): Promise<ReplayedExchange | undefined> {
    const request = this.#requestOf(exchange);
    return this.#inTurn(request, (resolve) => {
      const startedMs = performance.now();
      this.#links.send(request, {
        answered: (response) => {
          if (response.class === 'networkManagement') return resolve(undefined);
          this.#rewriter.learn(exchange, response.approvalCode);
          resolve(replayedOf(exchange, response, performance.now() - startedMs, this.#isProtobuf));
        },
        unanswered: () => resolve(undefined),
      });
    });
  }

  #requestOf(exchange: Exchange): TransactionRequest {
    const traced = this.#rewriter.request(exchange);
    const card = this.#cards.get(exchange.token);
    const pan = this.#panOf(exchange, card);
    const { pinKeyId: _recordedKey, ...request } = requestOf(traced, pan, NO_BLOCK, NO_BLOCK);
    const format = traced.pinBlockFormat ?? 'iso0';
    const { newPin } = exchange.decision ?? {};
    const recorded: Partial<TracedRequest> = card?.isRecordedCard === true ? traced : {};
    const bytesOf = (hex: string | undefined): Buffer | undefined => (hex === undefined ? undefined : Buffer.from(hex, 'hex'));
    return {
      ...request,
      expiry: card === undefined ? request.expiry : card.entry.expiry,
      pinKeyId: recorded.pinKeyId ?? '',
      pinBlock: bytesOf(recorded.pinBlock) ?? this.#pins.block(pinNumberOf(exchange), card, pan, format),
      newPinBlock: bytesOf(recorded.newPinBlock) ?? (newPin === undefined ? NO_BLOCK : this.#pins.block(newPin, card, pan, format)),
    };
  }

  /**
   * Answers are matched by terminal and STAN: a second request with the same two waits for the
   * answer to the first.
   */
  async #inTurn(
    { terminalId, stan }: { readonly terminalId: string; readonly stan: number },
    send: (resolve: (replayed: ReplayedExchange | undefined) => void) => void,
  ): Promise<ReplayedExchange | undefined> {
    const name = `${terminalId}.${stan}`;
    for (let before = this.#unanswered.get(name); before !== undefined; before = this.#unanswered.get(name)) await before;
    const answer = new Promise<ReplayedExchange | undefined>(send);
    this.#unanswered.set(name, answer);
    const replayed = await answer;
    this.#unanswered.delete(name);
    return replayed;
  }

  #panOf({ token, decision }: Exchange, card: RemoteCard | undefined): string {
    let pan = card?.entry.pan ?? this.#unknownPans.get(token);
    if (pan === undefined) {
      pan = syntheticPan(this.#panPrefixes[0] ?? '', UNKNOWN_CARDS_FROM + this.#unknownPans.size);
      this.#unknownPans.set(token, pan);
    }
    if (decision?.refusal === 'noSuchIssuer') return ofOtherIssuer(pan, this.#panPrefixes);
    return decision?.refusal === 'invalidCardNumber' ? withWrongCheckDigit(pan) : pan;
  }

  async close(): Promise<void> {
    this.#links.close();
  }
}

/**
 * Values that the wire does not carry are taken from the recording, so that they do not count as
 * differences.
 */
function replayedOf(exchange: Exchange, response: TransactionResponse, latencyMs: number, isProtobuf: boolean): ReplayedExchange {
  const { outcome, approvedAmountMinor, balances, approvalCode } = response;
  return {
    outcome,
    approvedAmountMinor: isProtobuf ? approvedAmountMinor : (exchange.response.approvedAmountMinor ?? 0),
    flag: isProtobuf ? response.flag : (exchange.response.flag ?? ''),
    repeated: isProtobuf ? response.repeated : exchange.response.repeated === true,
    ledgerMinor: balances?.ledgerMinor,
    availableMinor: balances?.availableMinor,
    headroom: response.headroom.map(tracedHeadroom),
    approvalCode,
    latencyMs,
  };
}
