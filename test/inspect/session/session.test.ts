import { describe, expect, test } from 'vitest';
import { readCaptureChunks } from '../../../src/inspect/capture/capture.ts';
import { type InputChunk, inputChunk } from '../../../src/inspect/input/input-chunk.ts';
import { readHexText } from '../../../src/inspect/read/hex-text.ts';
import { type InspectedMessage, Session, type SessionOptions } from '../../../src/inspect/session/session.ts';
import { encodeFrame, type HeaderKind, headerKind } from '../../../src/protocol/framing/frame.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { type BuiltSegment, ipv4, LINK_TYPES, onLink, pcap } from '../support/capture-builder.ts';
import { DIALECTS, NO_READ_OPTIONS, NOW_MS, packed, requestElements, responseElements } from '../support/messages.ts';

interface Ran {
  readonly messages: readonly InspectedMessage[];
  readonly notes: readonly string[];
  /** MTI and STAN, `!` in front of broken ones. */
  readonly brief: readonly string[];
}

function run(chunks: readonly InputChunk[], options: Partial<SessionOptions> = {}): Ran {
  const session = new Session('input', { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, nearMs: NOW_MS, ...options });
  const messages = [...session.examined(chunks)];
  const brief = messages.map(({ examined: { broken, attempt } }) => {
    const stan = attempt.unpacked.elements.find(({ number }) => number === 11)?.text ?? '';
    return `${broken === undefined ? '' : '!'}${attempt.unpacked.mti} ${stan}`;
  });
  return { messages, notes: session.notes.sentences(), brief };
}

function request(stan: string, name = '1987-ascii'): Buffer {
  return packed(name, requestElements(name).set(11, stan));
}
function response(stan: string, name = '1987-ascii'): Buffer {
  return packed(name, responseElements(name).set(11, stan));
}

/** One connection: chunks of the stream of each side, in the order of the capture. */
function captured(parts: readonly (readonly ['up' | 'down', Buffer])[], opened = true): readonly InputChunk[] {
  const next = { up: 100, down: 500 };
  const opening: BuiltSegment[] = opened
    ? [
        { from: 40_000, to: 8583, sequence: 99, flags: 'S' },
        { from: 8583, to: 40_000, sequence: 499, flags: 'SA' },
      ]
    : [];
  const segments = parts.map(([side, payload]): BuiltSegment => {
    const sequence = next[side];
    next[side] += payload.length;
    return side === 'up' ? { from: 40_000, to: 8583, sequence, payload } : { from: 8583, to: 40_000, sequence, payload };
  });
  const packets = [...opening, ...segments].map((segment) => ({ bytes: onLink('ethernet', ipv4(segment)) }));
  return readCaptureChunks(pcap(packets, LINK_TYPES.ethernet), 'input', undefined).chunks;
}

const TWO = headerKind('2b', false);

