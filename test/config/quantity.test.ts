import { describe, expect, test } from 'vitest';
import { readCardFile, SIMULATED_STATUSES } from '../../src/cards/simulated-card-file.ts';
import { CARD_STATUSES } from '../../src/cards/status.ts';
import { isLoopback, parseDurationMs, parseRatePerSecond, parseTarget, parseWhole } from '../../src/config/quantity.ts';
import { simulatedCard } from '../terminal-sim/support/sim-fixtures.ts';

const CARD = simulatedCard(1);

describe('card file', () => {
  test('is an object with a notice or a bare list', () => {
    const list = [CARD, simulatedCard(2, { status: 'lost' })];
    expect(readCardFile(JSON.stringify(list), 'f')).toEqual(list);
    expect(readCardFile(JSON.stringify({ notice: 'test', cards: list }), 'f')).toEqual(list);
  });

  test('balance, status and profile may be left out', () => {
    const { pan, expiry, pin } = CARD;
    expect(readCardFile(JSON.stringify([{ pan, expiry, pin }]), 'f')).toEqual([{ ...CARD, balanceMinor: 0, profile: '' }]);
  });

  test('statuses are those of the store', () => {
    expect([...SIMULATED_STATUSES].sort()).toEqual([...CARD_STATUSES].sort());
  });

  test.each([
    ['{', 'f.json is no JSON'],
    ['{"cards":{}}', 'f.json holds no list of cards'],
    ['"x"', 'f.json holds no list of cards'],
    ['[]', 'f.json holds no cards'],
    ['[7]', 'f.json, card 1, is no object'],
    [JSON.stringify([CARD, { ...CARD, pan: undefined }]), 'f.json, card 2, has no pan'],
    [JSON.stringify([CARD, CARD]), 'f.json, card 2, has the same PAN as card 1'],
    [JSON.stringify([{ ...CARD, pan: '9578990000000001' }]), 'card 1, has a pan that can'],
    [JSON.stringify([{ ...CARD, pan: Number(CARD.pan) }]), 'card 1, has a pan that can'],
    [JSON.stringify([{ ...CARD, expiry: '2713' }]), 'it must be four digits, YYMM'],
    [JSON.stringify([{ ...CARD, pin: '123' }]), 'it must be 4 to 12 digits'],
    [JSON.stringify([{ ...CARD, balanceMinor: -1 }]), 'a whole number of øre'],
    [JSON.stringify([{ ...CARD, balanceMinor: 1.5 }]), 'a whole number of øre'],
    [JSON.stringify([{ ...CARD, status: 'gone' }]), 'it must be one of active'],
  ])('%s is refused: %s', (text, sentence) => {
    expect(() => readCardFile(text, 'f.json')).toThrow(sentence);
  });

  test('no error holds a PAN or a PIN', () => {
    const bad = [{ ...CARD, pin: '98765x' }, CARD, { ...CARD }];
    for (const text of [JSON.stringify(bad), JSON.stringify(bad.slice(1)), `${JSON.stringify(bad)}!`]) {
      expect(() => readCardFile(text, 'f.json')).toThrow(/^(?!.*(9578990|98765x)).*$/);
    }
  });
});

describe('quantities', () => {
  test.each([
    ['30s', 30_000],
    ['500ms', 500],
    ['250us', 0.25],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDurationMs(text, '--duration')).toBe(ms);
  });

  test.each(['', '30', '-1s', '1 week', 's', '1e3s'])('%j is no duration', (text) => {
    expect(() => parseDurationMs(text, '--duration')).toThrow('--duration is');
  });

  test.each([
    ['2000/s', 2000],
    ['120000/m', 2000],
    ['50', 50],
  ])('%s is %d a second', (text, rate) => {
    expect(parseRatePerSecond(text, '--rate')).toBe(rate);
  });

  test.each(['0/s', '/s', '2000/h', 'fast'])('%j is no rate', (text) => {
    expect(() => parseRatePerSecond(text, '--rate')).toThrow('--rate is');
  });

  test.each([
    ['127.0.0.1:7583', '127.0.0.1', 7583],
    ['localhost:1', 'localhost', 1],
    ['[::1]:65535', '::1', 65_535],
  ])('%s is a target', (text, host, port) => {
    expect(parseTarget(text)).toEqual({ host, port });
  });

  test.each(['', '7583', 'localhost', 'localhost:0', 'localhost:65536', '::1:7583', 'a b:1', 'host:7x'])('%j is no target', (text) => {
    expect(() => parseTarget(text)).toThrow('write it as host:port');
  });

  test.each(['0', '11', '1.5', 'x', '', '-1'])('%j is not from 1 to 10', (text) => {
    expect(() => parseWhole(text, '--n', 1, 10)).toThrow('--n is');
  });

  test.each([
    ['127.0.0.1', true],
    ['127.9.8.7', true],
    ['::1', true],
    ['localhost', true],
    ['10.0.0.1', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
  ])('%s is this machine: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });
});
