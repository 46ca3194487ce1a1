/** A running server as the host of scenarios: messages over TCP, cards issued and looked at over HTTP. */

import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { luhnCheckDigit } from '../../cards/pan.ts';
import { DAY_MS } from '../../config/duration.ts';
import { isLoopback, parseTarget } from '../../config/quantity.ts';
import { CardClient } from '../../http/card-client.ts';
import { type HttpClient, HttpClientError } from '../../http/client.ts';
import { IMPORTED } from '../../http/schema/card.ts';
import { osloOffsetMs } from '../../limits/rules/oslo-time.ts';
import { loadKeyRing } from '../../pin/keys/key-ring.ts';
import { createPinEncrypter, type PinEncrypter } from '../../pin/pin-verifier.ts';
import type { LimitHeadroom } from '../../protocol/explanation.ts';
import { NORWAY } from '../../protocol/iso-codes.ts';
import type { Response, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import type { AnswerKey, Looked, ScenarioHost } from '../../scenario/host.ts';
import type { Scenario, ScenarioCard, ScenarioTerminal } from '../../scenario/scenario.ts';
import { systemClock } from '../../terminal-sim/clock.ts';
import { Link, TIMEOUT_MS_DEFAULT } from '../../terminal-sim/link/link.ts';
import { terminalWire } from '../../terminal-sim/link/terminal-wire.ts';
import type { NoAnswerReason } from '../../terminal-sim/link/transport.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
import { serverClient } from '../server-client.ts';

export interface TargetFlags {
  readonly target: string;
  readonly codec: string;
  readonly keys: string;
  readonly http: string;
  readonly allowRemote?: boolean;
}

export interface Target {
  /** Scenarios that do not say when they start begin then: a date. */
  readonly start: string | undefined;
  /** Why a scenario can't be run there; empty when it can. */
  hindrance(scenario: Scenario): string;
  open(scenario: Scenario): Promise<ScenarioHost>;
  close(): void;
}

/** ISO 8583 tells no year: a message is of the one that puts it nearest to the server's clock. */
const NEAR_DAYS = 150;
/** Scenarios that say no start are at most so long. */
const LONGEST_DAYS = 28;
const PAN_PREFIX = '957899';
const PAN_DIGITS = 16;
const STANS = 999_999;
const TERMINAL_ID_DIGITS = 7;
/** What ISO 8583 has no words for. */
const UNSAID_IN_ISO: readonly AnswerKey[] = ['repeated', 'reason', 'explanation', 'fits at', 'never because'];
const NO_ANSWER: Readonly<Record<NoAnswerReason, string>> = {
  timeout: 'no answer came in time',
  connectionLost: 'the connection was lost',
  tooMuchUnsent: 'the message could not be sent',
};
/** A look asks about a small use at a till, and one at a cash machine: each tells the limits that it counts against. */
const LOOKS = [
  { type: 'purchase', terminalType: 'pos', mcc: 0 },
  { type: 'cash', terminalType: 'atm', mcc: 6011 },
] as const;

/** A recent Monday or so with no change of the clocks after it, as `YYYY-MM-DD`. */
function quietDate(nowMs: number): string {
  const quiet = (ms: number): boolean => osloOffsetMs(ms) === osloOffsetMs(ms + LONGEST_DAYS * DAY_MS);
  const ms = quiet(nowMs) ? nowMs : nowMs - LONGEST_DAYS * DAY_MS;
  return new Date(ms + osloOffsetMs(ms)).toISOString().slice(0, 10);
}

function randomDigits(count: number): string {
  return Array.from({ length: count }, () => String(randomInt(10))).join('');
}

function freshPan(): string {
  const payload = PAN_PREFIX + randomDigits(PAN_DIGITS - 1 - PAN_PREFIX.length);
  return payload + luhnCheckDigit(payload);
}

class TargetHost implements ScenarioHost {
  readonly description: string;
  readonly unsaid: readonly AnswerKey[];
  readonly stanBase = randomInt(STANS);
  readonly #link: Link;
  readonly #http: HttpClient;
  readonly #cards: CardClient;
  readonly #encrypter: PinEncrypter;
  readonly #ids = new Map<string, string>();
  #nowMs = 0;

  constructor(description: string, unsaid: readonly AnswerKey[], link: Link, http: HttpClient, encrypter: PinEncrypter) {
    this.description = description;
    this.unsaid = unsaid;
    this.#link = link;
    this.#http = http;
    this.#cards = new CardClient(http);
    this.#encrypter = encrypter;
  }

  /** Of its own in every run: the server remembers what others sent under theirs. */
  terminalId(terminal: ScenarioTerminal): string {
    const id = this.#ids.get(terminal.name) ?? (terminal.id || `S${randomDigits(TERMINAL_ID_DIGITS)}`);
    this.#ids.set(terminal.name, id);
    return id;
  }

  async issue({ name, pan: given, pin, expiry, balanceMinor, status, profile, onFile }: ScenarioCard): Promise<string> {
    const pan = given || freshPan();
    if (!onFile) return pan;
    const cards = [{ pan, pin, expiry, balanceMinor, status, profile }];
    const { created } = await this.#http.post('/v1/cards/import', { cards }, IMPORTED);
    if (created !== 1) throw new CommandError(`The card ${name} could not be issued: its PAN is on file already; leave it out.`);
    return pan;
  }

  pinBlock(pan: string, pin: string): Buffer {
    return this.#encrypter.encrypt(pan, pin, 'iso0', '');
  }

  advanceTo(instantMs: number): void {
    this.#nowMs = instantMs;
  }

  async say(request: TransactionRequest): Promise<TransactionResponse> {
    const response = await new Promise<Response>((resolve, reject) => {
      const unanswered = (reason: NoAnswerReason): void => {
        const { firstSentence } = this.#link.errors;
        reject(new CommandError(firstSentence || `${this.description}: ${NO_ANSWER[reason]}; look at the server's log.`));
      };
      this.#link.send(request, { answered: resolve, unanswered });
    });
    if (response.class === 'networkManagement')
      throw new CommandError(`${this.description} answered another kind of message than was asked.`);
    if (response.decidedAtMs !== 0 && !response.repeated && Math.abs(response.decidedAtMs - this.#nowMs) > DAY_MS) {
      throw new CommandError(`${this.description} decides by its own clock; start it with: aksept serve --clock message.`);
    }
    return response;
  }

  async look(pan: string, atMs: number): Promise<Looked | undefined> {
    const card = await this.#cards.show(pan);
    if (card === undefined) return undefined;
    const limits = new Map<string, LimitHeadroom>();
    let heldMinor = 0;
    for (const use of LOOKS) {
      const explained = await this.#cards.explain(pan, { ...use, amountMinor: 1, country: NORWAY, atMs });
      for (const limit of explained?.explanation.limits ?? []) limits.set(limit.name, limit);
      heldMinor = explained?.explanation.coverage?.holdsMinor ?? card.holdsMinor;
    }
    const { status, pinTriesUsed, ledgerMinor } = card;
    return { status, pinTriesUsed, ledgerMinor, heldMinor, availableMinor: ledgerMinor - heldMinor, limits: [...limits.values()] };
  }

  async office(pan: string, task: Parameters<ScenarioHost['office']>[1]): Promise<string> {
    try {
      const card = task.kind === 'fund' ? await this.#cards.fund(pan, task.amountMinor) : await this.#cards.change(pan, task.change);
      return card === undefined ? 'The card is not on file.' : '';
    } catch (error) {
      if (!(error instanceof HttpClientError)) throw error;
      // A server that still answers has refused.
      await this.#cards.show(pan);
      return error.message;
    }
  }

  async booksFault(): Promise<string> {
    return '';
  }

  async close(): Promise<void> {}
}

function hindranceOf({ hostSettings, steps, startIsGiven, startMs }: Scenario, timeUnitMs: number): string {
  const [setting] = hostSettings;
  if (setting !== undefined) return `it sets "${setting}", which a running server has of its own`;
  if (steps.some(({ mac }) => mac !== '')) return 'a wrong MAC can be sent in this process only';
  if (steps.some(({ atMs }) => atMs % timeUnitMs !== 0)) return 'ISO 8583 tells whole seconds only';
  // It gives its own number and date at least.
  if (timeUnitMs > 1 && steps.some(({ naming }) => naming === 'nothing')) return 'over ISO 8583 a message always names something';
  const days = Math.abs(startMs - Date.now()) / DAY_MS;
  return timeUnitMs > 1 && startIsGiven && days > NEAR_DAYS ? 'it starts at a date far from today, and ISO 8583 tells no year' : '';
}

function readKeys(path: string): ReturnType<typeof loadKeyRing> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`--keys ${path} can not be read (${code}); give the key ring file that "aksept serve" names.`, EXIT_CODES.usage);
  }
  return loadKeyRing(text, path);
}

