/** Captures made by hand: packets of TCP segments, in a file of either kind. */

export interface BuiltSegment {
  readonly from: number;
  readonly to: number;
  readonly sequence: number;
  readonly flags?: string;
  readonly payload?: Buffer | string;
}

export type Link = 'ethernet' | 'vlan' | 'cooked' | 'cooked2' | 'raw' | 'loopback';
export const LINK_TYPES: Readonly<Record<Link, number>> = { ethernet: 1, vlan: 1, cooked: 113, cooked2: 276, raw: 101, loopback: 0 };
const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 };

function tcp({ from, to, sequence, flags = 'A', payload = '' }: BuiltSegment): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(from, 0);
  header.writeUInt16BE(to, 2);
  header.writeUInt32BE(sequence >>> 0, 4);
  header.writeUInt8(0x50, 12);
  header.writeUInt8(
    [...flags].reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0),
    13,
  );
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** The client is .1, the host (the higher of none: port 8583) .2. */
export function ipv4(segment: BuiltSegment, patch: (ip: Buffer) => void = () => {}): Buffer {
  const body = tcp(segment);
  const ip = Buffer.alloc(20);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(20 + body.length, 2);
  ip.writeUInt8(6, 9);
  ip.set([10, 0, 0, segment.from === 8583 ? 2 : 1], 12);
  ip.set([10, 0, 0, segment.to === 8583 ? 2 : 1], 16);
  patch(ip);
  return Buffer.concat([ip, body]);
}

export function ipv6(segment: BuiltSegment, extension: Buffer = Buffer.alloc(0)): Buffer {
  const body = tcp(segment);
  const ip = Buffer.alloc(40);
  ip.writeUInt8(0x60, 0);
  ip.writeUInt16BE(extension.length + body.length, 4);
  ip.writeUInt8(extension.length === 0 ? 6 : 0, 6);
  ip.set([0x20, 0x01, 0x0d, 0xb8], 8);
  ip.writeUInt8(segment.from === 8583 ? 2 : 1, 23);
  ip.set([0x20, 0x01, 0x0d, 0xb8], 24);
  ip.writeUInt8(segment.to === 8583 ? 2 : 1, 39);
  return Buffer.concat([ip, extension, body]);
}

export function onLink(link: Link, ip: Buffer): Buffer {
  const etherType = (ip.readUInt8(0) >>> 4 === 6 ? '86dd' : '0800') as string;
  switch (link) {
    case 'ethernet':
      return Buffer.concat([Buffer.from(`${'00'.repeat(12)}${etherType}`, 'hex'), ip, Buffer.alloc(Math.max(0, 46 - ip.length))]);
    case 'vlan':
      return Buffer.concat([Buffer.from(`${'00'.repeat(12)}88a80001 81000002${etherType}`.replaceAll(' ', ''), 'hex'), ip]);
    case 'cooked':
      return Buffer.concat([Buffer.alloc(14), Buffer.from(etherType, 'hex'), ip]);
    case 'cooked2':
      return Buffer.concat([Buffer.from(etherType, 'hex'), Buffer.alloc(18), ip]);
    case 'loopback':
      return Buffer.concat([Buffer.from('02000000', 'hex'), ip]);
    case 'raw':
      return ip;
  }
}

export interface BuiltPacket {
  readonly bytes: Buffer;
  /** Of the packet as it was on the line. */
  readonly originalBytes?: number;
}

export function pcap(packets: readonly BuiltPacket[], linkType: number, form: 'be' | 'le' | 'nano' = 'le'): Buffer {
  const little = form !== 'be';
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const head = [
    word(form === 'nano' ? 0xa1b23c4d : 0xa1b2c3d4),
    word(little ? 0x00040002 : 0x00020004),
    word(0),
    word(0),
    word(262_144),
    word(linkType),
  ];
  const records = packets.flatMap(({ bytes, originalBytes }, index) => [
    word(1_795_000_000 + index),
    word(form === 'nano' ? 500_000_000 : 500_000),
    word(bytes.length),
    word(originalBytes ?? bytes.length),
    bytes,
  ]);
  return Buffer.concat([...head, ...records]);
}

export function pcapng(packets: readonly BuiltPacket[], linkType: number, little = true): Buffer {
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const u16 = (value: number): Buffer => (little ? u32(value).subarray(0, 2) : u32(value).subarray(2));
  const block = (type: number, body: Buffer): Buffer => {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    return Buffer.concat([u32(type), u32(padded.length + 12), padded, u32(padded.length + 12)]);
  };
  const section = block(0x0a0d0d0a, Buffer.concat([u32(0x1a2b3c4d), u16(1), u16(0), Buffer.alloc(8, 0xff)]));
  // Nanoseconds, by option 9.
  const described = block(1, Buffer.concat([u16(linkType), u16(0), u32(0), u16(9), u16(1), Buffer.from([9, 0, 0, 0]), u16(0), u16(0)]));
  const unknown = block(0x0bad, Buffer.from('hello'));
  const blocks = packets.map(({ bytes, originalBytes }, index) => {
    const parts = (1_795_000_000n + BigInt(index)) * 1_000_000_000n + 500_000_000n;
    const fields = [
      u32(0),
      u32(Number(parts >> 32n)),
      u32(Number(parts & 0xffff_ffffn)),
      u32(bytes.length),
      u32(originalBytes ?? bytes.length),
    ];
    return block(6, Buffer.concat([...fields, bytes]));
  });
  return Buffer.concat([section, described, unknown, ...blocks]);
}