describe('captures', () => {
  test.each<[string, HeaderKind]>([
    ['2b', TWO],
    ['2b+inclusive', headerKind('2b', true)],
    ['4b', headerKind('4b', false)],
    ['4a', headerKind('4a', false)],
    ['2bcd', headerKind('2bcd', false)],
    ['2le', headerKind('2le', false)],
    ['4le', headerKind('4le', true)],
  ])('the header is found: %s', (_name, kind) => {
    const [one, two, three] = [request('000001'), response('000001'), request('000002')].map((frame) => encodeFrame(kind, frame));
    if (one === undefined || two === undefined || three === undefined) throw new Error('none');
    const chunks = captured([
      ['up', one.subarray(0, 1)],
      ['up', one.subarray(1, 100)],
      ['up', Buffer.concat([one.subarray(100), three])],
      ['down', two],
    ]);
    const { messages, notes, brief } = run(chunks);
    expect(brief).toEqual(['0200 000001', '0200 000002', '0210 000001']);
    expect(messages.map(({ direction, packet, examined }) => [direction, packet, examined.header?.name])).toEqual([
      ['toHost', 5, kind.name],
      ['toHost', 5, kind.name],
      ['fromHost', 6, kind.name],
    ]);
    expect(notes).toEqual([]);
  });

  test('keep-alives are counted', () => {
    const { brief, notes } = run(
      captured([
        ['up', Buffer.alloc(4)],
        ['up', encodeFrame(TWO, request('000001'))],
      ]),
    );
    expect(brief).toEqual(['0200 000001']);
    expect(notes).toEqual([expect.stringContaining('2 empty messages (keep-alive) are left out')]);
  });

  test('the capture begins within a message', () => {
    const frame = encodeFrame(TWO, request('000001'));
    const { brief, notes } = run(
      captured(
        [
          ['up', frame.subarray(77)],
          ['up', encodeFrame(TWO, request('000002'))],
        ],
        false,
      ),
    );
    expect(brief).toEqual(['0200 000002']);
    expect(notes).toEqual([expect.stringContaining(`${frame.length - 77} bytes in packet 1 belong to no message`)]);
  });

  test('the capture ends within a message', () => {
    const frame = encodeFrame(TWO, request('000001'));
    const { messages, brief } = run(
      captured([
        ['up', frame],
        ['up', frame.subarray(0, 120)],
      ]),
    );
    expect(brief).toEqual(['0200 000001', '!0200 000001']);
    expect(messages[1]?.examined.findings[0]?.sentence).toContain('The message is cut within DE35');
  });

  test('a broken message in its place is shown, and the next one', () => {
    const broken = request('000002');
    broken.write('99', 90, 'latin1');
    const frames = [request('000001'), broken, request('000003')].map((frame) => encodeFrame(TWO, frame));
    expect(run(captured([['up', Buffer.concat(frames)]])).brief).toEqual(['0200 000001', '!0200 000002', '0200 000003']);
  });

  test('all are read in the dialect of most', () => {
    const bcd = request('000001', '1987-bcd');
    const frames = [bcd, bcd, bcd.subarray(0, 30)].map((frame) => encodeFrame(TWO, frame));
    const { messages } = run(captured([['up', Buffer.concat(frames)]]));
    expect(messages.map(({ examined }) => examined.attempt.dialect.name)).toEqual(['1987-bcd', '1987-bcd', '1987-bcd']);
  });

  test('without a length header each segment is a message', () => {
    const { brief } = run(
      captured([
        ['up', request('000001')],
        ['down', response('000001')],
        ['up', request('000002')],
      ]),
      {
        readOptions: { ...NO_READ_OPTIONS, header: 'none' },
      },
    );
    expect(brief).toEqual(['0200 000001', '0210 000001', '0200 000002']);
  });

  test('another header than was asked for is told', () => {
    const frames = [request('000001'), request('000002'), request('000003')].map((frame) => encodeFrame(headerKind('2b', true), frame));
    const { notes } = run(captured([['up', Buffer.concat(frames)]]), { readOptions: { ...NO_READ_OPTIONS, header: TWO } });
    expect(notes).toContainEqual('input: behind a 2-byte header that counts itself more messages can be read; try --header 2b+inclusive.');
  });

  test('of another protocol each segment is shown, and that no header was found', () => {
    const { brief, notes } = run(captured([['up', Buffer.from('GET / HTTP/1.1\r\n\r\n')]]));
    expect(brief).toEqual([expect.stringMatching(/^!/)]);
    expect(notes).toEqual([expect.stringContaining('no length header was recognised')]);
  });
});

describe('hex and files', () => {
  test('several messages behind headers', () => {
    const frames = [request('000001'), response('000001')].map((frame) => encodeFrame(headerKind('4a', false), frame));
    const { messages, brief } = run([inputChunk(Buffer.concat(frames))]);
    expect(brief).toEqual(['0200 000001', '0210 000001']);
    expect(messages.map(({ label }) => label)).toEqual(['message 1 at byte 0', `message 2 at byte ${frames[0]?.length}`]);
  });

  test('a message on each line', () => {
    const text = [request('000001'), response('000001')].map((frame) => frame.toString('hex')).join('\n');
    expect(run(readHexText(text, 'input').chunks).brief).toEqual(['0200 000001', '0210 000001']);
  });

  test('one message on several lines', () => {
    const text =
      request('000001')
        .toString('hex')
        .match(/.{1,64}/g)
        ?.join('\n') ?? '';
    expect(run(readHexText(text, 'input').chunks).brief).toEqual(['0200 000001']);
  });

  test('a whole network packet', () => {
    const segment = { from: 40_000, to: 8583, sequence: 1, payload: encodeFrame(TWO, request('000001')) };
    for (const packet of [onLink('ethernet', ipv4(segment)), ipv4(segment)]) {
      const { brief, notes } = run([inputChunk(packet)]);
      expect(brief).toEqual(['0200 000001']);
      expect(notes).toEqual([
        expect.stringContaining(`its first ${packet.length - segment.payload.length} bytes (down to TCP) are left out`),
      ]);
    }
  });

  test('a dialect that was asked for is kept', () => {
    const { messages } = run([inputChunk(request('000001', '1993-bcd'))], {
      readOptions: { ...NO_READ_OPTIONS, dialect: loadDialect('1987-bcd') },
    });
    expect(messages.map(({ examined }) => [examined.attempt.dialect.name, examined.findings[0]?.cause])).toEqual([['1987-bcd', 'dialect']]);
  });
});
