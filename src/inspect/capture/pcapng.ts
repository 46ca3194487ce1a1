/**
 * Reads the blocks of a pcapng file: section headers, interfaces and the three kinds of packets;
 * skips all others.
 */

import { INTERFACES_MAX, PACKET_BYTES_MAX, PACKETS_MAX } from '../input/input-limits.ts';
import type { OnPacket } from './packet.ts';

const BLOCK = { section: 0x0a0d0d0a, interface: 1, packet: 2, simple: 3, enhanced: 6 } as const;
const PACKET_BLOCKS: ReadonlySet<number> = new Set([BLOCK.packet, BLOCK.simple, BLOCK.enhanced]);
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Type, length, and length again. */
const BLOCK_BYTES_MIN = 12;
const BLOCK_BYTES_MAX = 64 * 1024 * 1024;
const OPTION_TIME_RESOLUTION = 9;
const OPTION_TIME_OFFSET = 14;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  /** Timestamp units per second. */
  readonly partsPerSecond: number;
  readonly offsetSeconds: number;
}

interface Section {
  readonly littleEndian: boolean;
  readonly interfaces: Interface[];
}

function read16(bytes: Buffer, offset: number, littleEndian: boolean): number {
  return littleEndian ? bytes.readUInt16LE(offset) : bytes.readUInt16BE(offset);
}

function read32(bytes: Buffer, offset: number, littleEndian: boolean): number {
  return littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset);
}

function readInterface(body: Buffer, littleEndian: boolean): Interface | undefined {
  if (body.length < 8) return undefined;
  let partsPerSecond = 1e6;
  let offsetSeconds = 0;
  for (let offset = 8; offset + 4 <= body.length; ) {
    const code = read16(body, offset, littleEndian);
    const length = read16(body, offset + 2, littleEndian);
    const value = body.subarray(offset + 4, offset + 4 + length);
    if (code === 0 || value.length < length) break;
    if (code === OPTION_TIME_RESOLUTION && length === 1) {
      const exponent = value.readUInt8(0);
      partsPerSecond = exponent < 0x80 ? 10 ** exponent : 2 ** (exponent & 0x7f);
    }
    if (code === OPTION_TIME_OFFSET && length === 8) offsetSeconds = Number(littleEndian ? value.readBigInt64LE() : value.readBigInt64BE());
    offset += 4 + Math.ceil(length / 4) * 4;
  }
  return { linkType: read16(body, 0, littleEndian), snapLength: read32(body, 4, littleEndian), partsPerSecond, offsetSeconds };
}

interface PacketFields {
  readonly interfaceId: number;
  /** Undefined: a simple packet, without a time. */
  readonly parts: number | undefined;
  readonly captured: number;
  readonly original: number;
  readonly dataOffset: number;
}

function packetFields(type: number, body: Buffer, section: Section): PacketFields | undefined {
  const { littleEndian } = section;
  const at = (offset: number): number => read32(body, offset, littleEndian);
  if (type === BLOCK.simple && body.length >= 4) {
    const original = at(0);
    const snap = section.interfaces[0]?.snapLength ?? 0;
    return { interfaceId: 0, parts: undefined, captured: Math.min(original, snap === 0 ? original : snap), original, dataOffset: 4 };
  }
  if (body.length < 20 || (type !== BLOCK.enhanced && type !== BLOCK.packet)) return undefined;
  const interfaceId = type === BLOCK.enhanced ? at(0) : read16(body, 0, littleEndian);
  return { interfaceId, parts: at(4) * 2 ** 32 + at(8), captured: at(12), original: at(16), dataOffset: 20 };
}

function readSection(bytes: Buffer, offset: number): boolean | undefined {
  if (offset + 12 > bytes.length) return undefined;
  const magic = bytes.readUInt32BE(offset + 8);
  if (magic === BYTE_ORDER_MAGIC) return false;
  return magic === 0x4d3c2b1a ? true : undefined;
}

/**
 * Reads the blocks in order. Returns where and why it stopped before the end; undefined if it did
 * not.
 */
export function readPcapng(bytes: Buffer, onPacket: OnPacket): string | undefined {
  let section: Section = { littleEndian: false, interfaces: [] };
  let number = 0;
  for (let offset = 0; offset < bytes.length; ) {
    const where = `block at byte ${offset}`;
    if (offset + BLOCK_BYTES_MIN > bytes.length) return `${where}: the file ends within it`;
    if (bytes.readUInt32BE(offset) === BLOCK.section) {
      const littleEndian = readSection(bytes, offset);
      if (littleEndian === undefined) return `${where}: a section header without its byte order`;
      section = { littleEndian, interfaces: [] };
    }
    const type = read32(bytes, offset, section.littleEndian);
    const length = read32(bytes, offset + 4, section.littleEndian);
    if (length < BLOCK_BYTES_MIN || length % 4 !== 0 || length > BLOCK_BYTES_MAX) return `${where}: it claims ${length} bytes`;
    if (offset + length > bytes.length) return `${where}: the file ends within it`;
    const body = bytes.subarray(offset + 8, offset + length - 4);
    if (type === BLOCK.interface) {
      const found = readInterface(body, section.littleEndian);
      if (found === undefined || section.interfaces.length >= INTERFACES_MAX)
        return `${where}: an invalid interface, or too many interfaces`;
      section.interfaces.push(found);
    } else if (PACKET_BLOCKS.has(type)) {
      number += 1;
      if (number > PACKETS_MAX) return `packet ${number}: more than ${PACKETS_MAX} packets are not read`;
      const problem = readPacket({ type, body, section, number }, onPacket);
      if (problem !== undefined) return `packet ${number} at byte ${offset}: ${problem}`;
    }
    offset += length;
  }
  return undefined;
}

interface PacketBlock {
  readonly type: number;
  readonly body: Buffer;
  readonly section: Section;
  /** Number of the packet, from 1. */
  readonly number: number;
}

/** Returns what is wrong with the packet; undefined if nothing is. */
function readPacket({ type, body, section, number }: PacketBlock, onPacket: OnPacket): string | undefined {
  const fields = packetFields(type, body, section);
  if (fields === undefined) return 'its block is too short';
  const from = section.interfaces[fields.interfaceId];
  if (from === undefined) return 'it names an interface that the file does not describe';
  const { captured, original, dataOffset, parts } = fields;
  if (captured > PACKET_BYTES_MAX || dataOffset + captured > body.length) return `it claims ${captured} bytes`;
  const timeMs = parts === undefined ? Number.NaN : (from.offsetSeconds + parts / from.partsPerSecond) * 1000;
  const lostBytes = Math.max(0, original - captured);
  onPacket({ number, timeMs, linkType: from.linkType, bytes: body.subarray(dataOffset, dataOffset + captured), lostBytes });
  return undefined;
}
