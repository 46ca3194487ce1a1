/**
 * Makes `expect` compare equal buffers at once. By itself it compares them byte by byte, which took
 * most of the time of tests of codecs. Buffers that differ are left to it, for the sake of its message.
 */
import { expect } from 'vitest';

expect.addEqualityTesters([(a: unknown, b: unknown) => (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b) ? true : undefined)]);
