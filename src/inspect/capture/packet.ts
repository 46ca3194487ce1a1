/** The TCP segment (RFC 9293) of a captured packet. */
import { type Ip, readIpv4, readIpv6 } from './ip-packet.ts';
import { ETHERTYPE, LINK_LAYERS, type SkipReason } from './link-layer.ts';

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
