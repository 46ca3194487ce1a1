/** 200,000 damaged messages (bench/mutations.ts takes ten): `SEED=<seed> FROM=<number>` makes one of them again. */
import { describe, expect, test } from 'vitest';
import { mutated, runMutations, type Wire, wires } from '../../../../bench/mutations.ts';
import { type Observer, SILENT } from '../../../../src/authorizer/observer.ts';
import { Scanner } from '../../../../src/protocol/iso8583/codec/scan/scanner.ts';
import type { Response } from '../../../../src/protocol/message.ts';
import { Random } from '../../../../src/terminal-sim/random.ts';
import { authorizerOn, memoryStore } from '../../../authorizer/fixture.ts';

const COUNT = 200_000;
const PARTS = 20;
const SEED = process.env['SEED'] ?? String(Date.now());
const FROM = Number(process.env['FROM'] ?? 0);
const WIRES = wires();

describe(`${COUNT} spoilt messages, seed ${SEED}`, () => {
  test.each(Array.from({ length: PARTS }, (_none, part) => FROM + part * (COUNT / PARTS)))('from number %i on', (from) => {
    const { crashes, kinds, answers } = runMutations(SEED, COUNT / PARTS, from, WIRES);
    expect(crashes).toEqual([]);
    const { message, malformed, unreadable, ignored, keepAlive } = kinds;
    expect(message + malformed + unreadable + ignored + keepAlive).toBe(COUNT / PARTS);
    expect(answers).toBe(message + malformed);
    // Neither all whole nor all noise.
    for (const times of [message, malformed, unreadable]) expect(times).toBeGreaterThan(COUNT / PARTS / 50);
  });
});

/** Counts how often bytes are looked at. */
function counted(frame: Buffer): { readonly proxy: Buffer; readonly looks: () => number } {
  let looks = 0;
  const proxy = new Proxy(frame, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { proxy, looks: () => looks };
}

describe(`steps, seed ${SEED}`, () => {
  /** Each byte is looked at a few times at most, however the message is spoilt; the bitmap and lengths cost a little more. */
  function expectBounded(wire: Wire, frame: Buffer, name: string): void {
    const { proxy, looks } = counted(frame);
    new Scanner(wire.layout).scan(proxy);
    expect(looks(), name).toBeLessThanOrEqual(frame.length * 3 + 64);
  }

  test('a scan is over after a few looks at each byte', () => {
    for (let number = 0; number < 4_000; number += 1) {
      const random = new Random(`${SEED}.${number}`);
      const wire = WIRES[number % WIRES.length];
      if (wire === undefined) throw new Error('No wire.');
      expectBounded(wire, mutated(random, wire.frames[random.int(wire.frames.length)] ?? Buffer.alloc(0), WIRES), `${SEED}.${number}`);
    }
  });

  test('so is one of the longest frames', () => {
    for (const wire of WIRES) {
      for (const byte of [0x00, 0x30, 0xf0, 0xff]) {
        const frame = Buffer.alloc(65_536, byte);
        const head = wire.frames[0]?.subarray(0, 24) ?? Buffer.alloc(0);
        expectBounded(wire, frame, wire.name);
        expectBounded(wire, Buffer.concat([head, frame]), wire.name);
      }
    }
  });
});

describe(`decisions on damaged messages, seed ${SEED}`, () => {
  test('what is read of them can be decided on', async () => {
    const wrong: string[] = [];
    let number = 0;
    const note = (what: string): void => void wrong.push(`${SEED}.${number}: ${what}`);
    const observer: Observer = { ...SILENT, fault: (where, error) => note(`${where} ${String(error)}`) };
    const handler = authorizerOn(await memoryStore(), { observer });
    const outcomes = new Set<string>();
    const reply = ({ outcome }: Response): void => {
      outcomes.add(outcome);
      if (outcome === 'systemMalfunction') note(outcome);
    };
    let handled = 0;
    for (; number < 40_000; number += 1) {
      const random = new Random(`${SEED}.${number}`);
      const wire = random.pick(WIRES);
      const [host] = wire.hosts;
      const decoded = host?.decodeRequest(Buffer.from(mutated(random, random.pick(wire.frames), WIRES)));
      if (decoded?.kind !== 'message') continue;
      handled += 1;
      handler.handle(decoded.message, { reply });
    }
    expect(wrong).toEqual([]);
    expect(handled).toBeGreaterThan(1_000);
    expect(outcomes.size).toBeGreaterThan(5);
  });
});
