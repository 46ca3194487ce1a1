/** From a captured packet down to its TCP segment: link layers, IPv4 (RFC 791), IPv6 (RFC 8200), TCP (RFC 9293). */

export interface Segment {
  /** `192.0.2.1:5000`, `[2001:db8::1]:5000`. */
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly sequence: number;
  readonly syn: boolean;
  readonly ack: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly payload: Buffer;
  /** Bytes of the payload that the capture did not keep. */
  readonly lostBytes: number;
  /** Offset of the payload in the packet. */
  readonly payloadOffset: number;
}

/** Why a packet holds no segment; the values stand in notes. */
export const SKIP_REASONS = ['otherLink', 'notIp', 'notTcp', 'fragment', 'broken'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

const ETHERTYPE = { ipv4: 0x0800, ipv6: 0x86dd } as const;
const VLAN_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const TCP = 6;
const FRAGMENT_HEADER = 44;
const AUTHENTICATION_HEADER = 51;
/** Hop-by-hop, routing, destination options, mobility, host identity, shim6: next header, then length in eights. */
const OTHER_HEADERS: ReadonlySet<number> = new Set([0, 43, 60, 135, 139, 140]);

type Layer = { readonly offset: number; readonly etherType: number } | SkipReason;

function behindVlans(bytes: Buffer, typeOffset: number): Layer {
  let offset = typeOffset;
  while (offset + 2 <= bytes.length) {
    const etherType = bytes.readUInt16BE(offset);
    if (!VLAN_TYPES.has(etherType)) return { offset: offset + 2, etherType };
    offset += 4;
  }
  return 'broken';
}

function byVersion(bytes: Buffer, offset: number): Layer {
  if (offset >= bytes.length) return 'broken';
  const version = bytes.readUInt8(offset) >>> 4;
  if (version === 4) return { offset, etherType: ETHERTYPE.ipv4 };
  return version === 6 ? { offset, etherType: ETHERTYPE.ipv6 } : 'notIp';
}

function cookedV2(bytes: Buffer): Layer {
  if (bytes.length < 20) return 'broken';
  const etherType = bytes.readUInt16BE(0);
  return VLAN_TYPES.has(etherType) ? behindVlans(bytes, 22) : { offset: 20, etherType };
}

/** LINKTYPE_ value → where the network layer begins. https://www.tcpdump.org/linktypes.html */
const LINK_LAYERS: ReadonlyMap<number, (bytes: Buffer) => Layer> = new Map([
  // BSD loopback, either byte order: the family differs by system, the IP version does not.
  [0, (bytes) => byVersion(bytes, 4)],
  [108, (bytes) => byVersion(bytes, 4)],
  [1, (bytes) => behindVlans(bytes, 12)],
  [12, (bytes) => byVersion(bytes, 0)],
  [14, (bytes) => byVersion(bytes, 0)],
  [101, (bytes) => byVersion(bytes, 0)],
  [228, (bytes) => byVersion(bytes, 0)],
  [229, (bytes) => byVersion(bytes, 0)],
  // Linux cooked v1: protocol at 14; v2: protocol first, 20 bytes in all.
  [113, (bytes) => behindVlans(bytes, 14)],
  [276, cookedV2],
]);

interface Ip {
  readonly from: string;
  readonly to: string;
  readonly tcpOffset: number;
  /** Where the IP packet ends by its own length; may lie past the captured bytes. */
  readonly end: number;
}

function readIpv4(bytes: Buffer, offset: number, wireBytes: number): Ip | SkipReason {
  if (offset + 20 > bytes.length) return 'broken';
  const headerBytes = (bytes.readUInt8(offset) & 0x0f) * 4;
  const total = bytes.readUInt16BE(offset + 2);
  if (bytes.readUInt8(offset) >>> 4 !== 4 || headerBytes < 20) return 'broken';
  if ((bytes.readUInt16BE(offset + 6) & 0x3fff) !== 0) return 'fragment';
  if (bytes.readUInt8(offset + 9) !== TCP) return 'notTcp';
  const address = (at: number): string => bytes.subarray(at, at + 4).join('.');
  // A length of 0 is left by network cards that cut segments themselves.
  const end = total === 0 ? wireBytes : offset + total;
  return { from: address(offset + 12), to: address(offset + 16), tcpOffset: offset + headerBytes, end };
}

/** RFC 5952: the longest run of zero groups is left out. */
function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  const text = groups.join(':');
  const longest = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (longest === undefined) return `[${text}]`;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `[${before}::${after}]`;
}

