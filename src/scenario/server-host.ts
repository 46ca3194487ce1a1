/** Runs scenarios on a running server: messages over TCP; cards are issued and read over HTTP. */

import { randomBytes, randomInt } from 'node:crypto';
import type { StoreOutage } from '../authorizer/faults/store-outage.ts';
import { luhnCheckDigit } from '../cards/pan.ts';
import { DAY_MS } from '../config/duration.ts';
import { CardClient } from '../http/card-client.ts';
import { type HttpClient, HttpClientError } from '../http/client.ts';
import { IMPORTED } from '../http/schema/card.ts';
import type { KeyRing } from '../pin/keys/key-ring.ts';
import { createPinEncrypter, type PinEncrypter } from '../pin/pin-verifier.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import { NORWAY } from '../protocol/iso-codes.ts';
import type { Response, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import { systemClock } from '../terminal-sim/clock.ts';
import { Link, TIMEOUT_MS_DEFAULT } from '../terminal-sim/link/link.ts';
import type { TerminalWire } from '../terminal-sim/link/terminal-wire.ts';
import type { NoAnswerReason } from '../terminal-sim/link/transport.ts';
import type { Target } from '../tls/client-tls.ts';
import type { AnswerKey, CardState, CardTask, ScenarioHost } from './host.ts';
import type { Scenario, ScenarioCard, ScenarioTerminal } from './scenario.ts';
import { ServerFaults } from './server-faults.ts';
import { ServerHostError } from './server-host-error.ts';
import { defaultStartDate, skipReasonOf } from './server-scenario.ts';

export interface ServerHostOptions {
  readonly target: Target;
  /** The wire of that port. */
  readonly wire: TerminalWire;
  /** The key ring of the server. */
  readonly ring: KeyRing;
  readonly http: HttpClient;
}

/** One connection to a server, for any number of scenarios. */
export interface ScenarioServer {
  /** The date on which scenarios without a start begin; undefined: the default of scenarios. */
  readonly start: string | undefined;
  /** Why a scenario cannot run there; empty when it can. */
  skipReason(scenario: Scenario): string;
  open(scenario: Scenario): Promise<ScenarioHost>;
  close(): void;
}

const PAN_PREFIX = '957899';
const PAN_DIGITS = 16;
const STANS = 999_999;
const TERMINAL_ID_DIGITS = 7;
/** ISO 8583 has no elements for these. */
const NOT_IN_ISO8583: readonly AnswerKey[] = ['repeated', 'reason', 'explanation', 'fits at', 'never because'];
const NO_ANSWER: Readonly<Record<NoAnswerReason, string>> = {
  timeout: 'no answer came in time',
  connectionLost: 'the connection was lost',
  notConnected: 'the message could not be sent, because there was no connection',
  tooMuchUnsent: 'the message could not be sent',
  notEncodable: 'the message could not be sent, because the dialect has no room for it',
};
/**
 * The state of a card is read with these two questions; each reports the limits that apply to it.
 */
const SAMPLE_USES = [
  { type: 'purchase', terminalType: 'pos', mcc: 0 },
  { type: 'cash', terminalType: 'atm', mcc: 6011 },
] as const;

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => String(randomInt(10))).join('');
}

function randomPan(): string {
  const payload = PAN_PREFIX + randomDigits(PAN_DIGITS - 1 - PAN_PREFIX.length);
  return payload + luhnCheckDigit(payload);
}

/** ISO 8583 counts whole seconds, the protobuf wire milliseconds. */
function isIso({ codec }: TerminalWire): boolean {
  return codec.timeUnitMs > 1;
}

class ServerHost implements ScenarioHost {
  readonly description: string;
  readonly unreported: readonly AnswerKey[];
  readonly stanBase = randomInt(STANS);
  readonly #link: Link;
  readonly #http: HttpClient;
  readonly #cards: CardClient;
  readonly #encrypter: PinEncrypter;
  readonly #ids = new Map<string, string>();
  #nowMs = 0;

  constructor({ target, wire, ring, http }: ServerHostOptions, link: Link) {
    this.description = `${target.host}:${target.port} (${wire.name})`;
    this.unreported = isIso(wire) ? NOT_IN_ISO8583 : [];
    this.#link = link;
    this.#http = http;
    this.#cards = new CardClient(http);
    this.#encrypter = createPinEncrypter(ring, randomBytes);
  }

