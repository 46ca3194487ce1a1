/** What stands between and behind messages is named, and costs no other message. */
import { describe, expect, test } from 'vitest';
import { inputChunk } from '../../../src/inspect/input/input-chunk.ts';
import { Session } from '../../../src/inspect/session/session.ts';
import { encodeFrame, type HeaderKind, headerKind } from '../../../src/protocol/framing/frame.ts';
import { DIALECT_NAMES } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { CASES } from '../support/cases.ts';
import { DIALECTS, NO_READ_OPTIONS, NOW_MS, packed, requestElements, responseElements } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

/** STANs of the messages (`!` in front of broken ones), and the notes. */
function run(bytes: Buffer): { readonly stans: readonly string[]; readonly notes: readonly string[] } {
  const session = new Session('input', { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, nearMs: NOW_MS });
  const stans = [...session.examined([inputChunk(bytes)])].map(({ examined: { broken, attempt } }) => {
    const stan = attempt.unpacked.elements.find(({ number }) => number === 11)?.text ?? '';
    return `${broken === undefined ? '' : '!'}${stan}`;
  });
  return { stans, notes: session.notes.sentences() };
}

const HEADERS = (['2b', '4b', '4a', '2bcd'] as const).flatMap((name) => [headerKind(name, false), headerKind(name, true)]);
/** Each dialect with some of the headers, so that each pair of header and damage is tried. */
const PAIRS = DIALECT_NAMES.flatMap((name, index) => HEADERS.filter((_kind, at) => at % 4 === index % 4).map((kind) => ({ name, kind })));

function message(name: string, stan: string): Buffer {
  const elements = Number(stan) % 2 === 1 ? requestElements(name) : responseElements(name);
  return packed(name, elements.set(11, stan));
}

function frames(name: string, kind: HeaderKind, stans: readonly string[]): readonly Buffer[] {
  return stans.map((stan) => encodeFrame(kind, message(name, stan)));
}

function lrc(bytes: Buffer): number {
  return bytes.reduce((check, byte) => check ^ byte, 0x03);
}

describe('cases from the field', () => {
  test('three whole messages and a cut one', () => {
    const { stans, notes } = run(CASES.threeAndACut);
    expect(stans).toEqual(['000001', '000002', '000003', '!']);
    expect(notes).toEqual([
      'input: the last message, at byte 231, is cut: its 2-byte header announces 75 bytes, and 38 are there; 37 bytes are missing.',
    ]);
  });

  test('a line end that the header does not count', () => {
    const { stans, notes } = run(CASES.lineEnd);
    expect(stans).toEqual(['000005']);
    expect(notes).toEqual(['input: behind the message, at byte 77, there are 2 bytes, a line end (CR LF).']);
  });
});

describe('behind the last message', () => {
  const one = message('1987-ascii', '000001');
  const RESTS: readonly (readonly [string, (last: Buffer, kind: HeaderKind) => Buffer, RegExp])[] = [
    ['CR LF', () => Buffer.from('\r\n'), /a line end \(CR LF\)/],
    ['LF', () => Buffer.from('\n'), /a line end \(LF\)/],
    ['several line ends', () => Buffer.from('\r\n\r\n'), /line ends/],
    ['ETX', () => Buffer.from([3]), /1 byte, ETX\./],
    ['ETX and LRC', (last) => Buffer.from([3, lrc(last)]), /ETX and a check character \(LRC\)/],
    ['ETX and another byte', (last) => Buffer.from([3, lrc(last) ^ 0x55]), /check character/],
    ['zeros', () => Buffer.alloc(7), /7 bytes of zeros|empty message/],
    ['FF', () => Buffer.alloc(5, 0xff), /5 bytes of filler/],
    ['blanks', () => Buffer.alloc(3, 0x20), /3 bytes of blanks/],
    ['half a header', (_last, kind) => encodeFrame(kind, one).subarray(0, 1), /beginning of a|of zeros|1 byte, ETX/],
    ['a header alone', (_last, kind) => encodeFrame(kind, one).subarray(0, kind.bytes), /announces \d+ bytes, none of which is there/],
    ['a cut message', (_last, kind) => encodeFrame(kind, one).subarray(0, 100), /is cut: .* missing/],
    ['something else', () => Buffer.from('c0ffee11c0ffee', 'hex'), /7 bytes that begin no message/],
  ];

  test('each kind of rest is named behind each header, in each dialect', () => {
    const trials = PAIRS.flatMap(({ name, kind }) =>
      [2].flatMap((count) =>
        RESTS.map(([what, rest, expected]): Trial => {
          const stans = ['000001', '000002', '000003'].slice(0, count);
          const last = message(name, stans.at(-1) ?? '');
          const { stans: found, notes } = run(Buffer.concat([...frames(name, kind, stans), rest(last, kind)]));
          const isRight = stans.every((stan) => found.includes(stan)) && notes.length === 1 && expected.test(notes[0] ?? '');
          return {
            name: `${count} in ${name} behind ${kind.name}, then ${what}`,
            miss: isRight ? '' : `${found.join()} ${notes.join(' ')}`,
          };
        }),
      ),
    );
    expectShare('rests that are named', trials, 0.97);
  });
});

