import { describe, expect, it } from 'vitest';
import { PIN_NUMBER_MAX } from '../../../src/trace/format/fields.ts';
import { PinNumbers } from '../../../src/trace/record/pin-numbers.ts';

describe('PIN numbers of a card', () => {
  it('0 is the first PIN, others count up in the order in which they came', () => {
    const pins = new PinNumbers();
    pins.firstReference = '1:1111';
    expect(pins.numberOf(['1:2222'])).toBe(1);
    expect(pins.numberOf(['1:1111'])).toBe(0);
    expect(pins.numberOf(['1:3333'])).toBe(2);
    expect(pins.numberOf(['1:2222'])).toBe(1);
  });

  it('the first PIN is found under any key, another one by its newest reference', () => {
    const pins = new PinNumbers();
    pins.firstReference = '1:1111';
    expect(pins.numberOf(['1:1111', '2:9999'])).toBe(0);
    expect(pins.numberOf(['1:5555', '2:6666'])).toBe(1);
    expect(pins.numberOf(['2:6666'])).toBe(1);
  });

  it('a card that is not on file has no PIN 0', () => {
    expect(new PinNumbers().numberOf(['1:1111'])).toBe(1);
  });

  it(`PINs past the limit share the number ${PIN_NUMBER_MAX}`, () => {
    const pins = new PinNumbers();
    const numbers = Array.from({ length: PIN_NUMBER_MAX + 5 }, (_, at) => pins.numberOf([`1:${at}`]));
    expect(numbers.slice(0, PIN_NUMBER_MAX)).toEqual(Array.from({ length: PIN_NUMBER_MAX }, (_, at) => at + 1));
    expect(new Set(numbers.slice(PIN_NUMBER_MAX - 1))).toEqual(new Set([PIN_NUMBER_MAX]));
  });
});
