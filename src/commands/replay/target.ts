/** A running host as the stage of a replay: its own cards, its own keys, over TCP. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CardEntry } from '../../cards/card-entry.ts';
import { readCardFile } from '../../cards/card-file.ts';
import { isLoopback, parseTarget } from '../../config/quantity.ts';
import { type KeyRing, loadKeyRing } from '../../pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../pin/pan-token.ts';
import { createPinChecker, createPinEncrypter, type PinChecker, type PinEncrypter } from '../../pin/pin-verifier.ts';
import type { PinBlockFormat, TransactionResponse } from '../../protocol/message.ts';
import { systemClock } from '../../terminal-sim/clock.ts';
import { TIMEOUT_MS_DEFAULT } from '../../terminal-sim/link/link.ts';
import { LinkPool } from '../../terminal-sim/link/pool.ts';
import { PROTOBUF_WIRE, terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { Exchange, Trace } from '../../trace/format.ts';
import { pinOf } from '../../trace/pins.ts';
import type { Stage } from '../../trace/replay.ts';
import type { Replayed } from '../../trace/replayed.ts';
import { requestOf, tracedHeadroom } from '../../trace/request-fields.ts';
import { type RewriteRules, Rewriter } from '../../trace/rewrite.ts';
import { ofOtherIssuer, syntheticPan, withWrongCheckDigit } from '../../trace/synthetic-pan.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

export interface TargetFlags {
  readonly codec: string;
  readonly cards?: string;
  readonly keys: string;
  readonly connections: string;
  readonly allowRemote?: boolean;
}

export interface TargetStage extends Stage {
  close(): void;
}

const PINS = 10_000;
const CONNECTIONS_MAX = 256;
const NO_BLOCK = Buffer.alloc(0);

interface TargetCard {
  readonly entry: CardEntry;
  /** The very card of the recording, under the same keys: its PIN blocks can be sent as they were. */
  readonly isSame: boolean;
  /** PINs by their number in the trace. */
  readonly pins: string[];
}

interface Keys {
  readonly ring: KeyRing;
  readonly checker: PinChecker;
  readonly encrypter: PinEncrypter;
}

function openKeys(path: string): Keys {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The key ring ${path} can not be read (${code}); give the target's with --keys.`);
  }
  const ring = loadKeyRing(text, path);
  return { ring, checker: createPinChecker(ring), encrypter: createPinEncrypter(ring, randomBytes) };
}

/** The cards of the trace on the cards of the file: the very same where they are there, else in turn. */
function cardsFor(trace: Trace, path: string, { ring }: Keys): ReadonlyMap<string, TargetCard> {
  const entries = readCardFile(path);
  const tokenOf = createPanTokenizer(ring);
  const isRing = ring.id === trace.header.keyRing;
  const byToken = new Map(isRing ? entries.map((entry) => [tokenOf(entry.pan), entry] as const) : []);
  const onFile = [...trace.cards.values()].filter((card) => card.onFile);
  const isSame = onFile.length > 0 && onFile.every(({ token }) => byToken.has(token));
  if (!isSame && entries.length < onFile.length) {
    throw new CommandError(
      `${path} holds ${entries.length} cards and the trace ${onFile.length}; make the file with "aksept trace cards".`,
    );
  }
  const cards = new Map<string, TargetCard>();
  for (const [index, { token }] of onFile.entries()) {
    const entry = isSame ? byToken.get(token) : entries[index];
    if (entry !== undefined) cards.set(token, { entry, isSame, pins: [entry.pin] });
  }
  return cards;
}

class HostStage implements TargetStage {
  readonly #trace: Trace;
  readonly #keys: Keys;
  readonly #cards: ReadonlyMap<string, TargetCard>;
  readonly #links: LinkPool;
  readonly #rewriter: Rewriter;
  /** Flags, repeats and what was given back are told there only. */
  readonly #isProtobuf: boolean;
  readonly #open = new Map<string, Promise<Replayed | undefined>>();
  readonly #strangers = new Map<string, string>();
  #officeLines = 0;

  constructor(
    trace: Trace,
    keys: Keys,
    cards: ReadonlyMap<string, TargetCard>,
    links: LinkPool,
    rewrite: RewriteRules,
    isProtobuf: boolean,
  ) {
    this.#isProtobuf = isProtobuf;
    this.#trace = trace;
    this.#keys = keys;
    this.#cards = cards;
    this.#links = links;
    this.#rewriter = new Rewriter(rewrite);
  }

  /** Cards are the target's own. */
  async open(): Promise<readonly string[]> {
    return [];
  }

  async office(): Promise<void> {
    this.#officeLines += 1;
  }

  get notes(): readonly string[] {
    return this.#officeLines === 0 ? [] : [`${this.#officeLines} changes by the office (funding, blocking) were not made at the target.`];
  }