  /** Random in every run: the server remembers the messages of earlier runs by terminal. */
  terminalId(terminal: ScenarioTerminal): string {
    const id = this.#ids.get(terminal.name) ?? (terminal.id || `S${randomDigits(TERMINAL_ID_DIGITS)}`);
    this.#ids.set(terminal.name, id);
    return id;
  }

  async issue({ name, pan: given, pin, expiry, balanceMinor, status, profile, onFile }: ScenarioCard): Promise<string> {
    const pan = given || randomPan();
    if (!onFile) return pan;
    const cards = [{ pan, pin, expiry, balanceMinor, status, profile }];
    const { created } = await this.#http.post('/v1/cards/import', { cards }, IMPORTED);
    if (created !== 1) throw new ServerHostError(`The card ${name} could not be issued: its PAN is on file already; leave it out.`);
    return pan;
  }

  pinBlock(pan: string, pin: string): Buffer {
    return this.#encrypter.encrypt(pan, pin, 'iso0', '');
  }

  advanceTo(instantMs: number): void {
    this.#nowMs = instantMs;
  }

  async send(request: TransactionRequest, outage: StoreOutage | ''): Promise<TransactionResponse> {
    if (outage === '') return this.#sendOne(request);
    const faults = new ServerFaults(this.#http);
    await faults.failStore(request.terminalId, outage);
    try {
      return await this.#sendOne(request);
    } finally {
      await faults.end();
    }
  }

  async #sendOne(request: TransactionRequest): Promise<TransactionResponse> {
    const response = await new Promise<Response>((resolve, reject) => {
      const unanswered = (reason: NoAnswerReason): void => {
        const { firstSentence } = this.#link.errors;
        reject(new ServerHostError(firstSentence || `${this.description}: ${NO_ANSWER[reason]}; look at the server's log.`));
      };
      this.#link.send(request, { answered: resolve, unanswered });
    });
    if (response.class === 'networkManagement')
      throw new ServerHostError(`${this.description} answered with a message of another kind than the request.`);
    if (response.decidedAtMs !== 0 && !response.repeated && Math.abs(response.decidedAtMs - this.#nowMs) > DAY_MS) {
      throw new ServerHostError(
        `${this.description} decides by its own clock; start it with: aksept serve --clock message --store memory:.`,
      );
    }
    return response;
  }

  async cardState(pan: string, atMs: number): Promise<CardState | undefined> {
    const card = await this.#cards.show(pan);
    if (card === undefined) return undefined;
    const limits = new Map<string, LimitHeadroom>();
    let heldMinor = 0;
    for (const use of SAMPLE_USES) {
      const explained = await this.#cards.explain(pan, { ...use, amountMinor: 1, country: NORWAY, atMs });
      for (const limit of explained?.explanation.limits ?? []) limits.set(limit.name, limit);
      heldMinor = explained?.explanation.coverage?.holdsMinor ?? card.holdsMinor;
    }
    const { status, pinTriesUsed, ledgerMinor } = card;
    return { status, pinTriesUsed, ledgerMinor, heldMinor, availableMinor: ledgerMinor - heldMinor, limits: [...limits.values()] };
  }

  async changeCard(pan: string, task: CardTask): Promise<string> {
    try {
      const card = task.kind === 'fund' ? await this.#cards.fund(pan, task.amountMinor) : await this.#cards.change(pan, task.change);
      return card === undefined ? 'The card is not on file.' : '';
    } catch (error) {
      if (!(error instanceof HttpClientError)) throw error;
      // If the server still answers, the change was refused: this call throws when it does not.
      await this.#cards.show(pan);
      return error.message;
    }
  }

  async booksError(): Promise<string> {
    return '';
  }

  async close(): Promise<void> {}
}

/** Connects. Rejects with a ServerHostError. */
export async function openScenarioServer(options: ServerHostOptions): Promise<ScenarioServer> {
  const { target, wire } = options;
  const { codec, header } = wire;
  const link = new Link({ target, codec, header, clock: systemClock, timeoutMs: TIMEOUT_MS_DEFAULT });
  const sentence = await link.open();
  if (sentence !== undefined) {
    link.close();
    throw new ServerHostError(sentence);
  }
  return {
    start: isIso(wire) ? defaultStartDate(Date.now()) : undefined,
    skipReason: (scenario) => skipReasonOf(scenario, codec.timeUnitMs, Date.now()),
    open: async () => new ServerHost(options, link),
    close: () => link.close(),
  };
}
