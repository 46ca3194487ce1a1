/**
 * The codec of ISO 8583 in one dialect. A request is scanned once and read into the domain's
 * message. Its response repeats the request's own bytes, so that a client always gets back the
 * values by which it matches responses.
 */
import { hasMembers, requireArgument } from '../../../config/argument.ts';
import { SECOND_MS } from '../../../config/duration.ts';
import type { Codec, Decoded } from '../../codec.ts';
import type { Request, Response, TransactionClass, TransactionRequest } from '../../message.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { isNeverAnswered, isResponseMti, type MtiKind, mtiKind, mtiText, responseMti } from '../elements/mti.ts';
import { Tagger } from '../elements/tags.ts';
import { IsoContext } from './iso-context.ts';
import { EBCDIC_HEX, HEX } from './layout.ts';
import { checkMac, type MacOptions, macElementOf, putMac } from './mac-element.ts';
import { type Plan, planOf } from './plan.ts';
import { type Problem, scanProblem } from './problem.ts';
import { knownOf } from './read/known.ts';
import { RequestReader } from './read/request-reader.ts';
import { readResponse } from './read/response-reader.ts';
import { missingAmount, structureProblem } from './read/structure.ts';
import { Scanner } from './scan/scanner.ts';
import { integerOf } from './scan/values.ts';
import { MessageWriter } from './write/message-writer.ts';
import type { RequestStep, Tags } from './write/request-step.ts';
import { needsSecondary, putNetwork, requestStepsOf } from './write/request-writer.ts';
import { elementNamedIn, expressible, inOwnNumbers, ResponseWriter } from './write/response-writer.ts';

const HEX_ZERO = 0x30;
const EBCDIC_ZERO = 0xf0;
const NOTHING_WRONG = -1;

export interface IsoCodecOptions extends MacOptions {
  /** The current time, against which times without a year (DE7) are resolved. Unix milliseconds. */
  readonly nowMs: () => number;
}

function isProblem(read: Request | Problem): read is Problem {
  return 'sentence' in read;
}

function notForHost(mti: number): string {
  return `The message: MTI ${mtiText(mti)} is a ${isResponseMti(mti) ? 'response' : 'notification'}, which a host does not answer.`;
}

class IsoCodec implements Codec {
  readonly name: string;
  readonly timeUnitMs = SECOND_MS;
  readonly repeatsKey = false;
  readonly #plan: Plan;
  readonly #scanner: Scanner;
  readonly #reader: RequestReader;
  readonly #writer: MessageWriter;
  readonly #responses: ResponseWriter;
  readonly #steps: readonly RequestStep[];
  readonly #tagger: Tagger;
  readonly #options: IsoCodecOptions;
  /** Transmission time of the last request written; 0: none yet. Its answer has the same. */
  #lastSentMs = 0;
  /** Counts the scans. The scanner stands on the request of the context that has this number. */
  #scans = 0;

  constructor(dialect: Dialect, options: IsoCodecOptions) {
    const plan = planOf(dialect);
    this.name = dialect.name;
    this.#plan = plan;
    this.#options = options;
    this.#scanner = new Scanner(plan.layout);
    this.#reader = new RequestReader(plan, this.#scanner);
    this.#writer = new MessageWriter(plan.layout);
    this.#responses = new ResponseWriter(plan, this.#writer);
    this.#steps = requestStepsOf(plan);
    this.#tagger = new Tagger(plan, (request, tags) => this.#tryOut(request, tags));
  }