  say(exchange: Exchange): Promise<Replayed | undefined> {
    const traced = this.#rewriter.request(exchange);
    const card = this.#cards.get(exchange.token);
    const pan = this.#panOf(exchange, card);
    const { pinKeyId: _recordedKey, ...request } = requestOf(traced, pan, NO_BLOCK, NO_BLOCK);
    const isSame = card?.isSame ?? false;
    const format = traced.pinBlockFormat ?? 'iso0';
    const { newPin } = exchange.decision ?? {};
    const said = {
      ...request,
      expiry: card === undefined ? request.expiry : card.entry.expiry,
      pinKeyId: isSame ? (traced.pinKeyId ?? '') : '',
      pinBlockFormat: request.pinBlockFormat,
      pinBlock:
        isSame && traced.pinBlock !== undefined ? Buffer.from(traced.pinBlock, 'hex') : this.#block(pinOf(exchange), card, pan, format),
      newPinBlock:
        isSame && traced.newPinBlock !== undefined
          ? Buffer.from(traced.newPinBlock, 'hex')
          : newPin === undefined
            ? NO_BLOCK
            : this.#block(newPin, card, pan, format),
    };
    return this.#inTurn(said, (resolve) => {
      const startedMs = performance.now();
      this.#links.send(said, {
        answered: (response) => {
          if (response.class === 'networkManagement') return resolve(undefined);
          this.#rewriter.learn(exchange, response.approvalCode);
          resolve(replayedOf(exchange, response, performance.now() - startedMs, this.#isProtobuf));
        },
        unanswered: () => resolve(undefined),
      });
    });
  }

  /** Answers are matched on terminal and STAN: a second message of the same two waits for the answer to the first. */
  async #inTurn(
    { terminalId, stan }: { readonly terminalId: string; readonly stan: number },
    send: (resolve: (replayed: Replayed | undefined) => void) => void,
  ): Promise<Replayed | undefined> {
    const name = `${terminalId}.${stan}`;
    for (let before = this.#open.get(name); before !== undefined; before = this.#open.get(name)) await before;
    const answer = new Promise<Replayed | undefined>(send);
    this.#open.set(name, answer);
    const replayed = await answer;
    this.#open.delete(name);
    return replayed;
  }

  #panOf({ token, decision }: Exchange, card: TargetCard | undefined): string {
    const { panPrefixes } = this.#trace.header.rules;
    let pan = card?.entry.pan ?? this.#strangers.get(token);
    if (pan === undefined) {
      // Beyond the population, so that it is on nobody's file.
      pan = syntheticPan(panPrefixes[0] ?? '', 500_000 + this.#strangers.size);
      this.#strangers.set(token, pan);
    }
    if (decision?.refusal === 'noSuchIssuer') return ofOtherIssuer(pan, panPrefixes);
    return decision?.refusal === 'invalidCardNumber' ? withWrongCheckDigit(pan) : pan;
  }

  #block(pin: number | 'absent' | 'malformed', card: TargetCard | undefined, pan: string, format: PinBlockFormat): Buffer {
    if (pin === 'absent') return NO_BLOCK;
    if (pin === 'malformed') return this.#malformedBlock(pan, format);
    return this.#keys.encrypter.encrypt(pan, card === undefined ? '0000' : this.#pin(card, pin), format, '');
  }

  #malformedBlock(pan: string, format: PinBlockFormat): Buffer {
    const bytes = format === 'iso4' ? 16 : 8;
    for (let fill = 0; fill < 255; fill += 1) {
      if (this.#keys.checker.check(pan, Buffer.alloc(bytes, fill), format, '').pin === 'malformed') return Buffer.alloc(bytes, fill);
    }
    return Buffer.alloc(bytes);
  }

  /** Another number, another reference value: two PINs may share one. */
  #pin({ entry, pins }: TargetCard, number: number): string {
    const { checker } = this.#keys;
    const known = new Set(pins.map((pin) => checker.reference(entry.pan, pin)));
    for (let next = Number(entry.pin.slice(0, 4)) + 1; pins.length <= number; next += 1) {
      const pin = String(next % PINS).padStart(4, '0');
      const reference = checker.reference(entry.pan, pin);
      if (known.has(reference)) continue;
      known.add(reference);
      pins.push(pin);
    }
    return pins[number] ?? entry.pin;
  }

  close(): void {
    this.#links.close();
  }
}

/** What a wire does not tell is not compared. */
function replayedOf(exchange: Exchange, response: TransactionResponse, latencyMs: number, isProtobuf: boolean): Replayed {
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

function connectionsOf(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= CONNECTIONS_MAX) return count;
  throw new CommandError(`--connections must be a whole number from 1 to ${CONNECTIONS_MAX}.`, EXIT_CODES.usage);
}

/** Connects. Throws with one sentence when the host, its cards or its keys are not to be had. */
export async function openTarget(
  trace: Trace,
  flags: TargetFlags & { readonly target: string },
  rewrite: RewriteRules,
): Promise<HostStage> {
  const target = parseTarget(flags.target);
  if (!isLoopback(target.host) && flags.allowRemote !== true) {
    throw new CommandError(
      `${target.host} is another machine; add --allow-remote when its owner knows, or use 127.0.0.1.`,
      EXIT_CODES.usage,
    );
  }
  if (flags.cards === undefined) {
    throw new CommandError(
      '--target needs its cards: give --cards FILE, made with "aksept trace cards TRACE --out FILE".',
      EXIT_CODES.usage,
    );
  }
  const connections = connectionsOf(flags.connections);
  const keys = openKeys(flags.keys);
  const cards = cardsFor(trace, flags.cards, keys);
  const { codec, header } = terminalWire(flags.codec, keys.ring, flags.keys, '--codec');
  const links = new LinkPool({ target, codec, header, clock: systemClock, timeoutMs: TIMEOUT_MS_DEFAULT }, connections);
  const sentence = await links.open();
  if (sentence !== '') {
    links.close();
    throw new CommandError(sentence);
  }
  return new HostStage(trace, keys, cards, links, rewrite, codec.name === PROTOBUF_WIRE.codec.name);
}
