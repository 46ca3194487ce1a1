import { describe, expect, test } from 'vitest';
import { readCaptureChunks } from '../../../src/inspect/capture/capture.ts';
import { InputError } from '../../../src/inspect/input/notes.ts';
import { type BuiltSegment, ipv4, ipv6, LINK_TYPES, type Link, onLink, pcap, pcapng } from '../support/capture-builder.ts';

const CLIENT = 40_000;
const HOST = 8583;

function up(sequence: number, payload: string, flags = 'PA'): BuiltSegment {
  return { from: CLIENT, to: HOST, sequence, payload, flags };
}
function down(sequence: number, payload: string, flags = 'PA'): BuiltSegment {
  return { from: HOST, to: CLIENT, sequence, payload, flags };
}
function capture(segments: readonly BuiltSegment[]): Buffer {
  return pcap(
    segments.map((segment) => ({ bytes: ipv4(segment) })),
    LINK_TYPES.raw,
  );
}
function read(bytes: Buffer, port?: number): { readonly texts: readonly string[]; readonly notes: readonly string[] } {
  const { chunks, notes } = readCaptureChunks(bytes, 'a.pcap', port);
  return { texts: chunks.map((chunk) => `${chunk.direction} ${chunk.bytes.toString('latin1')}`), notes };
}
const OPENING = [up(99, '', 'S'), down(499, '', 'SA')];

describe('files and layers', () => {
  const segments = [...OPENING, up(100, 'request'), down(500, 'response')];
  const expected = ['toHost request', 'fromHost response'];

  test.each(Object.keys(LINK_TYPES) as Link[])('IPv4 on %s', (link) => {
    const packets = segments.map((segment) => ({ bytes: onLink(link, ipv4(segment)) }));
    expect(read(pcap(packets, LINK_TYPES[link]))).toEqual({ texts: expected, notes: [] });
  });

  test.each(Object.keys(LINK_TYPES) as Link[])('IPv6 on %s', (link) => {
    const packets = segments.map((segment) => ({ bytes: onLink(link, ipv6(segment)) }));
    expect(read(pcap(packets, LINK_TYPES[link]))).toEqual({ texts: expected, notes: [] });
  });

  test('IPv6 with a hop-by-hop header', () => {
    const hop = Buffer.from('0600050200000000', 'hex');
    const packets = segments.map((segment) => ({ bytes: ipv6(segment, hop) }));
    expect(read(pcap(packets, LINK_TYPES.raw)).texts).toEqual(expected);
  });

  test.each(['be', 'le', 'nano'] as const)('pcap, %s: packet numbers and times', (form) => {
    const packets = segments.map((segment) => ({ bytes: ipv4(segment) }));
    const { chunks } = readCaptureChunks(pcap(packets, LINK_TYPES.raw, form), 'a.pcap', undefined);
    expect(chunks.map(({ marks }) => marks)).toEqual([
      [{ offset: 0, packet: 3, timeMs: 1_795_000_002_500 }],
      [{ offset: 0, packet: 4, timeMs: 1_795_000_003_500 }],
    ]);
    expect(chunks[0]?.label).toBe('10.0.0.1:40000 → 10.0.0.2:8583');
  });

  test.each([true, false])('pcapng, little endian: %s', (little) => {
    const packets = segments.map((segment) => ({ bytes: onLink('ethernet', ipv6(segment)) }));
    const { chunks } = readCaptureChunks(pcapng(packets, LINK_TYPES.ethernet, little), 'a.pcapng', undefined);
    expect(chunks.map(({ bytes }) => bytes.toString())).toEqual(['request', 'response']);
    expect(chunks[1]?.marks).toEqual([{ offset: 0, packet: 4, timeMs: 1_795_000_003_500 }]);
    expect(chunks[0]?.label).toBe('[2001:db8::1]:40000 → [2001:db8::2]:8583');
  });
});

