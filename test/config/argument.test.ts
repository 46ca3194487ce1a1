/** Every exported function of the library tells of arguments of the wrong kind in one sentence. */
import { describe, expect, test } from 'vitest';
import { hasMembers, requireArgument } from '../../src/config/argument.ts';
import { mistakesOf } from '../../src/config/mistakes.ts';
import * as api from '../../src/index.ts';

type Call = (...given: readonly unknown[]) => unknown;

/** These take anything: they answer a question, or everything they take may be left out. */
const TAKE_ANYTHING = ['isApproval', 'isOutcome', 'settingsWith'];

const entries = Object.entries(api as Readonly<Record<string, unknown>>);

/** Errors are left out: programs catch them and do not make them. */
const functions = entries.flatMap(([name, value]): (readonly [string, Call])[] => {
  if (typeof value !== 'function' || value.prototype instanceof Error) return [];
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  return [[name, isClass ? (...given) => Reflect.construct(value, given) : (...given) => Reflect.apply(value, undefined, given)]];
});

async function errorOf(call: Call, given: readonly unknown[]): Promise<unknown> {
  try {
    await call(...given);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('exported functions', () => {
  test('are found', () => {
    expect(functions.map(([name]) => name)).toEqual(expect.arrayContaining(['connect', 'createPanTokenizer', 'Link', 'visaPvv']));
  });

  test.each(functions)('%s refuses {} and nothing in one sentence', async (name, call) => {
    for (const given of [[], [{}]]) {
      const error = await errorOf(call, given);
      if (TAKE_ANYTHING.includes(name)) {
        expect(error).toBeUndefined();
        continue;
      }
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(TypeError);
      expect(error).not.toBeInstanceOf(ReferenceError);
      for (const sentence of mistakesOf(error) ?? [(error as Error).message]) {
        expect(sentence).toMatch(/^\S.* .*\.$/);
        expect(sentence).not.toMatch(/undefined|\[object|\n/);
      }
    }
  });

  test.each<readonly [string, Call, readonly unknown[], string]>([
    ['the second argument', api.createPinEncrypter as Call, [{ keysOf: () => [] }], 'createPinEncrypter: the argument randomBytes must be'],
    ['a payload', api.encodeFrame as Call, [api.HEADER_4B, {}], 'encodeFrame: the argument payload must be a Buffer.'],
    ['some settings', api.startApp as Call, [{ httpPort: 0 }], 'startApp: the argument settings must be all settings'],
    ['a cipher', api.encipherPinBlock as Call, ['iso0', {}], 'encipherPinBlock: the argument cipher must be a block cipher'],
    ['an inherited name', api.headerKind as Call, ['toString', false], 'headerKind: the argument name must be '],
    ['a key', api.createBlockCipher as Call, ['AES', 'AB'], 'createBlockCipher: the argument key must be a Buffer.'],
  ])('name %s that is wrong', async (_what, call, given, start) => {
    const error = await errorOf(call, given);
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message.startsWith(start)).toBe(true);
  });
});

test('an argument that is right passes', () => {
  expect(() => requireArgument(hasMembers({ a: 0, b: '' }, 'a', 'b'), 'f', 'x', 'an object')).not.toThrow();
  expect(hasMembers({ a: undefined }, 'a')).toBe(false);
  expect(hasMembers(null)).toBe(false);
});
