/**
 * The ISO 8583 wire in one dialect. A request is scanned once and read straight into the domain's
 * message; its response repeats the request's own bytes, so that a client always gets back what it
 * matches on.
 */
import { SECOND_MS } from '../../../config/duration.ts';
import type { Codec, Decoded } from '../../codec.ts';
import type { MacCheck, Request, Response, TransactionClass, TransactionRequest, WireContext } from '../../message.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { isResponseMti, type MtiKind, mtiKind, mtiText, responseMti } from '../elements/mti.ts';
import { Tagger } from '../elements/tags.ts';
import { EBCDIC_HEX, HEX } from './layout.ts';
import type { MessageMac } from './message-mac.ts';
import { type Plan, planOf } from './plan.ts';
import { type Problem, problemSentence, scanProblem } from './problem.ts';
import { knownOf } from './read/known.ts';
import { RequestReader } from './read/request-reader.ts';
import { readResponse } from './read/response-reader.ts';
import { Scanner } from './scan/scanner.ts';
import { integerOf } from './scan/values.ts';
import { MessageWriter } from './write/message-writer.ts';
import type { RequestStep, Tags } from './write/request-step.ts';
import { needsSecondary, putNetwork, requestStepsOf } from './write/request-writer.ts';
import { elementNamedIn, inOwnNumbers, putEchoed, putOwn } from './write/response-writer.ts';

const FIRST_MAC = 64;
const SECOND_MAC = 128;
const HEX_ZERO = 0x30;
const EBCDIC_ZERO = 0xf0;
const NOTHING_WRONG = -1;
/** Types without money: their messages need no amount. */
const WITHOUT_AMOUNT: ReadonlySet<string> = new Set(['balanceInquiry', 'pinChange']);

export interface IsoCodecOptions {
  /** What years are resolved against: DE7 has none. Unix milliseconds. */
  readonly nowMs: () => number;
  /** With it, a MAC that a message brings is checked and its response gets one. */
  readonly mac?: MessageMac | undefined;
  /** A message without a MAC is answered macError; our own requests get one. */
  readonly macRequired?: boolean;
}

/**
 * What a response needs of its request: the frame, in which the elements are found again where the
 * scanner has moved on.
 */
class IsoContext implements WireContext {
  readonly codec: string;
  readonly frame: Buffer;
  readonly mti: number;
  readonly hasMac: boolean;
  /** The element that is wrong; -1 when none is. */
  readonly element: number;
  scanned: number;

  constructor(codec: string, frame: Buffer, mti: number, hasMac: boolean, element: number, scanned: number) {
    this.codec = codec;
    this.frame = frame;
    this.mti = mti;
    this.hasMac = hasMac;
    this.element = element;
    this.scanned = scanned;
  }
}

function isProblem(read: Request | Problem): read is Problem {
  return 'sentence' in read;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] as number) ^ (b[index] as number);
  return difference === 0;
}

class IsoCodec implements Codec {
  readonly name: string;
  readonly timeUnitMs = SECOND_MS;
  readonly repeatsKey = false;
  readonly #plan: Plan;
  readonly #scanner: Scanner;
  readonly #reader: RequestReader;
  readonly #writer: MessageWriter;
  readonly #steps: readonly RequestStep[];
  readonly #tagger: Tagger;
  readonly #options: IsoCodecOptions;
  /** Counts the scans: a context with this number is what the scanner holds. */
  #scans = 0;

  constructor(dialect: Dialect, options: IsoCodecOptions) {
    const plan = planOf(dialect);
    this.name = dialect.name;
    this.#plan = plan;
    this.#options = options;
    this.#scanner = new Scanner(plan.layout);
    this.#reader = new RequestReader(plan, this.#scanner);
    this.#writer = new MessageWriter(plan.layout);
    this.#steps = requestStepsOf(plan);
    this.#tagger = new Tagger(plan, (request, tags) => this.#tryOut(request, tags));
  }

  decodeRequest(frame: Buffer): Decoded<Request> {
    if (frame.length === 0) return { kind: 'keepAlive' };
    const scanner = this.#scanner;
    this.#scans += 1;
    const isWhole = scanner.scan(frame);
    const { mti } = scanner;
    if (mti < 0 || isResponseMti(mti))
      return { kind: 'unreadable', reason: mti < 0 ? scanProblem(scanner).sentence : this.#noRequest(mti) };
    const kind = this.#kindOf(mti);
    if (!isWhole) return this.#malformed(kind, scanProblem(scanner));
    if (kind === undefined)
      return this.#malformed(kind, {
        element: 0,
        sentence: `The message: MTI ${mtiText(mti)} is not supported (byte ${scanner.mtiStart}).`,
      });
    const wrong = this.#structureProblem(kind);
    if (wrong !== undefined) return this.#malformed(kind, wrong);
    const macElement = this.#macElement();
    const hasMac = scanner.has(macElement);
    const macCheck = this.#checkMac(macElement, hasMac);
    const context = new IsoContext(this.name, frame, mti, hasMac, NOTHING_WRONG, this.#scans);
    const read = this.#reader.read(kind, { nowMs: this.#options.nowMs(), macCheck, context });
    if (isProblem(read)) return this.#malformed(kind, read);
    if (read.class !== 'networkManagement') {
      const missing = this.#missingAmount(kind, read);
      if (missing !== undefined) return this.#malformed(kind, missing);
      this.#wipePinBlock(read);
    }
    return { kind: 'message', message: read };
  }

