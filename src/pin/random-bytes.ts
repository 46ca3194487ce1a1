/** A source of randomness, passed in: `crypto.randomBytes` in service, a seeded one in a demo or a test. */
export type RandomBytes = (bytes: number) => Buffer;