describe('reassembly', () => {
  test.each<[string, readonly BuiltSegment[], readonly string[]]>([
    ['in one packet each', [up(100, 'abc'), up(103, 'def')], ['toHost abcdef']],
    ['out of order', [up(103, 'def'), up(100, 'abc'), up(106, 'g')], ['toHost abcdefg']],
    ['retransmitted', [up(100, 'abc'), up(100, 'abc'), up(103, 'def')], ['toHost abcdef']],
    ['retransmitted together with more', [up(100, 'abc'), up(100, 'abcdef')], ['toHost abcdef']],
    ['overlapping', [up(100, 'abcd'), up(102, 'cdef'), up(101, 'bcde')], ['toHost abcdef']],
    ['a keep-alive probe', [up(100, 'abc'), up(102, '\0', 'A'), up(103, 'def')], ['toHost abcdef']],
    ['with FIN', [up(100, 'abc'), up(103, 'def', 'FPA')], ['toHost abcdef']],
    ['with RST', [up(100, 'abc'), up(103, '', 'R')], ['toHost abc']],
    ['ports used again', [up(100, 'abc'), up(103, '', 'FA'), up(900, '', 'S'), up(901, 'xyz')], ['toHost abc', 'toHost xyz']],
    ['an opening sent twice', [up(99, '', 'S'), up(100, 'abc')], ['toHost abc']],
    ['both ways', [up(100, 'abc'), down(500, 'xyz'), up(103, 'def')], ['toHost abcdef', 'fromHost xyz']],
  ])('%s', (_name, segments, texts) => {
    expect(read(capture([...OPENING, ...segments]))).toEqual({ texts, notes: [] });
  });

  test('sequence numbers wrap around', () => {
    const segments = [up(0xffff_fffc, '', 'S'), up(0xffff_fffd, 'abc'), up(3, 'ghi'), up(0, 'def')];
    expect(read(capture(segments)).texts).toEqual(['toHost abcdefghi']);
  });

  test('the capture began in the middle, with packets in disorder', () => {
    expect(read(capture([up(0x8000_0003, 'def'), up(0x8000_0000, 'abc')])).texts).toEqual(['toHost abcdef']);
  });

  test('missing bytes part a stream, and are noted', () => {
    expect(read(capture([...OPENING, up(100, 'abc'), up(110, 'klm'), up(103, 'd')]))).toEqual({
      texts: ['toHost abcd', 'toHost klm'],
      notes: ['a.pcap: 6 bytes of 10.0.0.1:40000 → 10.0.0.2:8583 are missing before packet 4.'],
    });
  });

  test('the beginning is missing', () => {
    expect(read(capture([...OPENING, up(103, 'def')])).notes).toEqual([expect.stringContaining('3 bytes of 10.0.0.1:40000')]);
  });

  test('a retransmission with another content', () => {
    const { texts, notes } = read(capture([...OPENING, up(100, 'abc'), up(100, 'abX')]));
    expect([texts, notes]).toEqual([['toHost abc'], [expect.stringContaining('packet 4: it repeats bytes')]]);
  });

  test('packets that were kept in part', () => {
    const whole = ipv4(up(100, 'abcdef'));
    const packets = [
      { bytes: ipv4(up(99, '', 'S')) },
      { bytes: whole.subarray(0, -2), originalBytes: whole.length },
      { bytes: ipv4(up(106, 'g')) },
    ];
    const { texts, notes } = read(pcap(packets, LINK_TYPES.raw));
    expect(texts).toEqual(['toHost abcd', 'toHost g']);
    expect(notes).toEqual([expect.stringContaining('1 packet is kept in part'), expect.stringContaining('2 bytes')]);
  });
});

describe('which side is the host', () => {
  const other = (from: number, to: number): Buffer => pcap([{ bytes: ipv4({ from, to, sequence: 1, payload: 'abc' }) }], LINK_TYPES.raw);

  test.each([
    ['a port of ours', other(9000, 8583), undefined, 'toHost'],
    ['else the lower port', other(5000, 40_000), undefined, 'fromHost'],
    ['as --port says', other(5000, 40_000), 40_000, 'toHost'],
  ])('%s', (_name, bytes, port, direction) => {
    expect(read(bytes, port).texts).toEqual([`${direction} abc`]);
  });

  test('other ports are left out', () => {
    const segments = [...OPENING, up(100, 'abc'), { from: 50_000, to: 443, sequence: 1, payload: 'web' }];
    expect(read(capture(segments), 8583).texts).toEqual(['toHost abc']);
  });
});

describe('what cannot be read is said', () => {
  const whole = capture([...OPENING, up(100, 'abc'), up(103, 'def')]);

  test('the file ends within a packet', () => {
    expect(read(whole.subarray(0, -1))).toEqual({
      texts: ['toHost abcde'],
      notes: ['a.pcap, packet 4: the file ends within it; what came before is shown.', expect.stringContaining('kept in part')],
    });
  });

  test('the file ends within a packet header', () => {
    const { texts, notes } = read(whole.subarray(0, -50));
    expect([texts, notes]).toEqual([['toHost abc'], ['a.pcap, packet 4: the file ends within its header; what came before is shown.']]);
  });

  test('a packet of an impossible length', () => {
    const damaged = Buffer.from(whole);
    damaged.writeUInt32LE(0x7fff_ffff, 24 + 8);
    expect(() => read(damaged)).toThrow(InputError);
  });

  test('fragments of IP packets', () => {
    const fragment = ipv4(up(103, 'def'), (ip) => ip.writeUInt16BE(0x2000, 6));
    const packets = [{ bytes: ipv4(up(100, 'abc')) }, { bytes: fragment }];
    expect(read(pcap(packets, LINK_TYPES.raw)).notes).toEqual([expect.stringContaining('of 2 packets, 1 are fragments')]);
  });

  test.each([
    ['another link layer', pcap([{ bytes: ipv4(up(1, 'abc')) }], 105), 'link layer that is not read'],
    ['no data', capture(OPENING), 'a.pcap holds 2 packets and no TCP data.'],
    ['no packets', pcap([], 1), 'a.pcap holds 0 packets and no TCP data.'],
    ['no capture', Buffer.from('hello there'), 'is no capture'],
  ])('%s', (_name, bytes, sentence) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ name: 'InputError', message: expect.stringContaining(sentence) }));
  });
});
