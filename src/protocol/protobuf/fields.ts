/** Converts single values between protobuf and the domain: enum numbers, 64-bit integers, bytes. */

interface Numbered<N extends string> {
  readonly name: N;
  readonly protobuf: number;
}

/** Enum number → name; '' for 0 and for numbers that this release does not know. */
export function namesByNumber<N extends string>(table: readonly Numbered<N>[]): readonly (N | '')[] {
  const names: (N | '')[] = [''];
  for (const row of table) names[row.protobuf] = row.name;
  return names;
}

/** Name → enum number. */
export function numbersByName<N extends string>(table: readonly Numbered<N>[]): ReadonlyMap<string, number> {
  return new Map(table.map((row) => [row.name, row.protobuf]));
}

/** How protobufjs represents an int64. */
export type Int64 = number | { readonly low: number; readonly high: number };

/** The integer, or NaN when it is outside the 53 bits that a number holds exactly. */
export function toInteger(value: Int64 | null | undefined): number {
  if (value === null || value === undefined) return 0;
  const number = typeof value === 'number' ? value : value.high * 4_294_967_296 + (value.low >>> 0);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

export const NO_BYTES: Buffer = Buffer.alloc(0);

/** A Buffer on the same memory. */
export function toBuffer(bytes: Uint8Array | null | undefined): Buffer {
  if (bytes === null || bytes === undefined || bytes.length === 0) return NO_BYTES;
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Drops fields that hold their default, so that they are not written. */
export function present<T extends Record<string, unknown>>(fields: T): T {
  const kept: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value === '' || value === 0 || value === false || value === undefined) continue;
    if (Buffer.isBuffer(value) && value.length === 0) continue;
    kept[name] = value;
  }
  return kept as T;
}
