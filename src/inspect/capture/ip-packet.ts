/** IPv4 (RFC 791) and IPv6 (RFC 8200) headers, down to the TCP segment. */
import type { SkipReason } from './link-layer.ts';

const TCP = 6;
const FRAGMENT_HEADER = 44;
const AUTHENTICATION_HEADER = 51;
/**
 * Hop-by-hop, routing, destination options, mobility, host identity, shim6: next header, then
 * length in units of 8 bytes.
 */
const OTHER_HEADERS: ReadonlySet<number> = new Set([0, 43, 60, 135, 139, 140]);

export interface Ip {
  readonly from: string;
  readonly to: string;
  readonly tcpOffset: number;
  /** The end of the IP packet according to its length; may be after the captured bytes. */
  readonly end: number;
}

export function readIpv4(bytes: Buffer, offset: number, wireBytes: number): Ip | SkipReason {
  if (offset + 20 > bytes.length) return 'broken';
  const headerBytes = (bytes.readUInt8(offset) & 0x0f) * 4;
  const total = bytes.readUInt16BE(offset + 2);
  if (bytes.readUInt8(offset) >>> 4 !== 4 || headerBytes < 20) return 'broken';
  if ((bytes.readUInt16BE(offset + 6) & 0x3fff) !== 0) return 'fragment';
  if (bytes.readUInt8(offset + 9) !== TCP) return 'notTcp';
  const address = (at: number): string => bytes.subarray(at, at + 4).join('.');
  // The length is 0 if the network card segments the data (TCP segmentation offload).
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

export function readIpv6(bytes: Buffer, start: number, wireBytes: number): Ip | SkipReason {
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
