import { describe, expect, test } from 'vitest';
import { isLoopback, parseDurationMs, parseRatePerSecond, parseTarget, parseWhole } from '../../src/config/quantity.ts';

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