  decodeRequest(frame: Buffer): Decoded<Request> {
    if (frame.length === 0 || frame.length === this.#plan.layout.headBytes) return { kind: 'keepAlive' };
    const scanner = this.#scanner;
    this.#scans += 1;
    const isWhole = scanner.scan(frame);
    const { mti } = scanner;
    if (mti < 0) return { kind: 'unreadable', reason: scanProblem(scanner).sentence };
    if (isNeverAnswered(mti)) return { kind: 'ignored', reason: notForHost(mti) };
    const kind = this.#kindOf(mti);
    if (!isWhole) return this.#malformed(kind, scanProblem(scanner));
    if (kind === undefined)
      return this.#malformed(kind, {
        element: 0,
        sentence: `The message: MTI ${mtiText(mti)} is not supported (byte ${scanner.mtiStart}).`,
      });
    const wrong = structureProblem(this.#plan, scanner, kind);
    if (wrong !== undefined) return this.#malformed(kind, wrong);
    const macCheck = checkMac(scanner, this.#options);
    const context = new IsoContext(this.name, scanner, NOTHING_WRONG, this.#scans);
    const read = this.#reader.read(kind, { nowMs: this.#options.nowMs(), macCheck, context });
    if (isProblem(read)) return this.#malformed(kind, read);
    if (read.class !== 'networkManagement') {
      const missing = missingAmount(this.#plan, scanner, read);
      if (missing !== undefined) return this.#malformed(kind, missing);
      this.#wipePinBlock(read);
    }
    return { kind: 'message', message: read };
  }

  encodeResponse(given: Response): Buffer {
    const response = expressible(given);
    const context = response.context;
    const plan = this.#plan;
    const writer = this.#writer;
    if (!(context instanceof IsoContext) || context.codec !== this.name) {
      writer.begin(
        responseMti(Number(plan.dialect.mtis[response.class])),
        response.class === 'networkManagement' && plan.echoedHigh.length > 0,
      );
      this.#responses.putOwn(response);
      return writer.finish();
    }
    const scanner = this.#scannerOf(context);
    let hasSecondary = false;
    for (const element of plan.echoedHigh) hasSecondary ||= scanner.has(element) && !scanner.isFaulty(element);
    writer.begin(responseMti(context.mti), hasSecondary);
    if (plan.layout.headBytes > 0) this.#putHeadOf(context.frame);
    const isOfChecks = response.outcome === 'formatError' && context.element === NOTHING_WRONG && 'reason' in response;
    const told = isOfChecks ? { ...response, reason: inOwnNumbers(plan, response.reason) } : response;
    this.#responses.putEchoed(scanner, told, 'reason' in told && isOfChecks ? elementNamedIn(told.reason) : context.element);
    if (context.hasMac || this.#options.macRequired === true) putMac(writer, this.#options, hasSecondary);
    return writer.finish();
  }

  /** Throws a RangeError when a value does not fit its element. */
  encodeRequest(request: Request): Buffer {
    const writer = this.#writer;
    this.#lastSentMs = request.transmissionTimeMs;
    const mti = Number(this.#plan.dialect.mtis[request.class]) + (request.repeat ? 1 : 0);
    if (request.class === 'networkManagement') {
      const hasSecondary = needsSecondary(this.#plan, request);
      writer.begin(mti, hasSecondary);
      putNetwork(this.#plan, request, writer);
      if (this.#options.macRequired === true) putMac(writer, this.#options, hasSecondary);
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
    if (checkMac(scanner, this.#options) === 'wrong') {
      return { kind: 'unreadable', reason: `DE${macElementOf(scanner)}: the MAC of the response is wrong.` };
    }
    return { kind: 'message', message: readResponse(this.#plan, scanner, kind, this.#lastSentMs || this.#options.nowMs()) };
  }

  #kindOf(mti: number): MtiKind | undefined {
    return Math.trunc(mti / 1_000) === Number(this.#plan.dialect.version) ? mtiKind(mti) : undefined;
  }

  /**
   * A malformed request is answered only when its STAN was readable, so that the sender can match
   * it. A request that is whole, but has no STAN, is ignored: the frames behind it can be read.
   */
  #malformed(kind: MtiKind | undefined, problem: Problem): Decoded<Request> {
    const scanner = this.#scanner;
    const { stan } = this.#plan.fields;
    const value = scanner.has(stan) ? integerOf(scanner, stan) : 0;
    if (!(value > 0)) return { kind: scanner.problemName === 'none' ? 'ignored' : 'unreadable', reason: problem.sentence };
    const messageClass: TransactionClass = kind === undefined || kind.class === 'networkManagement' ? 'financial' : kind.class;
    const context = new IsoContext(this.name, scanner, problem.element, this.#scans);
    const known = knownOf(this.#plan, scanner, value, problem.element);
    return { kind: 'malformed', message: { class: messageClass, stan: value, context }, reason: problem.sentence, known };
  }

  /**
   * Zeroes a PIN block that is in the frame as hexadecimal digits. The request holds a copy of it,
   * which the caller zeroes. A raw PIN block is a view of the frame and is zeroed with it.
   */
  #wipePinBlock(request: TransactionRequest): void {
    const scanner = this.#scanner;
    const element = this.#plan.fields.pinBlock;
    if (request.pinBlock.length === 0 || !scanner.has(element)) return;
    const encoding = scanner.layout.encoding[element] as number;
    if (encoding !== HEX && encoding !== EBCDIC_HEX) return;
    scanner.frame.fill(encoding === HEX ? HEX_ZERO : EBCDIC_ZERO, scanner.valueStart[element] as number, scanner.valueEnd(element));
  }

  /** Repeats the bytes before the MTI of a request. The two addresses of a TPDU are swapped. */
  #putHeadOf(frame: Buffer): void {
    const { headBytes, tpduBytes } = this.#plan.layout;
    this.#writer.putHead(frame.subarray(0, headBytes));
    if (tpduBytes > 0) {
      this.#writer.putHead(Uint8Array.of(frame[0] ?? 0, frame[3] ?? 0, frame[4] ?? 0, frame[1] ?? 0, frame[2] ?? 0));
    }
  }

  /** The scanner on the context's frame. It scans again only if another frame came in between. */
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
    if (this.#options.macRequired === true) putMac(writer, this.#options, hasSecondary);
    const frame = writer.finish();
    // The writer reuses its buffer, so a PIN block must not stay in it.
    if (request.pinBlock.length > 0 || request.newPinBlock.length > 0) writer.wipe();
    return frame;
  }

  /** Writes the request with these tags and reads it back; undefined when that is not possible. */
  #tryOut(request: TransactionRequest, tags: Tags): TransactionRequest | undefined {
    const decoded = this.decodeRequest(this.#write(request, Number(this.#plan.dialect.mtis[request.class]), tags));
    return decoded.kind === 'message' && decoded.message.class !== 'networkManagement' ? decoded.message : undefined;
  }
}

/** `dialect` must come from dialect-file.ts. One codec serves all connections of an event loop. */
export function createIsoCodec(dialect: Dialect, options: IsoCodecOptions): Codec {
  requireArgument(hasMembers(dialect, 'name', 'elements'), 'createIsoCodec', 'dialect', 'a dialect, which loadDialect reads');
  requireArgument(hasMembers(options, 'nowMs'), 'createIsoCodec', 'options', 'an object such as { nowMs: Date.now }');
  return new IsoCodec(dialect, options);
}