  encodeResponse(response: Response): Buffer {
    const context = response.context;
    const plan = this.#plan;
    const writer = this.#writer;
    if (!(context instanceof IsoContext) || context.codec !== this.name) {
      writer.begin(
        responseMti(Number(plan.dialect.mtis[response.class])),
        response.class === 'networkManagement' && plan.echoedHigh.length > 0,
      );
      putOwn(plan, response, writer);
      return writer.finish();
    }
    const scanner = this.#scannerOf(context);
    let hasSecondary = false;
    for (const element of plan.echoedHigh) hasSecondary ||= scanner.has(element) && !scanner.isFaulty(element);
    writer.begin(responseMti(context.mti), hasSecondary);
    if (plan.layout.headBytes > 0) this.#putSwappedHead(context.frame);
    const isOfChecks = response.outcome === 'formatError' && context.element === NOTHING_WRONG && 'reason' in response;
    const told = isOfChecks ? { ...response, reason: inOwnNumbers(plan, response.reason) } : response;
    putEchoed(plan, scanner, told, 'reason' in told && isOfChecks ? elementNamedIn(told.reason) : context.element, writer);
    if (context.hasMac || this.#options.macRequired === true) this.#putMac(hasSecondary);
    return writer.finish();
  }

  /** Throws a RangeError when a value does not fit its element. */
  encodeRequest(request: Request): Buffer {
    const writer = this.#writer;
    const mti = Number(this.#plan.dialect.mtis[request.class]) + (request.repeat ? 1 : 0);
    if (request.class === 'networkManagement') {
      const hasSecondary = needsSecondary(this.#plan, request);
      writer.begin(mti, hasSecondary);
      putNetwork(this.#plan, request, writer);
      if (this.#options.macRequired === true) this.#putMac(hasSecondary);
      return writer.finish();
    }
    const tags = this.#tagger.tagsOf(request);
    return this.#write(request, mti, tags);
  }

  decodeResponse(frame: Buffer): Decoded<Response> {
    if (frame.length === 0) return { kind: 'keepAlive' };
    const scanner = this.#scanner;
    this.#scans += 1;
    if (!scanner.scan(frame)) return { kind: 'unreadable', reason: scanProblem(scanner).sentence };
    const kind = this.#kindOf(scanner.mti);
    if (kind?.kind !== 'response') return { kind: 'unreadable', reason: `The message: MTI ${mtiText(scanner.mti)} is no response.` };
    const macElement = this.#macElement();
    if (this.#checkMac(macElement, scanner.has(macElement)) === 'wrong') {
      return { kind: 'unreadable', reason: `DE${macElement}: the MAC of the response is wrong.` };
    }
    return { kind: 'message', message: readResponse(this.#plan, scanner, kind, this.#options.nowMs()) };
  }

  #kindOf(mti: number): MtiKind | undefined {
    return Math.trunc(mti / 1_000) === Number(this.#plan.dialect.version) ? mtiKind(mti) : undefined;
  }

  #noRequest(mti: number): string {
    return `The message: MTI ${mtiText(mti)} is a response, which a host does not take.`;
  }

  /** Answered when the STAN could be read, for without it nobody knows what was answered. */
  #malformed(kind: MtiKind | undefined, problem: Problem): Decoded<Request> {
    const scanner = this.#scanner;
    const { stan } = this.#plan.fields;
    const value = scanner.has(stan) ? integerOf(scanner, stan) : 0;
    if (!(value > 0)) return { kind: 'unreadable', reason: problem.sentence };
    const messageClass: TransactionClass = kind === undefined || kind.class === 'networkManagement' ? 'financial' : kind.class;
    const hasMac = scanner.has(this.#macElement());
    const context = new IsoContext(this.name, scanner.frame, scanner.mti, hasMac, problem.element, this.#scans);
    const known = knownOf(this.#plan, scanner, value, problem.element);
    return { kind: 'malformed', message: { class: messageClass, stan: value, context }, reason: problem.sentence, known };
  }

  #problem(element: number, sentence: string): Problem {
    return { element, sentence: problemSentence(this.#plan.dialect, element, sentence, -1) };
  }

  /** Mandatory elements, and that there is one MAC at most, in the last bit of the last bitmap. */
  #structureProblem(kind: MtiKind): Problem | undefined {
    const scanner = this.#scanner;
    if (scanner.hasSecondary && scanner.has(FIRST_MAC)) {
      const both = scanner.has(SECOND_MAC);
      return this.#problem(
        FIRST_MAC,
        both ? 'a message has one MAC only, and DE128 is there too' : 'with a second bitmap the MAC belongs in DE128',
      );
    }
    const plan = this.#plan;
    const hasCard = plan.panSuffices[kind.class] && (kind.class === 'networkManagement' || scanner.has(plan.fields.pan));
    if (hasCard && scanner.hasAll(plan.mandatoryBits[kind.class])) return undefined;
    for (const alternatives of this.#plan.mandatory[kind.class]) {
      if (alternatives.length === 1 && alternatives[0] === this.#plan.fields.amount) continue;
      if (!alternatives.some((element) => scanner.has(element))) {
        const others = alternatives.slice(1).map((element) => ` or DE${element}`);
        return this.#problem(alternatives[0] ?? 0, `this element${others.join('')} must be there`);
      }
    }
    return undefined;
  }

  #missingAmount(kind: MtiKind, request: TransactionRequest): Problem | undefined {
    const { amount } = this.#plan.fields;
    if (this.#scanner.has(amount) || WITHOUT_AMOUNT.has(request.type)) return undefined;
    const isMandatory = this.#plan.mandatory[kind.class].some((alternatives) => alternatives.length === 1 && alternatives[0] === amount);
    return isMandatory ? this.#problem(amount, 'this element must be there') : undefined;
  }

  #macElement(): number {
    return this.#scanner.hasSecondary ? SECOND_MAC : FIRST_MAC;
  }

  #checkMac(element: number, hasMac: boolean): MacCheck {
    const { mac, macRequired } = this.#options;
    if (!hasMac) return macRequired === true ? 'missing' : '';
    if (mac === undefined) return macRequired === true ? 'wrong' : '';
    const scanner = this.#scanner;
    const start = scanner.recordStart[element] as number;
    const computed = mac.compute(scanner.frame.subarray(scanner.mtiStart, start));
    return sameBytes(computed, this.#macBytes(element)) ? 'right' : 'wrong';
  }

  #macBytes(element: number): Uint8Array {
    const scanner = this.#scanner;
    return Uint8Array.from({ length: scanner.units[element] as number }, (_none, index) => scanner.charAt(element, index));
  }

  #putMac(hasSecondary: boolean): void {
    const { mac } = this.#options;
    if (mac === undefined) return;
    const element = hasSecondary ? SECOND_MAC : FIRST_MAC;
    this.#writer.putBytes(element, mac.compute(this.#writer.covered(element)));
  }

  /**
   * A PIN block that stands in the frame as characters was copied out of it; the copy is the
   * caller's to zero.
   */
  #wipePinBlock(request: TransactionRequest): void {
    const scanner = this.#scanner;
    const element = this.#plan.fields.pinBlock;
    if (request.pinBlock.length === 0 || !scanner.has(element)) return;
    const encoding = scanner.layout.encoding[element] as number;
    if (encoding !== HEX && encoding !== EBCDIC_HEX) return;
    scanner.frame.fill(encoding === HEX ? HEX_ZERO : EBCDIC_ZERO, scanner.valueStart[element] as number, scanner.valueEnd(element));
  }

  /** The TPDU's two addresses change places. */
  #putSwappedHead(frame: Buffer): void {
    this.#writer.putHead(Uint8Array.of(frame[0] ?? 0, frame[3] ?? 0, frame[4] ?? 0, frame[1] ?? 0, frame[2] ?? 0));
  }

  /** Positioned on the context's frame: it still is when the decision came at once. */
  #scannerOf(context: IsoContext): Scanner {
    if (context.scanned !== this.#scans) {
      this.#scans += 1;
      this.#scanner.scan(context.frame);
      context.scanned = this.#scans;
    }
    return this.#scanner;
  }

  #write(request: TransactionRequest, mti: number, tags: Tags): Buffer {
    const writer = this.#writer;
    const hasSecondary = needsSecondary(this.#plan, request);
    writer.begin(mti, hasSecondary);
    for (const step of this.#steps) step.put(request, writer, tags);
    if (this.#options.macRequired === true) this.#putMac(hasSecondary);
    const frame = writer.finish();
    // The writer's memory is used again: no PIN block stays in it.
    if (request.pinBlock.length > 0 || request.newPinBlock.length > 0) writer.wipe();
    return frame;
  }

  #tryOut(request: TransactionRequest, tags: Tags): TransactionRequest | undefined {
    const decoded = this.decodeRequest(this.#write(request, Number(this.#plan.dialect.mtis[request.class]), tags));
    return decoded.kind === 'message' && decoded.message.class !== 'networkManagement' ? decoded.message : undefined;
  }
}

/**
 * `dialect` as dialect-file.ts gives it. A codec serves any number of connections of one event
 * loop.
 */
export function createIsoCodec(dialect: Dialect, options: IsoCodecOptions): Codec {
  return new IsoCodec(dialect, options);
}
