import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import type { Dialect } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, DialectError, readDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { EMPTY_REQUEST } from '../../../../src/protocol/protobuf/transaction.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

function fileOf(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../src/protocol/iso8583/dialect/dialects/${name}.json`, import.meta.url), 'utf8'));
}

type Json = Record<string, unknown>;

/** Values that a file may hold by mistake: some of the right kind, some not. */
const value = fc.oneof(
  fc.integer({ min: 0, max: 130 }),
  fc.integer({ min: 0, max: 128 }).map(String),
  fc.constantFrom<unknown>('n 6', 'n ..19', 'b 8', 'b ...999', 'ans ...999', 'x+n 8', 'z ..37', 'ans ..255', 'an 12'),
  fc.constantFrom<unknown>('ascii', 'ebcdic', 'bcdLeft', 'bcdRightF', 'raw', 'hex', 'binary1', 'binary2', 'bytes', 'nibbles', 'pan', 'all'),
  fc.constantFrom<unknown>(null, true, [], {}, '', '__proto__', -1, 1e9, 0.5, '00', ['00', '00'], '6011'),
  fc.jsonValue({ maxDepth: 2 }),
);

interface Mutation {
  readonly steps: readonly number[];
  readonly kind: 'replace' | 'remove' | 'rename' | 'add' | 'copy';
  readonly value: unknown;
  readonly key: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  steps: fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 5 }),
  kind: fc.constantFrom('replace', 'replace', 'remove', 'rename', 'add', 'copy'),
  value,
  key: fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('__proto__', 'constructor', 'extends', '65', '2', 'encoding', 'length', 'counts', 'mask'),
  ),
});

/** Goes into the value as far as the steps lead, and changes one member there. */
function mutate(root: Json, { steps, kind, value: given, key }: Mutation): void {
  let holder = root;
  let name = '';
  for (const [index, step] of steps.entries()) {
    const names = Object.keys(holder);
    name = names[step % names.length] ?? '';
    const next = holder[name];
    if (index === steps.length - 1 || typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
    holder = next as Json;
  }
  const names = Object.keys(root);
  const fresh = structuredClone(kind === 'copy' ? root[names[(steps[0] ?? 0) % names.length] ?? ''] : given);
  if (kind === 'remove') delete holder[name];
  else if (kind === 'replace' || kind === 'copy' || Array.isArray(holder)) setMember(holder, name, fresh);
  else setMember(holder, key, kind === 'add' ? fresh : holder[name]);
}

/** As JSON.parse does, whatever the key. */
function setMember(holder: Json, key: string, member: unknown): void {
  if (Array.isArray(holder)) holder[Number(key)] = member;
  else Object.defineProperty(holder, key, { value: member, enumerable: true, configurable: true, writable: true });
}

function dialectOrFault(root: unknown): Dialect | string {
  try {
    return readDialect(root, 'mine.json');
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    return error.message;
  }
}

const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

function changed(name: string, changes: readonly Mutation[]): Dialect | string {
  const root = structuredClone(fileOf(name)) as Json;
  for (const each of changes) mutate(root, each);
  return dialectOrFault(root);
}

describe.each(DIALECT_NAMES)('%s, changed at random', (name) => {
  test('often still is a dialect, so that the property below means something', () => {
    const changes = fc.sample(mutations, { numRuns: 200, seed: 1 });
    expect(changes.filter((list) => typeof changed(name, list) !== 'string').length).toBeGreaterThan(3);
  });

  test('is a dialect that works, or one clear sentence', () => {
    fc.assert(
      fc.property(mutations, fc.uint8Array({ maxLength: 80 }), (changes, bytes) => {
        const dialect = changed(name, changes);
        if (typeof dialect === 'string') {
          expect(dialect).toMatch(/^(?:[\x20-\x7e]{10,}[.?]|[\x20-\x7e]+ has \d+ mistakes:(?:\n {2}[\x20-\x7e]{10,}[.?]){2,21})$/);
          return;
        }
        const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
        codec.decodeRequest(Buffer.from(bytes));
        const request = {
          ...EMPTY_REQUEST,
          class: 'financial',
          type: 'purchase',
          stan: 7,
          transmissionTimeMs: NOW_MS,
          amountMinor: 12_345,
          pan: '9578990000000014',
          terminalId: 'TERM0001',
        } as const;
        const decoded = codec.decodeRequest(codec.encodeRequest(request));
        if (decoded.kind === 'malformed') return; // mandatory elements that this request has not
        const missingType = dialect.types.codes.purchase === undefined;
        const { stan, amountMinor, pan, terminalId } = request;
        expect(decoded).toMatchObject({
          kind: 'message',
          message: { stan, amountMinor, pan, terminalId, type: missingType ? '' : 'purchase' },
        });
      }),
    );
  });
});

test('any value is a dialect or one clear sentence', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (root) => {
      expect(dialectOrFault(root)).toEqual(expect.stringMatching(/^mine\.json(?:: | has \d+ mistakes:\n).+[.?]$/s));
    }),
  );
});