function readIpv6(bytes: Buffer, start: number, wireBytes: number): Ip | SkipReason {
  if (start + 40 > bytes.length || bytes.readUInt8(start) >>> 4 !== 6) return 'broken';
  const payloadBytes = bytes.readUInt16BE(start + 4);
  let next = bytes.readUInt8(start + 6);
  let offset = start + 40;
  while (next !== TCP) {
    if (next === FRAGMENT_HEADER) return 'fragment';
    if (!OTHER_HEADERS.has(next) && next !== AUTHENTICATION_HEADER) return 'notTcp';
    if (offset + 2 > bytes.length) return 'broken';
    const length = bytes.readUInt8(offset + 1);
    const headerBytes = next === AUTHENTICATION_HEADER ? (length + 2) * 4 : (length + 1) * 8;
    next = bytes.readUInt8(offset);
    offset += headerBytes;
  }
  const end = payloadBytes === 0 ? wireBytes : start + 40 + payloadBytes;
  return {
    from: ipv6Text(bytes.subarray(start + 8, start + 24)),
    to: ipv6Text(bytes.subarray(start + 24, start + 40)),
    tcpOffset: offset,
    end,
  };
}

function readTcp(bytes: Buffer, ip: Ip): Segment | SkipReason {
  const { tcpOffset, end } = ip;
  if (tcpOffset + 20 > bytes.length) return 'broken';
  const headerBytes = (bytes.readUInt8(tcpOffset + 12) >>> 4) * 4;
  const payloadOffset = tcpOffset + headerBytes;
  if (headerBytes < 20 || payloadOffset > end) return 'broken';
  const flags = bytes.readUInt8(tcpOffset + 13);
  const fromPort = bytes.readUInt16BE(tcpOffset);
  const toPort = bytes.readUInt16BE(tcpOffset + 2);
  const captured = Math.min(end, bytes.length);
  return {
    from: `${ip.from}:${fromPort}`,
    to: `${ip.to}:${toPort}`,
    fromPort,
    toPort,
    sequence: bytes.readUInt32BE(tcpOffset + 4),
    fin: (flags & 0x01) !== 0,
    syn: (flags & 0x02) !== 0,
    rst: (flags & 0x04) !== 0,
    ack: (flags & 0x10) !== 0,
    payload: bytes.subarray(payloadOffset, Math.max(payloadOffset, captured)),
    lostBytes: Math.max(0, end - Math.max(payloadOffset, captured)),
    payloadOffset,
  };
}

/** The TCP segment of a captured packet, or why there is none. Never throws. */
export function readSegment(linkType: number, bytes: Buffer, lostBytes = 0): Segment | SkipReason {
  const link = LINK_LAYERS.get(linkType);
  if (link === undefined) return 'otherLink';
  const layer = link(bytes);
  if (typeof layer === 'string') return layer;
  const wireBytes = bytes.length + lostBytes;
  if (layer.etherType !== ETHERTYPE.ipv4 && layer.etherType !== ETHERTYPE.ipv6) return 'notIp';
  const ip = layer.etherType === ETHERTYPE.ipv4 ? readIpv4(bytes, layer.offset, wireBytes) : readIpv6(bytes, layer.offset, wireBytes);
  return typeof ip === 'string' ? ip : readTcp(bytes, ip);
}

export type OnPacket = (packet: Packet) => void;

export interface Packet {
  /** From 1. */
  readonly number: number;
  /** Unix milliseconds; NaN when the packet has no time. */
  readonly timeMs: number;
  /** LINKTYPE_ value. */
  readonly linkType: number;
  readonly bytes: Buffer;
  /** Bytes that the packet had on the line but the capture did not keep. */
  readonly lostBytes: number;
}
