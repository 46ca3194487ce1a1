import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { issueAccountNumber } from '../../../src/programme/identifiers/account-number.ts';
import { FileFault } from '../../../src/programme/payment-files/file-fault.ts';
import { PAIN_001_VERSIONS } from '../../../src/programme/payment-files/structure.ts';
import { writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { runs } from '../../support/property-settings.ts';
import { eventsOf, example, fileOf, textOf } from './support/payment-files.ts';

let EXAMPLE: Buffer;
beforeAll(async () => {
  EXAMPLE = Buffer.from(await example());
});

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [i, from] of places.entries()) yield bytes.subarray(from, places[i + 1] ?? bytes.length);
}

/** Events, or the fault; any other throw fails the test. */
async function outcomeOf(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    return await eventsOf(chunks, { bytesMax: 100_000, paymentsMax: 100 });
  } catch (error) {
    expect(error).toBeInstanceOf(FileFault);
    const fault = error as FileFault;
    for (const language of ['en', 'nb'] as const) expect(fault.sentence(language)).not.toMatch(/\{|undefined/);
    return { code: fault.code, message: fault.message };
  }
}

test('a file says the same, cut at every byte', async () => {
  const whole = await eventsOf(EXAMPLE);
  for (let cut = 0; cut <= EXAMPLE.length; cut++) expect(await eventsOf(pieces(EXAMPLE, [cut]))).toEqual(whole);
});

test('a mutated file is read or refused, and the same however it is cut', async () => {
  const marks = ['<', '>', '&', '"', '/', '</', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', '&#0;', 'é', '\u{1F4A9}'];
  const mutation = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 60 }),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(...marks).map((text) => new Uint8Array(Buffer.from(text))),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 6 }), async (mutations, cuts) => {
      let bytes: Buffer = EXAMPLE;
      for (const { at, length, bytes: put } of mutations) {
        const from = at % bytes.length;
        bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
      }
      const whole = await outcomeOf(pieces(bytes, []));
      const cut = await outcomeOf(pieces(bytes, cuts));
      if (Array.isArray(whole)) expect(cut).toEqual(whole);
      else expect(Array.isArray(cut)).toBe(false);
    }),
    { numRuns: runs(300) },
  );
});

test('random bytes are refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(Array.isArray(await outcomeOf(pieces(bytes, [])))).toBe(false);
    }),
    { numRuns: runs(300) },
  );
});

test('what is written is read', async () => {
  const text = (max: number) =>
    fc
      .string({ unit: fc.constantFrom(..."abcXYZ0189/-?:().,'+ æøåÆØÅäö%&=@§"), minLength: 1, maxLength: max })
      .map((any) => `x${any.trim()}`);
  const account = fc
    .nat({ max: 989_999 })
    .map((stem) => issueAccountNumber(`5606${String(stem + 10_000).padStart(6, '0')}`))
    .filter((number) => number !== undefined);
  const payment = fc.record({
    endToEndId: text(30),
    amountMinor: fc.integer({ min: 1, max: 99_999_999_999 }),
    creditorName: text(130),
    creditorAccount: account,
    remittance: text(130),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(payment, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...PAIN_001_VERSIONS),
      async (payments, version) => {
        const events = await eventsOf(await textOf(writePain001(fileOf(payments, version))));
        expect(events.filter(({ kind }) => kind === 'payment')).toMatchObject(payments.map((each) => ({ ...each, faults: [] })));
      },
    ),
    { numRuns: runs(100) },
  );
});