/** Connects. Throws or rejects with an error of one sentence. */
export async function openTarget(flags: TargetFlags): Promise<Target> {
  const target = parseTarget(flags.target);
  if (!isLoopback(target.host) && flags.allowRemote !== true) {
    const advice = 'add --allow-remote when its owner knows that cards are issued there, or use 127.0.0.1';
    throw new CommandError(`${target.host} is another machine; ${advice}.`, EXIT_CODES.usage);
  }
  const ring = readKeys(flags.keys);
  const { codec, header, name } = terminalWire(flags.codec, ring, flags.keys, '--codec');
  const http = serverClient(flags.http, '--http');
  const link = new Link({ target, codec, header, clock: systemClock, timeoutMs: TIMEOUT_MS_DEFAULT });
  const sentence = await link.open();
  if (sentence !== undefined) {
    link.close();
    throw new CommandError(sentence);
  }
  const encrypter = createPinEncrypter(ring, randomBytes);
  const isIso = codec.timeUnitMs > 1;
  const description = `${target.host}:${target.port} (${name})`;
  return {
    start: isIso ? quietDate(Date.now()) : undefined,
    hindrance: (scenario) => hindranceOf(scenario, codec.timeUnitMs),
    open: async () => new TargetHost(description, isIso ? UNSAID_IN_ISO : [], link, http, encrypter),
    close: () => link.close(),
  };
}