describe('between messages', () => {
  const DAMAGES: readonly (readonly [string, (frame: Buffer, kind: HeaderKind) => Buffer])[] = [
    ['loses its last 9 bytes', (frame) => frame.subarray(0, -9)],
    ['loses 40 bytes within', (frame) => Buffer.concat([frame.subarray(0, 60), frame.subarray(100)])],
    ['loses its first 30 bytes', (frame) => frame.subarray(30)],
    ['has 11 bytes more within', (frame) => Buffer.concat([frame.subarray(0, 60), Buffer.alloc(11, 0x41), frame.subarray(60)])],
    ['is followed by a line end', (frame) => Buffer.concat([frame, Buffer.from('\r\n')])],
    ['is followed by noise', (frame) => Buffer.concat([frame, Buffer.from('8f3b9c01ff7ade112233', 'hex')])],
    [
      'counts 3 bytes too many',
      (frame, kind) => {
        const bytes = Buffer.from(frame);
        kind.write(bytes, bytes.length - kind.bytes + 3, 0);
        return bytes;
      },
    ],
    [
      'counts 3 bytes too few',
      (frame, kind) => {
        const bytes = Buffer.from(frame);
        kind.write(bytes, bytes.length - kind.bytes - 3, 0);
        return bytes;
      },
    ],
  ];

  test('a damaged frame costs no other message', () => {
    const trials = PAIRS.flatMap(({ name, kind }) =>
      DAMAGES.flatMap(([what, damage]) =>
        [0, 2].map((at): Trial => {
          const stans = ['000001', '000002', '000003', '000004'];
          const parts = frames(name, kind, stans).map((frame, index) => (index === at ? damage(frame, kind) : frame));
          const { stans: found, notes } = run(Buffer.concat(parts));
          const others = stans.filter((_stan, index) => index !== at);
          const isTold = notes.length > 0 || found.some((stan) => stan.startsWith('!'));
          const isRight = others.every((stan) => found.includes(stan)) && isTold;
          return {
            name: `${name} behind ${kind.name}: message ${at + 1} ${what}`,
            miss: isRight ? '' : `${found.join()} ${notes.join(' ')}`,
          };
        }),
      ),
    );
    expectShare('streams with a damaged frame whose other messages are read', trials, 0.95);
  });

  test('what was skipped is said', () => {
    const [one, two] = frames('1987-ascii', headerKind('2b', false), ['000001', '000003']);
    const { stans, notes } = run(Buffer.concat([one ?? Buffer.alloc(0), Buffer.from('\r\n'), two ?? Buffer.alloc(0)]));
    expect(stans).toEqual(['000001', '000003']);
    expect(notes).toEqual([
      `input: 2 bytes at byte ${one?.length} belong to no message behind a 2-byte header (a line end (CR LF)); they are left out.`,
    ]);
  });
});

describe('without length headers', () => {
  test.each(DIALECT_NAMES)('messages one behind the other are cut where their last element ends: %s', (name) => {
    const stans = ['000001', '000002', '000003'];
    expect(run(Buffer.concat(stans.map((stan) => message(name, stan))))).toEqual({ stans, notes: [] });
    const { stans: found, notes } = run(Buffer.concat([...stans.map((stan) => message(name, stan)), Buffer.from('0102030405', 'hex')]));
    expect(found).toEqual(stans);
    expect(notes).toEqual([expect.stringMatching(/behind the last message, at byte \d+, there is 5 bytes\./)]);
  });
});
