/**
 * A source of randomness, passed in: `crypto.randomBytes` in service, a seeded one in a demo or a
 * test. Each call gives a buffer of its own, which the one who asked may zero.
 */
export type RandomBytes = (bytes: number) => Buffer;
