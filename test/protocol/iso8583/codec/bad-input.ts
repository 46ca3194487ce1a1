/** A whole message of each dialect to spoil, and what comes back for one that was. */
import type { RequestHandler } from '../../../../src/authorizer/exchange.ts';
import type { Codec } from '../../../../src/protocol/codec.ts';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { pack, type Unpacked, unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Response } from '../../../../src/protocol/message.ts';
import { authorizerOn, memoryStore, NOW_MS, PAN } from '../../../authorizer/fixture.ts';

export const PIN_BLOCK = 'A1B2C3D4E5F60718';
export const TRACK_2 = `${PAN}D28112011000012300`;

/** A purchase that says nearly all that one can; every class of element is in it. */
export function wholeMessage(dialect: Dialect): ReadonlyMap<number, string> {
  const is1993 = dialect.version === '1';
  const acceptor = is1993 ? 'Kiosken\\\\Oslo\\             NOR' : `${'Kiosken'.padEnd(22)} ${'Oslo'.padEnd(13)} NOR`;
  return new Map([
    [0, is1993 ? '1200' : '0200'],
    [2, PAN],
    [3, '000000'],
    [4, '000000010000'],
    [7, '1123120000'],
    [11, '000123'],
    ...(is1993
      ? ([[12, '261123130000']] as const)
      : ([
          [12, '130000'],
          [13, '1123'],
          [18, '5411'],
          [28, 'D00000100'],
        ] as const)),
    [14, '2811'],
    [22, is1993 ? '51000151314C' : '051'],
    ...(is1993 ? ([[26, '5411']] as const) : ([[25, '00']] as const)),
    [32, '57800'],
    [35, TRACK_2],
    [37, '632812000123'],
    [41, 'TERM0001'],
    [42, 'SHOP00000000001'],
    [43, acceptor],
    [48, 'A0000AB0011'],
    [49, '578'],
    [52, PIN_BLOCK],
    [54, '0040578D000000005000'],
    [55, '9F2701809F1A020578'],
  ]);
}

export function framed(dialect: Dialect, elements: ReadonlyMap<number, string | undefined>): Buffer {
  const said = [...elements].filter((entry): entry is [number, string] => entry[1] !== undefined);
  return pack(compileDialect(dialect), new Map(said));
}

/** The whole message with some elements changed; undefined takes one away. */
export function spoilt(dialect: Dialect, changes: Readonly<Record<number, string | undefined>>): Buffer {
  const changed = Object.entries(changes).map(([number, text]) => [Number(number), text] as const);
  return framed(dialect, new Map([...wholeMessage(dialect), ...changed]));
}

export interface Answer {
  readonly kind: 'answered' | 'unreadable' | 'ignored' | 'keepAlive';
  /** Of the host, for the log; and the one that was sent. */
  readonly reasons: readonly string[];
  readonly bytes: Buffer;
  readonly unpacked: Unpacked | undefined;
  readonly heard: Response | undefined;
}

async function newHandler(): Promise<RequestHandler> {
  return authorizerOn(await memoryStore());
}

const sharedHandler = newHandler();
const NOTHING = { bytes: Buffer.alloc(0), unpacked: undefined, heard: undefined } as const;

export function codecOf(dialect: Dialect): Codec {
  return createIsoCodec(dialect, { nowMs: () => NOW_MS });
}

/** What a host does with a frame. Throws when the answer cannot be read in its own dialect. */
export async function answerTo(dialect: Dialect, frame: Buffer): Promise<Answer> {
  const codec = codecOf(dialect);
  const decoded = codec.decodeRequest(frame);
  if (decoded.kind === 'unreadable' || decoded.kind === 'ignored') return { kind: decoded.kind, reasons: [decoded.reason], ...NOTHING };
  if (decoded.kind === 'keepAlive') return { kind: 'keepAlive', reasons: [], ...NOTHING };
  // What is malformed asks no store, and there are thousands of them.
  const handler = decoded.kind === 'message' ? await newHandler() : await sharedHandler;
  const response = await new Promise<Response>((resolve) => {
    if (decoded.kind === 'message') handler.handle(decoded.message, { reply: resolve });
    else handler.handleMalformed(decoded, { reply: resolve });
  });
  const bytes = codec.encodeResponse(response);
  const unpacked = unpack(compileDialect(dialect), bytes);
  if (unpacked.problem !== undefined) throw new Error(`The answer is not in order: ${unpacked.problem.reason}`);
  const heard = codecOf(dialect).decodeResponse(bytes);
  const reasons = [decoded.kind === 'malformed' ? decoded.reason : '', 'reason' in response ? response.reason : ''];
  return { kind: 'answered', reasons, bytes, unpacked, heard: heard.kind === 'message' ? heard.message : undefined };
}

/** The text of an element of an answer; '' when it is not there. */
export function textIn(answer: Answer, element: number): string {
  return answer.unpacked?.elements.find(({ number }) => number === element)?.text ?? '';
}
