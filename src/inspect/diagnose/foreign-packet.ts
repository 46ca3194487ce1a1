/** Names whole network packets, as they are copied from Wireshark, by what they hold. */
import { ETHERTYPE, LINK_LAYERS } from '../capture/link-layer.ts';
import { readSegment } from '../capture/packet.ts';

/** Raw IP, Ethernet, Linux cooked (v1, v2), BSD loopback: LINKTYPE_ values. */
const LINK_TYPES = [101, 1, 113, 276, 0] as const;
const ARP = 0x0806;
const ARP_ETHERNET_IPV4 = Buffer.from('0001080006', 'hex');
const PROTOCOLS: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' };
const IPV4_BYTES_MIN = 20;
const IPV6_BYTES = 40;
/** Short packets are filled up with zeros on Ethernet. */
const FILL_BYTES_MAX = 46;

/** The protocol in an IP packet whose length is that of the bytes; undefined if it is none. */
function protocolOf(bytes: Buffer, offset: number, etherType: number): string | undefined {
  const ip = bytes.subarray(offset);
  const isV4 = etherType === ETHERTYPE.ipv4;
  if (ip.length < (isV4 ? IPV4_BYTES_MIN : IPV6_BYTES) || (ip[0] as number) >> 4 !== (isV4 ? 4 : 6)) return undefined;
  const length = isV4 ? ip.readUInt16BE(2) : IPV6_BYTES + ip.readUInt16BE(4);
  const fill = ip.subarray(length);
  if (length > ip.length || length < IPV4_BYTES_MIN || fill.length > FILL_BYTES_MAX || fill.some((byte) => byte !== 0)) return undefined;
  return PROTOCOLS[ip[isV4 ? 9 : 6] as number];
}

function tcpWords(linkType: number, bytes: Buffer, nameOf: (data: Buffer) => string): string {
  const segment = readSegment(linkType, bytes);
  if (typeof segment === 'string') return 'an IP packet with a part of a TCP segment';
  const { payload, payloadOffset } = segment;
  if (payload.length === 0) return 'an IP packet with TCP, but without data';
  const words = nameOf(payload);
  if (words === '') return `an IP packet with TCP: its data begin at byte ${payloadOffset}, so give those alone`;
  return `an IP packet with TCP, whose data are ${words}`;
}

/** A noun for the packet; '' if the bytes are none. `nameOf`: the same for the data of TCP. */
export function packetWords(bytes: Buffer, nameOf: (data: Buffer) => string): string {
  for (const linkType of LINK_TYPES) {
    const layer = LINK_LAYERS.get(linkType)?.(bytes);
    if (layer === undefined || typeof layer === 'string') continue;
    const { offset, etherType } = layer;
    if (etherType === ARP && bytes.subarray(offset).subarray(0, ARP_ETHERNET_IPV4.length).equals(ARP_ETHERNET_IPV4)) return 'an ARP packet';
    if (etherType !== ETHERTYPE.ipv4 && etherType !== ETHERTYPE.ipv6) continue;
    const protocol = protocolOf(bytes, offset, etherType);
    if (protocol === 'TCP') return tcpWords(linkType, bytes, nameOf);
    if (protocol !== undefined) return `an IP packet with ${protocol}, which holds no ISO 8583 message`;
  }
  return '';
}
