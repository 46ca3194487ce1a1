/** As in src/http/schema/encoding.ts, which reads dialects from files and so cannot be part of a page. */
export const DIALECTS = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const;
export const WIRES = ['protobuf', ...DIALECTS] as const;
