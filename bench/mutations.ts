/**
 * Messages of ISO 8583 spoilt at random, millions of them: none may throw, none may be answered with what cannot be read.
 * Each hundred is made from the seed and its first number alone, so that one that crashes can be made again.
 */
import { crc32 } from 'node:zlib';
import { networkResponse, undecidedResponse } from '../src/authorizer/respond.ts';
import type { Codec, Decoded } from '../src/protocol/codec.ts';
import { createIsoCodec } from '../src/protocol/iso8583/codec/codec.ts';
import { compileDialect, type Layout } from '../src/protocol/iso8583/codec/layout.ts';
import type { MessageMac } from '../src/protocol/iso8583/codec/message-mac.ts';
import { DIALECT_NAMES, loadDialect } from '../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../src/protocol/iso8583/elements/message-elements.ts';
import type { NetworkRequest, OriginalData, Request, Response, TransactionRequest } from '../src/protocol/message.ts';
import { OUTCOMES } from '../src/protocol/outcome.ts';
import { EMPTY_REQUEST } from '../src/protocol/protobuf/transaction.ts';
import { Random } from '../src/terminal-sim/random.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const PAN = '9578990000000005';
const CHANGES_MAX = 4;
const INSERTED_MAX = 40;
const RANDOM_BYTES_MAX = 300;
const CRASHES_MAX = 20;
/** So many messages come of one random source. */
const BLOCK = 100;
/** One of so many answers is spoilt, too, before it is read. */
const SPOILT_ANSWERS = 4;
const BALANCES = { ledgerMinor: -5, availableMinor: 1_000_000_000_000 };
const UNNAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };

/** A dialect with its listener, with and without a MAC, and messages that are in order. */
export interface Wire {
  readonly name: string;
  readonly layout: Layout;
  readonly hosts: readonly Codec[];
  readonly frames: readonly Buffer[];
}

export interface MutationRun {
  readonly seed: string;
  readonly count: number;
  /** How they were read. */
  readonly kinds: Readonly<Record<Decoded<Request>['kind'], number>>;
  /** Answers written and read again. */
  readonly answers: number;
  /** What must not be, each with the number of its message; at most the first twenty. */
  readonly crashes: readonly string[];
}

/** Quick, and as wide as a MAC. */
const SUM: MessageMac = {
  compute: (covered) => {
    const sum = Buffer.alloc(8);
    sum.writeUInt32BE(crc32(covered), 0);
    return sum;
  },
};

function transactions(): readonly TransactionRequest[] {
  const base: TransactionRequest = {
    ...EMPTY_REQUEST,
    ...{ type: 'purchase', stan: 123, transmissionTimeMs: NOW_MS, localTime: '20261123130000', amountMinor: 10_000, currency: 578 },
    ...{ pan: PAN, expiry: '2811', terminalId: 'TERM0001', terminalType: 'pos', merchantId: 'SHOP00000000001', merchantName: 'Kiosken' },
    ...{ mcc: 5411, acquirerId: '57800', terminalCountry: 578, merchantCountry: 578, rrn: '632812000123', entryMode: 'chip' },
    pinBlock: Buffer.from('a1b2c3d4e5f60718', 'hex'),
    chipData: Buffer.from('9f2701809f1a0205785f2a020578', 'hex'),
  };
  const original: OriginalData = { ...UNNAMED, class: 'financial', stan: 7, transmissionTimeMs: NOW_MS - 60_000, acquirerId: '57800' };
  const none = Buffer.alloc(0);
  return [
    base,
    { ...base, pan: '', track2: `${PAN}=28112011000012300`, cashbackMinor: 5_000, type: 'purchaseWithCashback', repeat: true },
    { ...base, class: 'authorization', allowPartialApproval: true, explain: true, mcc: 5542, terminalType: 'unattended' },
    { ...base, class: 'authorization', purpose: 'increment', original: { ...original, class: 'authorization' }, pinBlock: none },
    { ...base, class: 'advice', purpose: 'completion', original: { ...UNNAMED, rrn: '632812000007', approvalCode: 'ABC123' } },
    { ...base, class: 'advice', purpose: 'offlineApproval', entryMode: 'fallback', terminalType: 'ecommerce' },
    { ...base, class: 'reversal', original, replacementAmountMinor: 2_500, reversalReason: 'timeout', pinBlock: none },
    { ...base, class: 'reversal', original: { ...UNNAMED, stan: 7, localDate: '1122' }, rrn: '', pinBlock: none },
    { ...base, type: 'balanceInquiry', amountMinor: 0, pinBlockFormat: 'iso3', pinKeyId: 'tpk-1' },
    { ...base, type: 'pinChange', amountMinor: 0, pinBlock: Buffer.alloc(16, 0x5a), newPinBlock: Buffer.alloc(16, 0xa5) },
    { ...base, pinKsn: Buffer.from('ffff9876543210e00001', 'hex'), chipData: none, merchantName: '', merchantCountry: 0 },
  ];
}

