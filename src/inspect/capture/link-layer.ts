/** Link layers of captured packets: where the network layer begins. */

/** Why a packet has no TCP segment. */
export const SKIP_REASONS = ['otherLink', 'notIp', 'notTcp', 'fragment', 'broken'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const ETHERTYPE = { ipv4: 0x0800, ipv6: 0x86dd } as const;
const VLAN_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
export type Layer = { readonly offset: number; readonly etherType: number } | SkipReason;

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
export const LINK_LAYERS: ReadonlyMap<number, (bytes: Buffer) => Layer> = new Map([
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
