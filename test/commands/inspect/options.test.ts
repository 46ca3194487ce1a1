import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type InspectFlags, optionsOf, readSource } from '../../../src/commands/inspect/options.ts';
import { EXIT_CODES } from '../../../src/commands/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksept-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('flags of inspect', () => {
  test('all may be left out', () => {
    const { readOptions, dialects, kind, port, nearMs } = optionsOf({}, 5);
    expect({ readOptions, kind, port, nearMs }).toEqual({
      readOptions: { dialect: undefined, header: undefined, tpdu: undefined },
      kind: undefined,
      port: undefined,
      nearMs: 5,
    });
    expect(dialects.map(({ name }) => name)).toContain('1987-ascii');
  });

  test('a dialect that is asked for is tried first', () => {
    const { readOptions, dialects } = optionsOf(
      { dialect: '1993-bcd', header: '4a+inclusive', tpdu: true, port: '8583', input: 'pcap' },
      0,
    );
    expect([readOptions.dialect?.name, dialects[0]?.name, readOptions.header, readOptions.tpdu]).toEqual([
      '1993-bcd',
      '1993-bcd',
      expect.objectContaining({ name: '4a+inclusive' }),
      true,
    ]);
  });

  test('a dialect of a file', () => {
    const path = join(folder, 'mine.json');
    writeFileSync(path, JSON.stringify({ extends: '1987-bcd', name: 'mine', about: 'A test.' }));
    expect(optionsOf({ dialect: path }, 0).readOptions.dialect?.name).toBe('mine');
  });

  test.each<[InspectFlags, string]>([
    [{ dialect: 'nobody' }, '--dialect'],
    [{ dialect: './missing.json' }, '--dialect'],
    [{ header: '3b' }, '--header 3b'],
    [{ port: '0' }, '--port'],
    [{ port: 'http' }, '--port'],
    [{ input: 'text' }, '--input'],
  ])('%j is wrong usage, in one sentence', (flags, named) => {
    expect(() => optionsOf(flags, 0)).toThrow(
      expect.objectContaining({
        name: 'CommandError',
        exitCode: EXIT_CODES.usage,
        message: expect.stringMatching(new RegExp(`^${named}.*\\.$`)),
      }),
    );
  });
});

describe('what an argument names', () => {
  test('a file', async () => {
    const path = join(folder, 'm.hex');
    writeFileSync(path, '0200');
    expect(await readSource(path)).toEqual({ name: path, bytes: Buffer.from('0200') });
  });

  test('digits of a message', async () => {
    const digits = '3032303072340541';
    expect(await readSource(digits.repeat(2))).toEqual({ name: 'the argument', bytes: Buffer.from(digits.repeat(2)) });
  });

  test.each([join(folder, 'none.hex'), folder, '3032'])('%s is wrong usage', async (argument) => {
    await expect(readSource(argument)).rejects.toMatchObject({ name: 'CommandError', exitCode: EXIT_CODES.usage });
  });

  test('what is nearly the digits of a message is not repeated', async () => {
    const digits = `${'9578991234567892'.repeat(6)}xyz`;
    await expect(readSource(digits)).rejects.toMatchObject({ message: expect.not.stringContaining('9578') });
  });
});