function requests(): readonly Request[] {
  const echo: NetworkRequest = {
    ...{ class: 'networkManagement', repeat: false, function: 'echo', stan: 124, transmissionTimeMs: NOW_MS, terminalId: 'TERM0001' },
    ...{ acquirerId: '57800', macCheck: '', context: undefined },
  };
  return [...transactions(), echo, { ...echo, function: 'signOn', repeat: true }];
}

/** All shipped dialects. */
export function wires(): readonly Wire[] {
  return DIALECT_NAMES.map((name) => {
    const dialect = loadDialect(name);
    const plain = createIsoCodec(dialect, { nowMs: () => NOW_MS });
    const withMac = createIsoCodec(dialect, { nowMs: () => NOW_MS, mac: SUM, macRequired: true });
    const optional = createIsoCodec(dialect, { nowMs: () => NOW_MS, mac: SUM });
    const frames = requests().flatMap((request) => [plain.encodeRequest(request), withMac.encodeRequest(request)]);
    return { name, layout: compileDialect(dialect), hosts: [plain, optional, withMac], frames };
  });
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.int(list.length)] as T;
}

function randomBytes(random: Random, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length + 3);
  for (let at = 0; at < length; at += 4) bytes.writeUInt32LE(random.uint32(), Math.min(at, length - 1));
  return bytes.subarray(0, length);
}

/** One spoilt message: flipped, cut, lengthened, spliced with one of any dialect, or nothing but noise. */
export function mutated(random: Random, frame: Buffer, others: readonly Wire[]): Buffer {
  const at = random.int(frame.length + 1);
  switch (random.int(8)) {
    case 0:
      return frame.subarray(0, at);
    case 1: {
      const rest = Math.min(frame.length, at + random.int(INSERTED_MAX));
      return Buffer.concat([frame.subarray(0, at), frame.subarray(rest)]);
    }
    case 2:
      return Buffer.concat([frame.subarray(0, at), randomBytes(random, random.int(INSERTED_MAX)), frame.subarray(at)]);
    case 3: {
      const other = pick(random, pick(random, others).frames);
      return Buffer.concat([
        frame.subarray(0, at),
        other.subarray(Math.min(other.length, random.int(2) === 0 ? at : random.int(other.length))),
      ]);
    }
    case 4:
      return randomBytes(random, random.int(RANDOM_BYTES_MAX));
    case 5: {
      // Behind an MTI and a bitmap that are in order.
      const head = Math.min(frame.length, 28);
      return Buffer.concat([frame.subarray(0, head), randomBytes(random, random.int(RANDOM_BYTES_MAX))]);
    }
    default: {
      const changed = Buffer.from(frame);
      for (let changes = random.int(CHANGES_MAX) + 1; changes > 0; changes -= 1) {
        const byte = random.int(changed.length);
        changed[byte] = random.int(2) === 0 ? random.uint32() & 0xff : (changed[byte] ?? 0) ^ (1 << random.int(8));
      }
      return changed;
    }
  }
}

