/**
 * Limits on inputs. Input beyond a limit is refused, or left out with a note, before it is kept in
 * memory.
 */

/** Size of a file or of standard input. */
export const INPUT_BYTES_MAX = 256 * 1024 * 1024;
/** Size of a text other than a trace: much larger than any message, small enough for one string. */
export const TEXT_CHARACTERS_MAX = 16 * 1024 * 1024;
export const HEX_MESSAGES_MAX = 10_000;
export const TRACE_LINES_MAX = 100_000;
export const TRACE_LINE_BYTES_MAX = 1024 * 1024;
export const PACKETS_MAX = 1_000_000;
/** Captured bytes of one packet; programs write 262,144 by default. */
export const PACKET_BYTES_MAX = 1024 * 1024;
/** Directions of TCP connections. */
export const STREAMS_MAX = 10_000;
export const STREAM_SEGMENTS_MAX = 500_000;
export const STREAM_BYTES_MAX = 64 * 1024 * 1024;
/** Interfaces of a pcapng section. */
export const INTERFACES_MAX = 1_000;
/** Notes of one kind that are shown; the rest are counted. */
export const NOTES_MAX = 20;
/** Messages of one input that are shown. */
export const MESSAGES_MAX = 10_000;
/** Broken messages of one input that are diagnosed. */
export const DIAGNOSES_MAX = 50;
