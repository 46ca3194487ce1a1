/**
 * A source of random bytes, passed in: `crypto.randomBytes` in service, a seeded one in a demo or a
 * test. Each call returns a new buffer, which the caller may zero.
 */
export type RandomBytes = (bytes: number) => Buffer;