/** A decision of any kind, with all that a response can say. */
function responseTo(random: Random, decoded: Extract<Decoded<Request>, { kind: 'message' | 'malformed' }>): Response {
  if (decoded.kind === 'malformed') return undecidedResponse(decoded.message, 'formatError', decoded.reason);
  const { message } = decoded;
  const { name } = pick(random, OUTCOMES);
  if (message.class === 'networkManagement') return networkResponse(message, name);
  const response = undecidedResponse(message, name, name === 'formatError' ? 'The local time (DE12, DE13) must be 14 digits.' : '');
  const approved = { approvalCode: 'ABC123', approvedAmountMinor: random.int(1_000_000), flag: 'pastLimit', balances: BALANCES } as const;
  return name.startsWith('approved') && Number.isFinite(message.amountMinor) ? { ...response, ...approved } : response;
}

/** Empty when a host's answer to a frame is in order. Throws what the codec throws. */
function faultOf(
  random: Random,
  all: readonly Wire[],
  wire: Wire,
  frame: Buffer,
  count: (kind: keyof MutationRun['kinds'] | 'answer') => void,
): string {
  const host = pick(random, wire.hosts);
  const decoded = host.decodeRequest(frame);
  count(decoded.kind);
  if (decoded.kind !== 'message' && decoded.kind !== 'malformed') return '';
  const answer = host.encodeResponse(responseTo(random, decoded));
  count('answer');
  // A terminal may hear anything as well.
  if (random.int(SPOILT_ANSWERS) === 0) host.decodeResponse(mutated(random, answer, all));
  if (host.decodeResponse(answer).kind === 'message') return '';
  const { problem } = unpack(wire.layout, answer);
  return problem === undefined ? '' : `the answer cannot be read: ${problem.reason}`;
}

/** Spoils `count` messages, the first of them number `from` (a multiple of 100). `seed` and the number make one again. */
export function runMutations(seed: string, count: number, from = 0, all: readonly Wire[] = wires()): MutationRun {
  const kinds = { message: 0, malformed: 0, unreadable: 0, ignored: 0, keepAlive: 0 };
  let answers = 0;
  const crashes: string[] = [];
  const tally = (kind: keyof typeof kinds | 'answer'): void => {
    if (kind === 'answer') answers += 1;
    else kinds[kind] += 1;
  };
  let random = new Random(seed);
  for (let number = from; number < from + count && crashes.length < CRASHES_MAX; number += 1) {
    if (number % BLOCK === 0) random = new Random(`${seed}.${number}`);
    const wire = pick(random, all);
    const frame = mutated(random, pick(random, wire.frames), all);
    try {
      const fault = faultOf(random, all, wire, Buffer.from(frame), tally);
      if (fault !== '') crashes.push(`${seed}.${number} ${wire.name}: ${fault}`);
    } catch (error) {
      const [line = '', place = ''] = error instanceof Error ? (error.stack ?? '').split('\n') : [String(error)];
      crashes.push(`${seed}.${number} ${wire.name}: ${line}${place}`);
    }
  }
  return { seed, count, kinds, answers, crashes };
}

/** What a run is reported as. `seconds`: how long it took. */
export function mutationReport({ seed, count, kinds, answers, crashes }: MutationRun, seconds: number): string {
  const number = (value: number): string => value.toLocaleString('en-US');
  const read = Object.entries(kinds).map(([kind, times]) => `${number(times)} ${kind}`);
  return [
    `${number(count)} messages spoilt (seed ${seed}), ${number(Math.round(count / seconds))} per second`,
    `read as ${read.join(', ')}; ${number(answers)} answers written and read`,
    `${crashes.length} crashes`,
    ...crashes,
  ].join('\n');
}
